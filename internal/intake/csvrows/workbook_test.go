package csvrows_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/report"
)

// archive is a zip file of parts, given as name, text, name, text.
func archive(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	bookPart = `<workbook xmlns:r="x"><sheets><sheet name="Notes" state="hidden" r:id="r9"/><sheet name="Events" r:id="r1"/><sheet name="Chart" r:id="r4"/><sheet name="More" r:id="r5"/></sheets></workbook>`
	relsPart = `<Relationships>` +
		`<Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="r2" Type="http://x/relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
		`<Relationship Id="r3" Type="http://x/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="r4" Type="http://x/relationships/chartsheet" Target="chartsheets/sheet2.xml"/>` +
		`<Relationship Id="r5" Type="http://x/relationships/worksheet" Target="worksheets/sheet3.xml"/>` +
		`<Relationship Id="r9" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`</Relationships>`
	wordsPart  = `<sst><si><t>a</t></si><si><t>b</t></si><si><r><t>Хаз</t></r><r><t>ерма</t></r><rPh><t>x</t></rPh></si><si><t>1_x0009_2_x005F_x</t></si></sst>`
	stylesPart = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy hh:mm"/><numFmt numFmtId="165" formatCode="[$-409]mmm\-yy;@"/><numFmt numFmtId="166" formatCode="[h]:mm"/><numFmt numFmtId="167" formatCode="&quot;days: &quot;0"/></numFmts>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>`
	headRow = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`
)

// workbook is one whose sheet holds some XML below a header of a and b.
func workbook(t testing.TB, sheet string) string {
	t.Helper()
	return archive(t, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", relsPart, "xl/sharedStrings.xml", wordsPart, "xl/styles.xml", stylesPart,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+headRow+sheet+`</worksheet>`,
		"xl/worksheets/sheet3.xml", `<worksheet><sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c></row><row><c><v>7</v></c></row></sheetData></worksheet>`)
}

func TestReadWorkbook(t *testing.T) {
	const rest = `</sheetData>`
	row := func(n int, a, b string) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%d"%s</c><c r="B%d"%s</c></row>`, n, n, a, n, b)
	}
	for _, tc := range []struct {
		name  string
		sheet string
		opts  csvrows.Options
		want  outcome
	}{
		{"numbers in the fewest digits", row(2, `><v>35.352440000000001</v>`, `><v>12345678901234567890</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"35.35244|12345678901234567890"}}},
		{"a small number", row(2, `><v>1E-5</v>`, `><v>1.5E10</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"0.00001|15000000000"}}},
		{"shared words, some in runs, some escaped", row(2, ` t="s"><v>2</v>`, ` t="s"><v>3</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"Хазерма|1\t2_x"}}},
		{"true and false", row(2, ` t="b"><v>1</v>`, ` t="b"><v>0</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"true|false"}}},
		{"a date and a date with a time", row(2, ` s="1"><v>42861</v>`, ` s="2"><v>42861.604166666664</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"2017-05-06|2017-05-06T14:30:00"}}},
		{"the first of a month that shows no day is the month", row(2, ` s="3"><v>42856</v>`, ` s="3"><v>42861</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"2017-05|2017-05-06"}}},
		{"a time of day, and hours past 24", row(2, ` s="4"><v>0.0090277777777777769</v>`, ` s="5"><v>1.5</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"00:13:00|36:00:00"}}},
		{"letters in quotes are no date", row(2, ` s="6"><v>42861</v>`, ` t="d"><v>2017-05-06</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"42861|2017-05-06"}}},
		{"29 February 1900, which never was", row(2, ` s="1"><v>60</v>`, ` s="1"><v>59</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"1900-02-29|1900-02-28"}}},
		{"rows and cells without names, after empty ones", `<row/><row r="4"><c/></row><row><c><v>1</v></c><c><v>2</v></c></row>` + rest, csvrows.Options{}, outcome{Rows: []string{"1|2"}}},
		{"a row that ends early", `<row r="2"><c r="A2"><v>1</v></c></row>` + rest, csvrows.Options{}, outcome{Rows: []string{"1|"}}},

		{"an error in a field that is read", row(2, ` t="e"><v>#REF!</v>`, `><v>2</v>`) + row(3, `><v>3</v>`, `><v>4</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"3|4"}, Refusals: []string{"line 2, field a: cell A2 holds the error #REF!; mend it in the workbook"}}},
		{"a formula that was never computed", row(2, `><v>1</v>`, `><f>A2+1</f>`) + row(3, `><v>3</v>`, `><v>4</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"3|4"}, Refusals: []string{"line 2, field b: cell B2 holds a formula without a stored value; open the workbook in a spreadsheet program and save it, or paste the values"}}},
		{"a word that is not there", row(2, ` t="s"><v>99</v>`, `><v>2</v>`) + rest, csvrows.Options{}, outcome{Refusals: []string{"line 2, field a: cell A2 holds a text that the workbook does not have; open it in a spreadsheet program and save it again"}}},
		{"a row longer than allowed", row(2, ` t="inlineStr"><is><t>`+strings.Repeat("x", 99)+`</t></is>`, `><v>2</v>`) + row(3, `><v>3</v>`, `><v>4</v>`) + rest, csvrows.Options{MaxRecord: 64}, outcome{Rows: []string{"3|4"}, Refusals: []string{"line 2: the row is longer than 64 bytes; such a row is no table"}}},

		{"another sheet, its header on row 3", rest, csvrows.Options{Sheet: "more", Header: 2}, outcome{Rows: []string{"|7"}}},
		{"a header below a title", row(2, `><v>1</v>`, `><v>2</v>`) + rest, csvrows.Options{Header: 9, Name: "e.xlsx"}, outcome{End: "e.xlsx: the sheet ends before row 9, on which its header should stand"}},
		{"a sheet that is not there", rest, csvrows.Options{Sheet: "Event", Name: "e.xlsx"}, outcome{End: `e.xlsx: the workbook has no sheet "Event"; it has Notes, Events, More`}},
		{"XML that breaks off", row(2, `><v>1</v>`, `><v>2</v>`) + `<row r="3"><c`, csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 3: the Excel workbook is damaged; open it in a spreadsheet program and save it again, or fetch it again; everything before line 3 was read"}},
		{"rows out of order", row(5, `><v>1</v>`, `><v>2</v>`) + row(4, `><v>1</v>`, `><v>2</v>`) + rest, csvrows.Options{}, outcome{Rows: []string{"1|2"}, End: "line 5: the Excel workbook is damaged; open it in a spreadsheet program and save it again, or fetch it again; everything before line 5 was read"}},
		{"a sheet larger than allowed", row(2, ` t="inlineStr"><is><t>`+strings.Repeat("x", 9999)+`</t></is>`, `><v>2</v>`) + rest, csvrows.Options{MaxBytes: 9999}, outcome{End: "the workbook unpacks to more than 9999 bytes; split it and import the parts"}},
		{"a sheet that grows beyond reason", strings.Repeat(" ", 1<<20) + rest, csvrows.Options{RatioFloor: 1 << 16}, outcome{End: "the workbook grows more than 200-fold when it is unpacked, which no table does; if it is genuine, save the table as CSV in UTF-8"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, strings.NewReader(workbook(t, tc.sheet)), tc.opts)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsNoWorkbook(t *testing.T) {
	var encrypted strings.Builder
	encrypted.WriteString("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504))
	for _, c := range "EncryptedPackage" {
		encrypted.WriteByte(byte(c))
		encrypted.WriteByte(0)
	}
	many := make([]string, 0, 2*5000)
	for i := range 5000 {
		many = append(many, fmt.Sprint(i), "")
	}
	for _, tc := range []struct{ name, in, want string }{
		{"a program", "\x7fELF\x02\x01\x00\x00", "e: the file is neither text nor a workbook (.xlsx): it holds zero bytes; UTF-16 without its mark is told by charset: utf-16le or utf-16be in a mapping"},
		{"a workbook of before 2007", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 504), "e: the file is in a format of Office before 2007, as .xls is; save the table as .xlsx, or as CSV in UTF-8"},
		{"an encrypted workbook", encrypted.String(), "e: the workbook is encrypted with a password; save a copy without the password and give that"},
		{"OpenDocument", archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "e: the file is an OpenDocument file (ODS); save the table as .xlsx, or as CSV in UTF-8"},
		{"a binary workbook", archive(t, "xl/workbook.bin", ""), "e: the file is a binary workbook (.xlsb); save the table as .xlsx, or as CSV in UTF-8"},
		{"a document", archive(t, "word/document.xml", "<w/>"), "e: the file is a document of Word or PowerPoint and no table; save the table as .xlsx, or as CSV in UTF-8"},
		{"a zip archive", archive(t, "events.csv", "a,b\n"), "e: the file is a zip archive that holds no Excel workbook; unpack it and import the table in it"},
		{"an archive of very many files", archive(t, many...), "e: the archive holds 5000 files, more than the 4096 that a workbook may have; save the table as CSV in UTF-8"},
		{"a workbook without sheets", archive(t, "xl/workbook.xml", "<workbook/>"), "e: the workbook has no sheet with cells"},
		{"a sheet in another file", archive(t, "xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`, "xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="http://example.org/sheet.xml" TargetMode="External"/></Relationships>`), "e: the workbook has no sheet with cells"},
		{"an empty sheet", archive(t, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", relsPart, "xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"), "e: the sheet is empty; its first row must name the columns"},
		{"a list of sheets that is no XML", archive(t, "xl/workbook.xml", "<workbook"), "e: the Excel workbook is damaged; open it in a spreadsheet program and save it again, or fetch it again"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := csvrows.Open(strings.NewReader(tc.in), csvrows.Options{Name: "e"})
			if err == nil || err.Error() != tc.want {
				t.Errorf("Open = %v, want %q", err, tc.want)
			}
		})
	}
}

func TestWhatIsOddAboutACell(t *testing.T) {
	in := workbook(t, `<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>`+
		`<row r="3"><c r="A3"><f>A2+1</f><v>2</v></c></row>`+
		`<row r="4"><c r="A4"><f>[1]Sheet1!A1</f><v>3</v></c><c r="B4"><f>A4</f><v>4</v></c></row>`+
		`<row r="5"><c r="A5"><v>5</v></c><c r="B5"><v>6</v></c><c r="D5"><v>7</v></c></row>`+
		`</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>`)
	r, err := csvrows.Open(strings.NewReader(in), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const merged = "cell B3 is empty because it is merged into B2:B3; unmerge the cells and fill in each"
	for _, want := range []struct {
		remarks []string
		refusal string // once b is said to be needed
	}{
		{nil, `line 2, field b, value "Хазерма": needed`},
		{[]string{merged, "cell A3 holds a formula; the value stored with it was taken"}, "line 3, field b: " + merged},
		{[]string{"cells A4, B4 hold formulas; the values stored with them were taken; another file that it reaches into was not opened"}, `line 4, field b, value "4": needed`},
		{[]string{"cell D5 stands beyond the last column that has a name; it was not read"}, `line 5, field b, value "6": needed`},
	} {
		row, err := r.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.remarks, row.Remarks()); diff != "" {
			t.Errorf("line %d: %s", row.Line, diff)
		}
		if row.Refuse("b", "needed"); row.Refused().Error() != want.refusal {
			t.Errorf("refused as %q, want %q", row.Refused(), want.refusal)
		}
	}
	if _, err := r.Next(t.Context()); err != io.EOF {
		t.Errorf("after the last row: %v, want EOF", err)
	}
	if got := r.Consumed(); got != int64(len(in)) {
		t.Errorf("consumed %d bytes, want %d", got, len(in))
	}
}

func TestDigestOfAWorkbookRowIsOfItsCells(t *testing.T) {
	r, err := csvrows.Open(strings.NewReader(workbook(t,
		`<row r="2"><c r="A2" s="1"><v>42861</v></c><c r="B2" t="inlineStr"><is><t>x	\y</t></is></c><c r="C2" t="inlineStr"><is><t> </t></is></c></row></sheetData>`)), csvrows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	row, err := r.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := report.Digest([]byte("2017-05-06\t" + `x\t\\y`)); row.Digest != want {
		t.Errorf("digest %s, want %s", row.Digest, want)
	}
}

// TestEqualsExcelize holds the reader of workbooks to the library that wrote
// them: what it reads, we read alike.
func TestEqualsExcelize(t *testing.T) {
	value := rapid.OneOf(
		rapid.StringMatching(`[a-zа-я<&"' _x\t\n]{0,8}`).AsAny(),
		rapid.IntRange(-1_000_000, 1_000_000).AsAny(),
		rapid.Map(rapid.IntRange(-18_000_000, 18_000_000), func(n int) float64 { return float64(n) / 1e5 }).AsAny(),
	)
	rapid.Check(t, func(rt *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		set := func(col, row int, v any) {
			name, err := excelize.CoordinatesToCellName(col, row)
			if err != nil {
				rt.Fatal(err)
			}
			if err := f.SetCellValue("Sheet1", name, v); err != nil {
				rt.Fatal(err)
			}
		}
		set(1, 1, "a")
		set(2, 1, "b")
		n := rapid.IntRange(1, 5).Draw(rt, "rows")
		for row := 2; row < 2+n; row++ {
			set(1, row, value.Draw(rt, "a"))
			set(2, row, value.Draw(rt, "b"))
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			rt.Fatal(err)
		}
		back, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			rt.Fatal(err)
		}
		defer back.Close()
		all, err := back.GetRows("Sheet1", excelize.Options{RawCellValue: true})
		if err != nil {
			rt.Fatal(err)
		}
		var want []string
		for _, cells := range all[1:] {
			cells = append(cells, "", "")
			ab := strings.TrimSpace(cells[0]) + "|" + strings.TrimSpace(cells[1])
			if ab != "|" && !strings.HasPrefix(cells[0], "#") {
				want = append(want, ab)
			}
		}
		got := read(t, bytes.NewReader(b.Bytes()), csvrows.Options{})
		if diff := cmp.Diff(outcome{Rows: want}, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// TestDatesEqualExcelize holds dates to those that the library writes.
func TestDatesEqualExcelize(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetRow("Sheet1", "A1", &[]string{"a", "b"}); err != nil {
		t.Fatal(err)
	}
	date, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 2000 {
		at := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 23*i).Add(time.Duration(i*7919%86_400) * time.Second)
		if err := f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), at); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", fmt.Sprintf("A%d", i+2), fmt.Sprintf("A%d", i+2), date); err != nil {
			t.Fatal(err)
		}
		text := at.Format("2006-01-02T15:04:05")
		want = append(want, strings.TrimSuffix(text, "T00:00:00")+"|")
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got := read(t, &b, csvrows.Options{})
	if diff := cmp.Diff(outcome{Rows: want}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheSharedWorkbook(t *testing.T) {
	dir := os.Getenv("TRUCELINE_SHARED")
	if dir == "" {
		t.Skip("TRUCELINE_SHARED names no folder of shared data")
	}
	var all [2][][]string
	for i, name := range [...]string{"input-valid.xlsx", "input-valid.csv"} {
		f, err := os.Open(filepath.Join(dir, "data", "hxl", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r, err := csvrows.Open(f, csvrows.Options{Name: name, Header: 3})
		if err != nil {
			t.Fatal(err)
		}
		for {
			row, err := r.Next(t.Context())
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			var cells []string
			for j := range r.Columns() {
				cells = append(cells, row.At(j))
			}
			all[i] = append(all[i], cells)
		}
	}
	if diff := cmp.Diff(all[1], all[0]); diff != "" || len(all[0]) != 4 {
		t.Errorf("the workbook has %d rows, want the 4 of the CSV:\n%s", len(all[0]), diff)
	}
}

func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(workbook(f, `<row r="2"><c r="A2"><v>1</v></c></row></sheetData>`)), []byte("<sst/>"), []byte("<styleSheet/>"), []byte("<row/>"))
	f.Add([]byte("PK\x03\x04"), []byte(wordsPart), []byte(stylesPart), []byte(`<row r="2"><c r="XFD2" t="s"><v>3</v></c><c r="B9" s="2"><f>x</f><v>42861.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`))
	f.Add([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte(`<sst><si><t>_x0041_</t></si></sst>`), []byte(`<styleSheet><numFmts><numFmt numFmtId="9" formatCode="[hh]:mm &quot;a"/></numFmts><cellXfs><xf numFmtId="9"/></cellXfs></styleSheet>`), []byte(`<row r="5"><c t="inlineStr"><is><r><t>x</t></r></is></c></row></sheetData>`))
	f.Fuzz(func(t *testing.T, whole, words, styles, sheet []byte) {
		opts := csvrows.Options{MaxBytes: 1 << 20, MaxRecord: 1 << 12}
		read(t, bytes.NewReader(whole), opts)
		read(t, strings.NewReader(archive(t, "xl/workbook.xml", bookPart, "xl/_rels/workbook.xml.rels", relsPart,
			"xl/sharedStrings.xml", string(words), "xl/styles.xml", string(styles),
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+headRow+string(sheet)+`</worksheet>`)), opts)
	})
}

// BenchmarkWorkbook reads a sheet of 100,000 rows of 8 cells.
func BenchmarkWorkbook(b *testing.B) {
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	if err := w.SetRow("A1", []any{"a", "b", "c", "d", "e", "f", "g", "h"}); err != nil {
		b.Fatal(err)
	}
	const n = 100_000
	for i := range n {
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), []any{36.2021, 37.1343, i, "Aleppo", "Хазерма", "", 7, 1.5}); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := csvrows.Open(bytes.NewReader(out.Bytes()), csvrows.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if taken, _ := drain(b, r); taken != n {
			b.Fatalf("%d rows, want %d", taken, n)
		}
	}
}
