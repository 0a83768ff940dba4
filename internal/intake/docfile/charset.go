package docfile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline"
)

// decode makes text of the bytes of a file that has no magic numbers. What HTML
// says of its encoding comes after what its bytes are: pages that were saved
// anew often still name the encoding that they were fetched in.
func (f *file) decode() (Text, error) {
	if t, ok := decodeWide(f.data); ok {
		return t, nil
	}
	if p := f.binary(); p != nil {
		return Text{}, p
	}
	t := Text{Format: "text", Encoding: "utf-8", Content: string(f.data)}
	valid, stray := countUTF8(f.data)
	if stray == 0 {
		return t, nil
	}
	if valid >= stray {
		t.Notes = []string{fmt.Sprintf("%s %s no UTF-8 and %s left unchanged", plural(stray, "byte"), verb(stray, "is", "are"), verb(stray, "was", "were"))}
		return t, nil
	}
	if named, ok := declared(f.data); ok {
		return single(f.data, named, "the page says that it is "+named.name)
	}
	guess, ok := guessSingle(f.data)
	if !ok {
		return Text{}, f.refuse("the letters of the file are in an encoding that could not be told; open it and save it as UTF-8")
	}
	return single(f.data, guess, guess.name+" was guessed, "+guess.because)
}

// binary is the Problem of bytes that are no text in any encoding that letters
// are written in: more than one in a hundred is a control character.
func (f *file) binary() *truceline.Problem {
	controls := 0
	for _, c := range f.data {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			controls++
		}
	}
	if controls*100 > len(f.data) {
		return f.refuse("the file is binary data and no text; %s", instead)
	}
	return nil
}

// countUTF8 counts the characters beyond ASCII that are well-formed UTF-8 and
// the bytes that belong to none.
func countUTF8(data []byte) (valid, stray int) {
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			stray++
		} else {
			valid++
		}
		data = data[n:]
	}
	return valid, stray
}

// decodeWide decodes UTF-16, by its byte order mark or by where its zero bytes
// stand: in any script some characters (spaces, digits, line ends) have a zero
// as their upper byte, and hardly any as their lower one.
func decodeWide(data []byte) (Text, bool) {
	t := Text{Format: "text"}
	little, marked := false, true
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		little = true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
	default:
		marked = false
		var zeros [2]int // at even and at odd places
		for i, c := range data {
			if c == 0 {
				zeros[i%2]++
			}
		}
		little = zeros[1] > zeros[0]
		few, many := min(zeros[0], zeros[1]), max(zeros[0], zeros[1])
		if many == 0 || many*40 < len(data) || few*20 > many {
			return Text{}, false // less than one character in twenty, or on both sides
		}
	}
	order := utf16.BigEndian
	t.Encoding = "utf-16be"
	if little {
		order, t.Encoding = utf16.LittleEndian, "utf-16le"
	}
	out, err := utf16.UTF16(order, utf16.UseBOM).NewDecoder().Bytes(data)
	if err != nil || !printable(out) {
		return Text{}, false
	}
	t.Content = string(out)
	if !marked {
		t.Notes = append(t.Notes, t.Encoding+" was guessed from where the zero bytes stand")
	}
	if n := strings.Count(t.Content, "\ufffd"); n > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s could not be decoded and stand as the replacement character", plural(n, "place")))
	}
	return t, true
}

// printable reports whether decoded UTF-16 looks like what somebody wrote: of
// pairs of random bytes about one in ten makes a character that is not assigned
// or for private use.
func printable(s []byte) bool {
	odd, all := 0, 0
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		if all++; r == utf8.RuneError || !unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			odd++
		}
		s = s[n:]
	}
	return odd*50 <= all
}

// A codepage is an encoding of one byte a character.
type codepage struct {
	name    string
	table   *charmap.Charmap
	because string // why it was guessed
}

// single decodes by a codepage. Whatever it leaves undefined becomes U+FFFD.
func single(data []byte, page codepage, note string) (Text, error) {
	out, err := page.table.NewDecoder().Bytes(data)
	if err != nil {
		return Text{}, fmt.Errorf("decode %s: %w", page.name, err)
	}
	return Text{Format: "text", Encoding: page.name, Content: string(out), Notes: []string{note}}, nil
}

// An alphabet is a script that fills the upper half of a codepage, with its most
// frequent letters.
type alphabet struct {
	codepage
	frequent string
}

// alphabets are the scripts whose codepage is guessed. Their eight most frequent
// letters make up 55 to 60 in a hundred of running text, in Russian as in
// Ukrainian and Bulgarian, in Arabic as in Persian; 24 would be chance, and a
// text of another codepage (KOI8-R, ISO 8859-5, DOS) read by this one stays
// under 30.
var alphabets = []alphabet{
	{codepage{"windows-1251", charmap.Windows1251, "since the letters beyond ASCII follow each other as Cyrillic ones do"}, "оеаинтср"},
	{codepage{"windows-1256", charmap.Windows1256, "since the letters beyond ASCII follow each other as Arabic ones do"}, "اليمونرت"},
}

// guessSingle tells windows-1251, windows-1256, windows-1252 and windows-1254
// apart. In a script that fills the upper half of a codepage most letters beyond
// ASCII have another beside them; in Latin script most stand alone between
// letters of ASCII (of a hundred such pairs in French, German, Spanish or
// Turkish fewer than ten are of two letters beyond ASCII).
func guessSingle(data []byte) (codepage, bool) {
	together, apart, letters := 0, 0, 0
	var before byte
	for _, c := range data {
		if high(c) {
			letters++
		}
		switch {
		case high(c) && high(before):
			together++
		case high(c) && isASCIILetter(before), isASCIILetter(c) && high(before):
			apart++
		}
		before = c
	}
	if together > apart {
		for _, a := range alphabets {
			if a.reads(data) {
				return a.codepage, true
			}
		}
		return codepage{}, false
	}
	latin := codepage{"windows-1252", charmap.Windows1252, "since the letters beyond ASCII stand alone among others"}
	if letters == 0 {
		latin.because = "since only punctuation is beyond ASCII"
	}
	if turkish(data, letters) {
		latin = codepage{"windows-1254", charmap.Windows1254, "since the letters beyond ASCII are those of Turkish"}
	}
	return latin, true
}

// high reports whether a byte is a letter in the upper half of the Windows
// codepages: most of them are, from 0xC0.
func high(c byte) bool { return c >= 0xc0 || c == 0xa8 || c == 0xb8 }

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// reads reports whether bytes, read by its codepage, use the letters of an
// alphabet as often as a language does: two in five of them are the frequent
// ones, or a quarter in a text of a few words.
func (a alphabet) reads(data []byte) bool {
	letters, frequent := 0, 0
	for _, c := range data {
		if !high(c) {
			continue
		}
		letters++
		if strings.ContainsRune(a.frequent, unicode.ToLower(a.table.DecodeByte(c))) {
			frequent++
		}
	}
	if letters < 50 {
		return frequent*4 >= letters
	}
	return frequent*5 >= letters*2
}

// turkish reports whether the letters that windows-1254 has in place of
// windows-1252's eth, thorn and y with acute make up a quarter of those beyond
// ASCII, and the dotless i is more frequent than s with cedilla. The latter
// tells it from Icelandic, where thorn is more frequent than y with acute.
func turkish(data []byte, letters int) bool {
	var n [256]int
	for _, c := range data {
		n[c]++
	}
	g, i, s := n[0xd0]+n[0xf0], n[0xdd]+n[0xfd], n[0xde]+n[0xfe]
	return letters > 0 && (g+i+s)*4 >= letters && i > s && i > 0
}
