package csvrows_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// outcome is all that reading a file gave: the fields of each row joined by
// bars under its line, the refusals, and the sentence that ended it.
type outcome struct {
	Rows     []string
	Refusals []string
	End      string
}

// read reads all of a file. Columns a, b and c are those that rows are shown by.
func read(t testing.TB, src io.Reader, opts csvrows.Options) outcome {
	t.Helper()
	var got outcome
	r, err := csvrows.Open(src, opts)
	if err != nil {
		return outcome{End: err.Error()}
	}
	for {
		row, err := r.Next(t.Context())
		if refusal, ok := errors.AsType[*csvrows.Refusal](err); ok {
			got.Refusals = append(got.Refusals, refusal.Error())
			continue
		}
		if err == io.EOF {
			return got
		}
		if err != nil {
			got.End = err.Error()
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("the end %q is not a Problem", err)
			}
			return got
		}
		ab := row.Text("a") + "|" + row.Text("b")
		if refusal := row.Refused(); refusal != nil {
			got.Refusals = append(got.Refusals, refusal.Error())
			continue
		}
		got.Rows = append(got.Rows, ab)
	}
}

func squeeze(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	packed := squeeze(t, "a,b\n1,2\n")
	flipped := []byte(packed)
	flipped[len(flipped)-8] ^= 1 // within the checksum
	for _, tc := range []struct {
		name string
		in   string
		opts csvrows.Options
		want outcome
	}{
		{"plain rows", "a,b\n1,2\n3,4\n", csvrows.Options{}, outcome{Rows: []string{"1|2", "3|4"}}},
		{"columns in another order and letter case", " B ,A\n1,2\n", csvrows.Options{}, outcome{Rows: []string{"2|1"}}},
		{"a byte order mark, carriage returns and no last line end", "\xef\xbb\xbfa,b\r\n1,2\r\n3,4", csvrows.Options{}, outcome{Rows: []string{"1|2", "3|4"}}},
		{"gzip", packed, csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"two gzip members in one file", squeeze(t, "a,b\n1,2\n") + squeeze(t, "3,4\n"), csvrows.Options{}, outcome{Rows: []string{"1|2", "3|4"}}},
		{"a quoted comma, a doubled quote and a line end inside quotes", "a,b\n\"1,\"\"x\"\"\n2\",3\n4,5\n", csvrows.Options{}, outcome{Rows: []string{"1,\"x\"\n2|3", "4|5"}}},
		{"blank lines are no rows", "a,b\n\n1,2\n\r\n\n3,4\n\n", csvrows.Options{}, outcome{Rows: []string{"1|2", "3|4"}}},
		{"hashtags under the header are no row", "a,b\n#date,\n1,2\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"hashtags further down are a row", "a,b\n1,2\n#date,\n", csvrows.Options{}, outcome{Rows: []string{"1|2", "#date|"}}},
		{"a header alone", "a,b\n", csvrows.Options{}, outcome{}},
		{"unnamed columns", ",a,b,\nx,1,2,y\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}}},

		{"no bytes at all", "", csvrows.Options{Name: "e.csv"}, outcome{End: "e.csv: the file is empty; its first line must name the columns"}},
		{"a column named twice", "a,b,A\n1,2,3\n", csvrows.Options{}, outcome{End: "line 1: the header names a more than once; each column needs a name of its own"}},
		{"a header that is not UTF-8", "a,b\xe9\n", csvrows.Options{}, outcome{End: "line 1: the header is not valid UTF-8; it looks like Latin-1 or Windows-1252: convert the file to UTF-8 and import it again"}},
		{"a workbook cut short", "PK\x03\x04....", csvrows.Options{Name: "e.xlsx"}, outcome{End: "e.xlsx: the Excel workbook is damaged; open it in a spreadsheet program and save it again, or fetch it again"}},
		{"named gzip and plain", "a,b\n", csvrows.Options{Name: "e.csv.gz"}, outcome{End: "e.csv.gz: the file is named .gz but is not gzip; rename it if it is plain CSV, or fetch it again"}},
		{"gzip within gzip", squeeze(t, packed), csvrows.Options{Name: "e.csv.gz"}, outcome{End: "e.csv.gz: the file is gzip within gzip; decompress it once"}},
		{"a gzip header cut short", packed[:5], csvrows.Options{Name: "e.gz"}, outcome{End: "e.gz: the gzip file ends too early, as an interrupted download does; fetch it again"}},
		{"a gzip file cut at its checksum", packed[:len(packed)-3], csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 3: the gzip file ends too early, as an interrupted download does; fetch it again; everything before line 3 was read"}},
		{"a damaged checksum", string(flipped), csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 3: the gzip file is damaged: its checksum does not match what it holds; fetch it again; everything before line 3 was read"}},
		{"bytes after the gzip file", packed + "left over bytes", csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 3: the gzip file is damaged: bytes that are not gzip stand where a gzip header belongs; fetch it again; everything before line 3 was read"}},

		{"a row with too many fields", "a,b\n1,2,3\n4,5\n", csvrows.Options{}, outcome{Rows: []string{"4|5"}, Refusals: []string{"line 2: the row has 3 fields where the header has 2; a comma inside a field needs quotes around the field"}}},
		{"a row that is Latin-1", "a,b\n1,caf\xe9\n4,5\n", csvrows.Options{}, outcome{Rows: []string{"4|5"}, Refusals: []string{`line 2, field b, value "caf` + "\uFFFD" + `": not valid UTF-8; it looks like Latin-1 or Windows-1252: convert the file to UTF-8 and import it again`}}},
		{"a quote inside a field without quotes", "a,b\n1,2\"3\"\n4,5\n", csvrows.Options{}, outcome{Rows: []string{"4|5"}, Refusals: []string{`line 2: a quote stands inside a field that does not begin with one; put quotes around the field and double those inside it ("")`}}},
		{"such a quote before a field of two lines", "a,b\n1\"x,\"a\nb\"\n4,5\n", csvrows.Options{}, outcome{Rows: []string{"4|5"}, Refusals: []string{`line 2: a quote stands inside a field that does not begin with one; put quotes around the field and double those inside it ("")`}}},
		{"a row longer than allowed, with line ends inside its quotes", "a,b\n1,\"" + strings.Repeat("x\n", 100) + "\"\n4,5\n", csvrows.Options{MaxRecord: 64}, outcome{Rows: []string{"4|5"}, Refusals: []string{"line 2: the row is longer than 64 bytes; a quote may be left open, or the file is no table"}}},
		{"text after a closing quote ends the file", "a,b\n1,2\n\"3\"x,4\n5,6\n", csvrows.Options{Name: "e.csv"}, outcome{Rows: []string{"1|2"}, End: `e.csv, line 3: text follows a closing quote; quotes inside a quoted field must be doubled (""); everything before line 3 was read`}},
		{"a quote that is never closed ends the file", "a,b\n1,2\n3,\"4\n5,6\n", csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 3: a quoted field of this row is never closed; close or double its quotes; everything before line 3 was read"}},
		{"a file larger than allowed", "a,b\n1,2\n3,4\n", csvrows.Options{MaxBytes: 10}, outcome{End: "the file holds more than 10 bytes; split it and import the parts"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, strings.NewReader(tc.in), tc.opts)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRequire(t *testing.T) {
	for _, tc := range []struct {
		name, header, want string
	}{
		{"all there, in any letter case", "Id,BEST\n", ""},
		{"two are missing", "a,id2\n", "line 1: the file lacks id, best; it has a, id2"},
		{"a separator that cannot be told", "id;best\tlow\n", "line 1: the file lacks id, best; it has id;best\tlow; it seems to be separated by semicolons or tabs: save it with commas"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := csvrows.Open(strings.NewReader(tc.header), csvrows.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := r.Require("id", "best"); err != nil {
				got = err.Error()
			}
			if got != tc.want {
				t.Errorf("Require = %q, want %q", got, tc.want)
			}
		})
	}
}

func TestFieldsAreRefusedOnce(t *testing.T) {
	for _, tc := range []struct {
		name, value string
		read        func(*csvrows.Row)
		want        string
	}{
		{"a whole number", "7", func(r *csvrows.Row) { r.Int("a", 1, 7) }, ""},
		{"a whole number too large", "8", func(r *csvrows.Row) { r.Int("a", 1, 7) }, `line 2, field a, value "8": not a whole number from 1 to 7`},
		{"no whole number", "", func(r *csvrows.Row) { r.Int("a", 1, 7) }, `line 2, field a: empty, not a whole number from 1 to 7`},
		{"a decimal comma", `"3,5"`, func(r *csvrows.Row) { r.Decimal("a", -90, 90) }, `line 2, field a, value "3,5": not a number from -90 to 90`},
		{"not a number", "NaN", func(r *csvrows.Row) { r.Decimal("a", -90, 90) }, `line 2, field a, value "NaN": not a number from -90 to 90`},
		{"a date with slashes", "6/5/2017", func(r *csvrows.Row) { r.Day("a") }, `line 2, field a, value "6/5/2017": not a date written as year-month-day, like 2017-05-06`},
		{"the first refusal stands", "x", func(r *csvrows.Row) { r.Int("a", 0, 1); r.Day("a") }, `line 2, field a, value "x": not a whole number from 0 to 1`},
		{"a long value is shortened", strings.Repeat("ж", 100), func(r *csvrows.Row) { r.Int("a", 0, 1) }, `line 2, field a, value "` + strings.Repeat("ж", 30) + `…": not a whole number from 0 to 1`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := csvrows.Open(strings.NewReader("a,b\n"+tc.value+",\n"), csvrows.Options{})
			if err != nil {
				t.Fatal(err)
			}
			row, err := r.Next(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			tc.read(row)
			got := ""
			if f := row.Refused(); f != nil {
				got = f.Error()
			}
			if got != tc.want {
				t.Errorf("refused as %q, want %q", got, tc.want)
			}
		})
	}
}

func TestDigestIsOfTheRowAsReceived(t *testing.T) {
	for _, in := range []string{"a,b\n\"1\",2\n", "a,b\r\n\"1\",2\r\n", "a,b\n\"1\",2", "\n\na,b\n\n\"1\",2", squeeze(t, "a,b\n\"1\",2\n")} {
		r, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
		if err != nil {
			t.Fatal(err)
		}
		row, err := r.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if want := report.Digest([]byte(`"1",2`)); row.Digest != want {
			t.Errorf("%q: digest %s, want %s", in, row.Digest, want)
		}
		if _, err := r.Next(t.Context()); err != io.EOF {
			t.Errorf("%q: after the last row %v, want EOF", in, err)
		}
		if got := r.Consumed(); got != int64(len(in)) {
			t.Errorf("%q: consumed %d bytes, want %d", in, got, len(in))
		}
	}
}

func TestACancelledContextStopsReading(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader("a,b\n1,2\n3,4\n"), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := r.Next(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := r.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Next = %v, want %v", err, context.Canceled)
	}
}

// endless gives a header, the beginning of a quoted field and then n bytes of
// it, without holding them.
type endless struct {
	head string
	n    int64
	tail string
}

func (e *endless) Read(p []byte) (int, error) {
	switch {
	case e.head != "":
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	case e.n > 0:
		n := int(min(int64(len(p)), e.n))
		for i := range p[:n] {
			p[i] = 'x'
		}
		e.n -= int64(n)
		return n, nil
	case e.tail != "":
		n := copy(p, e.tail)
		e.tail = e.tail[n:]
		return n, nil
	}
	return 0, io.EOF
}

func TestAFieldOfTwoGigabytesIsNeverHeld(t *testing.T) {
	const field = 2 << 30
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := read(t, &endless{head: "a,b\n1,\"", n: field, tail: "\"\n4,5\n"}, csvrows.Options{MaxRecord: 1 << 20})
	runtime.ReadMemStats(&after)
	want := outcome{Rows: []string{"4|5"}, Refusals: []string{"line 2: the row is longer than 1 MiB; a quote may be left open, or the file is no table"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("allocated %d bytes in all, want at most 16 MiB", used)
	}
}

func TestAGzipBombIsRefusedEarly(t *testing.T) {
	var bomb bytes.Buffer
	w, err := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, &endless{head: "a,b\n1,\"", n: 256 << 20}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := csvrows.Open(&bomb, csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Next(t.Context())
	const want = "line 2: the gzip file grows more than 200-fold, which no table does; if it is genuine, decompress it and import the plain file; everything before line 2 was read"
	if err == nil || err.Error() != want {
		t.Errorf("Next = %v, want %q", err, want)
	}
	if bomb.Len() == 0 {
		t.Error("all of the bomb was consumed, want it refused before its end")
	}
}

// TestEqualsEncodingCSV holds the record cutting to the standard library: what
// it can read, we read alike.
func TestEqualsEncodingCSV(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", `"`, `""`, ",", "\n", "\r\n", "\r", " ", "é", "\n\n"})
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOf(piece).Draw(t, "body"), "")
		compareWithEncodingCSV(t, "a,b\n"+body)
	})
}

func compareWithEncodingCSV(t rapid.TB, in string) {
	ref := csv.NewReader(strings.NewReader(in))
	ref.FieldsPerRecord = -1
	records, refErr := ref.ReadAll()
	r, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		if refErr == nil && len(records) > 0 && strings.HasPrefix(in, "a,b\n") {
			t.Fatalf("Open(%q) = %v", in, err)
		}
		return
	}
	if refErr != nil || len(records) == 0 {
		for err == nil || errors.As(err, new(*csvrows.Refusal)) {
			_, err = r.Next(context.Background())
		}
		return // all that we ask of a broken file is an end
	}
	for i, want := range records[1:] {
		row, err := r.Next(context.Background())
		if refusal, ok := errors.AsType[*csvrows.Refusal](err); ok {
			if len(want) == len(r.Columns()) && !strings.Contains(refusal.Reason, "UTF-8") {
				t.Fatalf("%q: row %d refused: %v", in, i, refusal)
			}
			continue
		}
		if i == 0 && err == io.EOF {
			return // hashtags under the header
		}
		if err != nil {
			t.Fatalf("%q: row %d: %v", in, i, err)
		}
		if r.Has("a") && row.Text("a") != strings.TrimSpace(want[0]) && strings.HasPrefix(in, "a,b\n") {
			t.Fatalf("%q: row %d has a = %q, want %q", in, i, row.Text("a"), want[0])
		}
	}
	if strings.HasPrefix(in, "a,b\n") {
		if row, err := r.Next(context.Background()); err != io.EOF {
			t.Fatalf("%q: after the last record: %v, %v", in, row, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\"\n"))
	f.Add([]byte("a,b\r\n\"x\"\"\n\",é\r\n"))
	f.Add([]byte("a,b\n#x,#y\n1,\xff\n"))
	f.Add([]byte(squeeze(f, "a,b\n1,2\n")))
	f.Add([]byte("a,b\n\"1\"2,3\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if !bytes.HasPrefix(in, []byte{0x1f, 0x8b}) && !bytes.Contains(in, []byte("#")) {
			compareWithEncodingCSV(t, string(in))
		}
		r, err := csvrows.Open(bytes.NewReader(in), csvrows.Options{MaxRecord: 64, MaxBytes: 1 << 16})
		last := 0
		for err == nil {
			var row *csvrows.Row
			row, err = r.Next(t.Context())
			if refusal, ok := errors.AsType[*csvrows.Refusal](err); ok {
				row, err = &csvrows.Row{Line: refusal.Line}, nil
			}
			if err == nil {
				if row.Line <= last {
					t.Fatalf("line %d follows line %d", row.Line, last)
				}
				last = row.Line
			}
		}
	})
}
