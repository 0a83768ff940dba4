package csvrows

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline"
)

// A charset is how the letters of a text are written. The zero value is UTF-8.
type charset struct {
	name   string
	single *charmap.Charmap  // one byte a letter; nil for Unicode
	wide   encoding.Encoding // UTF-16, made UTF-8 before records are cut; nil otherwise
}

// singles are the character sets of one byte a letter that tables of this field
// come in, by name in lower case.
var singles = map[string]*charmap.Charmap{
	"windows-1250": charmap.Windows1250, "windows-1251": charmap.Windows1251, "windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253, "windows-1254": charmap.Windows1254, "windows-1255": charmap.Windows1255,
	"windows-1256": charmap.Windows1256, "windows-1257": charmap.Windows1257, "windows-1258": charmap.Windows1258,
	"iso-8859-2": charmap.ISO8859_2, "iso-8859-5": charmap.ISO8859_5, "iso-8859-6": charmap.ISO8859_6,
	"iso-8859-7": charmap.ISO8859_7, "iso-8859-8": charmap.ISO8859_8, "iso-8859-9": charmap.ISO8859_9,
	"iso-8859-15": charmap.ISO8859_15, "koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U,
}

// charsetOf resolves a name. Latin-1 is read as Windows-1252, which has letters
// where Latin-1 has control characters that no table holds, as browsers do
// (https://encoding.spec.whatwg.org).
func charsetOf(name string) (charset, error) {
	n := strings.ToLower(strings.TrimSpace(name))
	n = strings.ReplaceAll(n, "_", "-")
	switch n {
	case "", "utf-8", "utf8":
		return charset{}, nil
	case "latin-1", "latin1", "iso-8859-1", "ascii", "us-ascii":
		n = "windows-1252"
	case "utf-16le":
		return charset{name: "UTF-16", wide: unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}, nil
	case "utf-16be", "utf-16":
		return charset{name: "UTF-16", wide: unicode.UTF16(unicode.BigEndian, unicode.UseBOM)}, nil
	}
	if rest, ok := strings.CutPrefix(n, "cp125"); ok {
		n = "windows-125" + rest
	}
	if m := singles[n]; m != nil {
		return charset{name: m.String(), single: m}, nil
	}
	return charset{}, truceline.Invalid("charset", "%q is not a character set that is read; use utf-8, utf-16, latin-1, windows-1250 to windows-1258, one of iso-8859 or koi8-r, or convert the file to UTF-8", name)
}

// utf8Of makes UTF-8 of a wide charset; unpaired halves become U+FFFD.
func (c charset) utf8Of(src io.Reader) io.Reader { return c.wide.NewDecoder().Reader(src) }

// decode makes UTF-8 of the fields of a record, in place. bad is the first field
// that is not what it should be, -1 if none; such fields are left as they are.
// A record that is UTF-8 beyond ASCII in a file of one byte a letter is read as
// what it is: hardly any text is both by chance.
func (c charset) decode(fields []string, raw []byte) (remark string, bad int) {
	switch {
	case c.wide != nil:
		for i, f := range fields {
			if strings.ContainsRune(f, utf8.RuneError) {
				return "", i
			}
		}
		return "", -1
	case utf8.Valid(raw):
		if c.single != nil && !ascii(raw) {
			return fmt.Sprintf("the row is UTF-8 in a file that is said to be %s; it was read as UTF-8", c.name), -1
		}
		return "", -1
	case c.single == nil:
		return "", firstInvalid(fields)
	}
	for i, f := range fields {
		var b strings.Builder
		for j := range len(f) {
			letter := c.single.DecodeByte(f[j])
			if letter == utf8.RuneError {
				return "", i
			}
			b.WriteRune(letter)
		}
		fields[i] = b.String()
	}
	return "", -1
}

// fault says what is wrong with a field of which decode says that it is bad.
func (c charset) fault() string {
	if c.name != "" {
		return fmt.Sprintf("not valid %s; the file may mix character sets: convert it to UTF-8 and import it again", c.name)
	}
	return "not valid UTF-8; it looks like Latin-1 or Windows-1252: convert the file to UTF-8 and import it again"
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
