package web

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/truceline/truceline"
)

// maxForm is how large what a form sends may be, in bytes, but for files.
const maxForm = 1 << 20

// posted reads what a form sends, from a page or as a JSON object of lists of
// strings from its script.
func posted(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		kind = ""
	}
	switch kind {
	case "application/json":
		var v url.Values
		if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
			return nil, unreadable(err)
		}
		return v, nil
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return nil, unreadable(err)
		}
		return r.PostForm, nil
	}
	return nil, truceline.Invalid("", "what was sent is neither a form nor JSON; send it as application/x-www-form-urlencoded")
}

// unreadable says what is wrong with a body that cannot be read.
func unreadable(err error) error {
	if big, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return truceline.Invalid("", "what was sent is larger than %s; send less at once", size(big.Limit))
	}
	return &truceline.Problem{Kind: truceline.InvalidKind, Msg: "what was sent cannot be read as a form; send it again from the page", Err: err}
}

// nameCookie keeps the name of whoever decides between visits. There are no
// accounts: the name stands in the log as it was given.
const nameCookie = "truceline_by"

// maxName is how long a name may be, in characters.
const maxName = 80

// remembered is the name that the browser kept; empty if it kept none.
func remembered(r *http.Request) string {
	c, err := r.Cookie(nameCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(c.Value)
	if err != nil || checkName(name) != nil {
		return ""
	}
	return name
}

// signed is the name under which something is posted: the one in the form, which
// the browser then keeps, or else the one that it kept.
func signed(w http.ResponseWriter, r *http.Request, v url.Values) (string, error) {
	name := strings.Join(strings.Fields(v.Get("by")), " ")
	if name == "" {
		if kept := remembered(r); kept != "" {
			return kept, nil
		}
	}
	if err := checkName(name); err != nil {
		return "", err
	}
	http.SetCookie(w, &http.Cookie{
		Name: nameCookie, Value: url.QueryEscape(name), Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	return name, nil
}

func checkName(name string) error {
	switch {
	case name == "":
		return truceline.Invalid("by", "say who decides; a role is enough, such as duty editor")
	case !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, unicode.IsControl):
		return truceline.Invalid("by", "a name is at most %d letters on one line", maxName)
	}
	return nil
}

// wantsJSON reports whether the answer goes to a script.
func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}
