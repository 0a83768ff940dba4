package gold

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/truceline/truceline"
)

// A member is a name and its value in a JSON object. The names are compared as
// they are: encoding/json would take "Text" for "text", and the last of two.
type member struct {
	name string
	raw  json.RawMessage
}

// object splits a JSON object into its members, in their order. What is no
// object, or names a member twice, is a Problem of the given place.
func object(raw []byte, where string) ([]member, *truceline.Problem) {
	bad := func(err error) *truceline.Problem {
		p := truceline.Invalid(where, "is no JSON object")
		p.Err = err
		return p
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, bad(err)
	}
	var out []member
	seen := map[string]bool{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, bad(err)
		}
		m := member{name: t.(string)} // inside an object the decoder gives no other
		if err := dec.Decode(&m.raw); err != nil {
			return nil, bad(err)
		}
		if seen[m.name] {
			return nil, truceline.Invalid(where, "names %q twice", m.name)
		}
		seen[m.name] = true
		out = append(out, m)
	}
	if _, err := dec.Token(); err != nil {
		return nil, bad(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, truceline.Invalid(where, "goes on after the end of its object; one record stands on one line")
	}
	return out, nil
}
