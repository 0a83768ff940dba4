package csvrows_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// wide is a text in UTF-16 with a byte order mark.
func wide(t testing.TB, s string) string {
	t.Helper()
	out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSeparatorsAndCharacterSets(t *testing.T) {
	for _, tc := range []struct {
		name string
		in   string
		opts csvrows.Options
		want outcome
	}{
		{"tabs", "a\tb\n1,5\t2;3\n", csvrows.Options{}, outcome{Rows: []string{"1,5|2;3"}}},
		{"semicolons", "a;b\n1,5;\"2;3\"\n", csvrows.Options{}, outcome{Rows: []string{"1,5|2;3"}}},
		{"a comma within a header of semicolons", "a;b;c;\"d, e\";f, g\n1;2;3;4;5\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"a comma within a header of tabs", "a\tb\tc\td, e\n1\t2\t3\t4\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"semicolons within a header of commas", "a,b,x;y\n1,2,3\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"named as tabs, with commas in the names", "a\tb\tx, y, z, u\n1\t2\t3\n", csvrows.Options{Name: "e.tsv"}, outcome{Rows: []string{"1|2"}}},
		{"said to be semicolons", "a;x,y,z,u;b\n1;2;3\n", csvrows.Options{Kind: csvrows.Semicolons}, outcome{Rows: []string{"1|3"}}},
		{"a first line that names the separator", "sep=;\r\na;b\r\n1;2\r\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"a line break inside quotes after a tab", "a\tb\n1\t\"2\n3\"\n4\t5\n", csvrows.Options{}, outcome{Rows: []string{"1|2\n3", "4|5"}}},
		{"a tab too many", "a\tb\n1\t2\t3\n4\t5\n", csvrows.Options{}, outcome{Rows: []string{"4|5"}, Refusals: []string{"line 2: the row has 3 fields where the header has 2; a tab inside a field needs quotes around the field"}}},

		{"a header below a title", "Events of 2017; provisional\n\na,b\n1,2\n", csvrows.Options{Header: 3}, outcome{Rows: []string{"1|2"}}},
		{"a header below a title, separated otherwise", "Events, monthly\na;b\n1;2\n", csvrows.Options{Header: 2}, outcome{Rows: []string{"1|2"}}},
		{"a header that never comes", "a,b\n1,2\n", csvrows.Options{Header: 9, Name: "e.csv"}, outcome{End: "e.csv: the file ends before line 9, on which its header should stand"}},
		{"a header on line 0", "a,b\n", csvrows.Options{Header: -1}, outcome{End: "header: -1 is no line; the first is 1"}},
		{"an unknown kind", "a,b\n", csvrows.Options{Kind: "ods"}, outcome{End: `kind: "ods" is no kind of table; write csv, tsv, semicolons or xlsx`}},
		{"said to be a workbook", "a,b\n", csvrows.Options{Kind: csvrows.Workbook, Name: "e.csv"}, outcome{End: "e.csv: the file is not an Excel workbook (.xlsx), which is a zip archive"}},

		{"UTF-16", wide(t, "a\tb\nحزرما\tХазерма\n"), csvrows.Options{}, outcome{Rows: []string{"حزرما|Хазерма"}}},
		{"UTF-16, whatever was said", wide(t, "a,b\né,2\n"), csvrows.Options{Charset: "latin-1"}, outcome{Rows: []string{"é|2"}}},
		{"UTF-16 within gzip", squeeze(t, wide(t, "a,b\né,2\n")), csvrows.Options{}, outcome{Rows: []string{"é|2"}}},
		{"UTF-16 with half a character", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\x00\xd8\n\x003\x00,\x004\x00", csvrows.Options{}, outcome{Rows: []string{"3|4"}, Refusals: []string{"line 2, field b, value \"\uFFFD\": not valid UTF-16; the file may mix character sets: convert it to UTF-8 and import it again"}}},
		{"Latin-1 as said", "a,b\ncaf\xe9,\x93x\x94\n", csvrows.Options{Charset: "Latin-1"}, outcome{Rows: []string{"café|“x”"}}},
		{"Windows-1251 as said", "a,b\n\xd5\xe0\xec\xe0,2\n", csvrows.Options{Charset: "cp1251"}, outcome{Rows: []string{"Хама|2"}}},
		{"a header in Latin-1", "a,b,\xe9t\xe9\n1,2,3\n", csvrows.Options{Charset: "latin1"}, outcome{Rows: []string{"1|2"}}},
		{"a byte order mark of UTF-8, whatever was said", "\xef\xbb\xbfa,b\né,2\n", csvrows.Options{Charset: "windows-1252"}, outcome{Rows: []string{"é|2"}}},
		{"a character set that nobody reads", "a,b\n", csvrows.Options{Charset: "ebcdic"}, outcome{End: `charset: "ebcdic" is not a character set that is read; use utf-8, utf-16, latin-1, windows-1250 to windows-1258, one of iso-8859 or koi8-r, or convert the file to UTF-8`}},
		{"a byte that the character set has not", "a,b\n1,\xd7\xa1\xff\n3,4\n", csvrows.Options{Charset: "iso-8859-6"}, outcome{Rows: []string{"3|4"}, Refusals: []string{"line 2, field b, value \"ס\uFFFD\": not valid ISO 8859-6; the file may mix character sets: convert it to UTF-8 and import it again"}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, strings.NewReader(tc.in), tc.opts)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARowInAnotherCharacterSetSaysSo(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader("a,b\ncaf\xe9,1\ncafé,2\ncafe,3\n"), csvrows.Options{Charset: "windows-1252"})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{nil, {"the row is UTF-8 in a file that is said to be Windows 1252; it was read as UTF-8"}, nil}
	for i, remarks := range want {
		row, err := r.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if i < 2 && row.Text("a") != "café" {
			t.Errorf("row %d has a = %q, want café", i, row.Text("a"))
		}
		if diff := cmp.Diff(remarks, row.Remarks()); diff != "" {
			t.Errorf("row %d: %s", i, diff)
		}
	}
}

// hashtags is a header of HXL as a caller picks it.
func hashtags(_ int, cells []string) bool {
	for _, c := range cells {
		if c != "" && c[0] != '#' {
			return false
		}
	}
	return len(cells) > 1
}

func TestAHeaderThatIsPicked(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader("Junk;\"x\ny\"\nOrg;Org\n#org;#org\nA;B\n"), csvrows.Options{IsHeader: hashtags})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"Junk", "x\ny"}, {"Org", "Org"}}, r.Before()); diff != "" || r.Kind() != csvrows.Semicolons {
		t.Error(diff)
	}
	row, err := r.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if row.Line != 5 || row.At(0) != "A" || row.At(1) != "B" || row.Text("#ORG") != "A" {
		t.Errorf("line %d holds %q and %q, and %q by name; want line 5 with A and B, A by name", row.Line, row.At(0), row.At(1), row.Text("#ORG"))
	}
	row.RefuseAt(1, "no such office")
	if got, want := row.Refused().Error(), `line 5, field #org, value "B": no such office`; got != want {
		t.Errorf("refused as %q, want %q", got, want)
	}

	_, err = csvrows.Open(strings.NewReader(strings.Repeat("x,y\n", 25)+"#org,#org\n"), csvrows.Options{IsHeader: hashtags})
	if !errors.Is(err, csvrows.ErrNoHeader) || truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("a header on line 26: %v, want %v in a Problem", err, csvrows.ErrNoHeader)
	}
}

func TestDigestOfUTF16IsThatOfUTF8(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader(wide(t, "a,b\r\né,2\r\n")), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	row, err := r.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := report.Digest([]byte("é,2")); row.Digest != want {
		t.Errorf("digest %s, want %s", row.Digest, want)
	}
}

// rows gives a header and n rows, of which one in the middle is bad, without
// holding them.
type rows struct {
	n, at int
	rest  []byte
}

func (r *rows) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		switch r.at++; {
		case r.at == 1:
			r.rest = []byte("a,b,c\n")
		case r.at > r.n+1:
			return 0, io.EOF
		case r.at == r.n/2:
			r.rest = []byte("1,2,3,4\n")
		default:
			r.rest = []byte("36.2021,\"37.1343\",Aleppo\n")
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// drain reads all rows, and counts those taken and refused.
func drain(t testing.TB, r *csvrows.Reader) (taken, refused int) {
	for {
		row, err := r.Next(context.Background())
		switch _, bad := errors.AsType[*csvrows.Refusal](err); {
		case bad:
			refused++
		case err == io.EOF:
			return taken, refused
		case err != nil:
			t.Fatal(err)
		case row.Decimal("a", -90, 90) == 0:
			t.Fatal(row.Refused())
		default:
			taken++
		}
	}
}

func TestABadRowAmongManyLosesNoOther(t *testing.T) {
	const n = 100_000
	r, err := csvrows.Open(&rows{n: n}, csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if taken, refused := drain(t, r); taken != n-1 || refused != 1 {
		t.Errorf("%d rows taken and %d refused, want %d and 1", taken, refused, n-1)
	}
}

// BenchmarkMillionRows reads a file of a million rows with a bad one in it.
func BenchmarkMillionRows(b *testing.B) {
	const n = 1_000_000
	b.ReportAllocs()
	for b.Loop() {
		r, err := csvrows.Open(&rows{n: n}, csvrows.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if taken, refused := drain(b, r); taken != n-1 || refused != 1 {
			b.Fatalf("%d rows taken and %d refused, want %d and 1", taken, refused, n-1)
		}
	}
}
