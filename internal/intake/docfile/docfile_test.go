package docfile_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/docfile"
)

// read reads a file that must be readable, and checks what holds of any text.
func read(t testing.TB, name string, data []byte) docfile.Text {
	t.Helper()
	got, err := docfile.Read(t.Context(), name, bytes.NewReader(data), docfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, data, got)
	return got
}

// check holds a text against what is promised of every text.
func check(t testing.TB, data []byte, got docfile.Text) {
	t.Helper()
	sum := sha256.Sum256(data)
	if want := hex.EncodeToString(sum[:]); got.Digest != want {
		t.Errorf("digest %s, want %s", got.Digest, want)
	}
	if got.Encoding == "utf-8" && got.Format == "text" {
		if got.Content != string(data) {
			t.Error("the bytes of a UTF-8 text were touched")
		}
	} else if !utf8.ValidString(got.Content) {
		t.Error("the text is not UTF-8")
	}
	at := 0
	for i, p := range got.Pages {
		if p.Number != i+1 || p.Start != at || p.End < p.Start || p.End > len(got.Content) || !onRune(got.Content, p.End) {
			t.Fatalf("page %d is %d to %d of %d bytes, after %d", p.Number, p.Start, p.End, len(got.Content), at)
		}
		at = p.End
		from := p.Start
		for _, l := range p.Lines {
			if l.Start < from || l.End <= l.Start || l.End > p.End || !onRune(got.Content, l.Start) || !onRune(got.Content, l.End) {
				t.Fatalf("page %d, %d to %d: line %+v after %d", p.Number, p.Start, p.End, l, from)
			}
			if !(l.Left <= l.Right && l.Top <= l.Bottom) {
				t.Fatalf("page %d: a line with its edges the wrong way round: %+v", p.Number, l)
			}
			from = l.End
		}
	}
	if len(got.Pages) > 0 && at != len(got.Content) {
		t.Fatalf("the pages end at %d of %d bytes", at, len(got.Content))
	}
}

func onRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// refusal is the sentence with which a file is refused, which must be a Problem.
func refusal(t testing.TB, name string, data []byte, opts docfile.Options) string {
	t.Helper()
	got, err := docfile.Read(t.Context(), name, bytes.NewReader(data), opts)
	if err == nil {
		t.Fatalf("read as %s %q", got.Format, clip(got.Content))
	}
	if truceline.KindOf(err) != truceline.InvalidKind {
		t.Fatalf("%v is not a Problem of the file", err)
	}
	return err.Error()
}

func clip(s string) string { return s[:min(len(s), 200)] }

func encoded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	english = "The parties will cease all hostilities on 30 December 2016."
	french  = "Les parties s’engagent à cesser les hostilités dès le 30 décembre, « sans délai »; elles n’empêcheront pas l’accès des secours là où il est nécessaire."
	german  = "Die Parteien verpflichten sich, die Kämpfe überall einzustellen, Gefangene auszutauschen und den Zugang zu gewährleisten."
	turkish = "Taraflar, ateşkesin sağlanması için yükümlülüklerini yerine getireceklerini ve çatışmaların durdurulacağını bildirdiler."
	russian = "Стороны обязуются прекратить боевые действия с 30 декабря 2016 года и обеспечить доступ гуманитарной помощи во все районы."
	ukraine = "Сторони зобов’язуються припинити бойові дії та забезпечити доступ гуманітарної допомоги до всіх районів."
	arabic  = "تلتزم الأطراف بوقف إطلاق النار اعتبارا من 30 كانون الأول وتتعهد بالسماح بوصول المساعدات الإنسانية إلى جميع المناطق."
)

func TestTextFiles(t *testing.T) {
	guessed := func(name, why string) []string { return []string{name + " was guessed, since " + why} }
	for _, tc := range []struct {
		name  string
		data  []byte
		want  string // "" for the bytes themselves
		as    string
		notes []string
	}{
		{"ASCII", []byte(english), "", "utf-8", nil},
		{"UTF-8 with what must stay: mark, carriage returns, marks of direction, trailing space", []byte("\ufeffOne.\r\n\r\n\u200fسوريا\u200e 2017 \r\n"), "", "utf-8", nil},
		{"UTF-8 with a few bytes that are none", []byte("L’acc\u00e8s \u2013 \xff d\u00e9cembre"), "", "utf-8", []string{"1 byte is no UTF-8 and was left unchanged"}},
		{"a page break and a stray control character", []byte(strings.Repeat(english, 3) + "\f\x01"), "", "utf-8", nil},
		{"UTF-16 with its mark, little end first", append([]byte("\xff\xfe"), encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), russian)...), russian, "utf-16le", nil},
		{"UTF-16 with its mark, big end first", append([]byte("\xfe\xff"), encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), arabic)...), arabic, "utf-16be", nil},
		{"UTF-16 without a mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), english), english, "utf-16le", []string{"utf-16le was guessed from where the zero bytes stand"}},
		{"UTF-16 without a mark, Cyrillic", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), russian), russian, "utf-16be", []string{"utf-16be was guessed from where the zero bytes stand"}},
		{"UTF-16 with half a character", []byte("\xff\xfea\x00\x00\xd8b\x00" + strings.Repeat("c\x00", 100)), "a\ufffdb" + strings.Repeat("c", 100), "utf-16le", []string{"1 place could not be decoded and stand as the replacement character"}},
		{"French", encoded(t, charmap.Windows1252, french), french, "windows-1252", guessed("windows-1252", "the letters beyond ASCII stand alone among others")},
		{"German", encoded(t, charmap.Windows1252, german), german, "windows-1252", guessed("windows-1252", "the letters beyond ASCII stand alone among others")},
		{"English with a curled apostrophe", encoded(t, charmap.Windows1252, "Syria’s parties"), "Syria’s parties", "windows-1252", guessed("windows-1252", "only punctuation is beyond ASCII")},
		{"Turkish", encoded(t, charmap.Windows1254, turkish), turkish, "windows-1254", guessed("windows-1254", "the letters beyond ASCII are those of Turkish")},
		{"Russian", encoded(t, charmap.Windows1251, russian), russian, "windows-1251", guessed("windows-1251", "the letters beyond ASCII follow each other as Cyrillic ones do")},
		{"Russian in capitals, two words", encoded(t, charmap.Windows1251, "ПРЕКРАЩЕНИЕ ОГНЯ"), "ПРЕКРАЩЕНИЕ ОГНЯ", "windows-1251", guessed("windows-1251", "the letters beyond ASCII follow each other as Cyrillic ones do")},
		{"Ukrainian", encoded(t, charmap.Windows1251, ukraine), ukraine, "windows-1251", guessed("windows-1251", "the letters beyond ASCII follow each other as Cyrillic ones do")},
		{"Arabic", encoded(t, charmap.Windows1256, arabic), arabic, "windows-1256", guessed("windows-1256", "the letters beyond ASCII follow each other as Arabic ones do")},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := read(t, "a.txt", tc.data)
			want := docfile.Text{Format: "text", Encoding: tc.as, Digest: got.Digest, Content: tc.want, Notes: tc.notes}
			if tc.want == "" {
				want.Content = string(tc.data)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusedFiles(t *testing.T) {
	ole := func(stream string) string {
		return "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 100) + string(encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), stream))
	}
	const instead = "give the text as DOCX, PDF, HTML or plain text"
	for _, tc := range []struct {
		name, data, want string
	}{
		{"no bytes at all", "", "the file is empty; " + instead},
		{"white space alone", " \r\n\t\n", "the file holds no words; " + instead},
		{"a byte order mark alone", "\ufeff", "the file holds no words; " + instead},
		{"punctuation alone", "---\n", "the file holds no words; " + instead},
		{"zero bytes", strings.Repeat("\x00", 50), "the file is binary data and no text; " + instead},
		{"bytes of no format", "\x01\x9c\x02\xfe\x1b\x00\x83 ok \x07\x90", "the file is binary data and no text; " + instead},
		{"Russian in KOI8", string(encoded(t, charmap.KOI8R, russian+russian)), "the letters of the file are in an encoding that could not be told; open it and save it as UTF-8"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "the file is a picture (PNG); the words in a picture are not read: " + instead},
		{"a photograph", "\xff\xd8\xff\xe0\x00\x10JFIF", "the file is a picture (JPEG); the words in a picture are not read: " + instead},
		{"a film", "\x00\x00\x00\x20ftypisom\x00", "the file is a video or a recording (MP4); " + instead},
		{"gzip", "\x1f\x8b\x08\x00", "the file is packed with gzip; unpack it and give the file inside"},
		{"RAR", "Rar!\x1a\x07\x01\x00", "the file is a RAR archive; unpack it and give the file inside"},
		{"a program for Windows", "MZ\x90\x00\x03", "the file is a program for Windows; " + instead},
		{"a program for Linux", "\x7fELF\x02", "the file is a program; " + instead},
		{"RTF", `{\rtf1\ansi Hello}`, "the file is an RTF document; open it and save it as DOCX"},
		{"PostScript", "%!PS-Adobe-3.0\n", "the file is a PostScript file; convert it to PDF and give that"},
		{"an old Word document", ole("WordDocument"), "the file is a Word document of the old format (DOC); open it and save it as DOCX"},
		{"a locked Word document", ole("EncryptedPackage"), "the document is locked with a password; save a copy without the password and give that"},
		{"an old Excel workbook", ole("Workbook"), "the file is an Excel or PowerPoint file of the old format; " + instead},
		{"a message of Outlook", ole("__substg1.0_1000001F"), "the file is a message saved from Outlook; " + instead},
		{"another file of old Office", ole("Contents"), "the file is of the old format of Office; " + instead},
		{"a page saved with its mail headers", "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "the file is a message or page saved with its mail headers (EML, MHTML); " + instead},
		{"Word's XML", "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument>", "the file is a Word document saved as XML; open it and save it as DOCX"},
		{"OpenDocument's XML", "<?xml version=\"1.0\"?><office:document>", "the file is an OpenDocument text saved as XML; open it and save it as DOCX"},
		{"a drawing", "<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg>", "the file is a picture (SVG); the words in a picture are not read: " + instead},
		{"XML of another kind", "<?xml version=\"1.0\"?><rss><item>News</item></rss>", "the file is data in XML; " + instead},
		{"a PDF that is only a beginning", "%PDF-1.7\n1 0 obj", "the PDF is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"a page of which everything is hidden", "<html><nav>Menu <b>news", "the page is damaged or incomplete; fetch it again, or open it and save it anew"},
		{"a page of scripts", "<html><script>alert('words')</script>", "the file holds no words; " + instead},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := refusal(t, "s.bin", []byte(tc.data), docfile.Options{}); got != "s.bin: "+tc.want {
				t.Errorf("refused as\n%s\nwant\n%s", got, "s.bin: "+tc.want)
			}
		})
	}
}

func TestAWordIsNoMagicNumber(t *testing.T) {
	for _, text := range []string{
		"PKK said that it would withdraw.", "BMW factories", "MZ is a postcode of Mainz.", "The ftyp of it", "Rar! he said",
		"PDF files begin with %PDF-1.7 and so on.", "Date: 4 May 2017\nSubject: ceasefire", "<p> is the tag of a paragraph.",
		"II* is no picture", "%PDF is short for nothing",
	} {
		if got := read(t, "a.txt", []byte(text)); got.Format != "text" || got.Content != text {
			t.Errorf("%q was read as %s %q", text, got.Format, got.Content)
		}
	}
}

// endless gives a beginning and then the letter a without end.
type endless struct {
	begin string
	taken int64
}

func (e *endless) Read(p []byte) (int, error) {
	e.taken += int64(len(p))
	n := copy(p, e.begin)
	e.begin = e.begin[n:]
	for i := n; i < len(p); i++ {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestLargeFilesAreNotReadWhole(t *testing.T) {
	for _, tc := range []struct {
		name, begin string
		opts        docfile.Options
		want        string
		most        int64 // bytes taken
	}{
		{"a text without end", "a", docfile.Options{MaxBytes: 4 << 20}, "x: the file holds more than 4 MiB; divide it and give the parts", 5 << 20},
		{"a film without end", "\x00\x00\x00\x20ftypisom", docfile.Options{}, "x: the file is a video or a recording (MP4); give the text as DOCX, PDF, HTML or plain text", 1 << 20},
	} {
		t.Run(tc.name, func(t *testing.T) {
			src := &endless{begin: tc.begin}
			var err error
			used := peak(func() { _, err = docfile.Read(t.Context(), "x", src, tc.opts) })
			if used > 32<<20 {
				t.Errorf("%d MiB were in use on the way", used>>20)
			}
			if err == nil || err.Error() != tc.want {
				t.Errorf("refused as %v, want %s", err, tc.want)
			}
			if src.taken > tc.most {
				t.Errorf("took %d bytes, more than %d", src.taken, tc.most)
			}
		})
	}
}

func TestTextsBeyondTheBoundAreRefused(t *testing.T) {
	const want = "x: the text is longer than 1 KiB; divide the file and give the parts"
	long := strings.Repeat("word ", 300)
	for name, data := range map[string][]byte{
		"text":                     []byte(long),
		"HTML":                     []byte("<!doctype html><p>" + long),
		"HTML of short paragraphs": []byte("<!doctype html>" + strings.Repeat("<p>a word", 300)),
		"DOCX":                     docx(t, paragraph(long)),
		"PDF":                      pdf(t, pdfOptions{}, long),
	} {
		t.Run(name, func(t *testing.T) {
			if got := refusal(t, "x", data, docfile.Options{MaxText: 1 << 10}); got != want {
				t.Errorf("refused as %s, want %s", got, want)
			}
		})
	}
}

func TestACancelledContextStopsReading(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range map[string][]byte{
		"text": []byte(english),
		"PDF":  pdf(t, pdfOptions{}, english),
	} {
		if _, err := docfile.Read(ctx, "x", bytes.NewReader(data), docfile.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: Read = %v, want %v", name, err, context.Canceled)
		}
	}
}

// failing fails after its bytes.
type failing struct{ io.Reader }

var errDisk = errors.New("the disk is gone")

func (f failing) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF {
		err = errDisk
	}
	return n, err
}

func TestAFailingReaderIsOurs(t *testing.T) {
	_, err := docfile.Read(t.Context(), "a.txt", failing{strings.NewReader(english)}, docfile.Options{})
	if !errors.Is(err, errDisk) || truceline.KindOf(err) != truceline.Internal {
		t.Errorf("Read = %v, want the reader's own error", err)
	}
}

// peak is by how many bytes the heap grew, at its height, while f ran.
func peak(f func()) uint64 {
	live := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	runtime.GC()
	metrics.Read(live)
	before, most := live[0].Value.Uint64(), uint64(0)
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			metrics.Read(live)
			most = max(most, live[0].Value.Uint64())
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	f()
	close(done)
	<-watched
	return most - min(before, most)
}
