package gold_test

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// record is a line that Read takes: an act with all that an act has.
const record = `{"doc":"d","id":"d#a001","kind":"act","bs":9,"be":16,"rs":8,"re":14,"text":"agréed",` +
	`"fields":{"verb":"agree","force":"commitment","mode":"direct","section":"agreement","speaker":"A and B",` +
	`"addressee":"B","addressee_span":{"bs":2,"be":4,"rs":2,"re":3},"themes":["ceasefire","monitoring"],` +
	`"content_span":{"bs":16,"be":20,"rs":14,"re":18},"polarity":"neg","indirect":"demand","attribution":"said","para":4}}`

func TestRead(t *testing.T) {
	got, err := gold.Read(strings.NewReader("\n" + record + "\r\n  \n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []document.Proposal{{Doc: "d", ID: "d#a001", Kind: document.ActKind, Span: document.Span{Start: 9, End: 16, RuneStart: 8, RuneEnd: 14},
		Text: "agréed", Fields: document.Fields{Verb: "agree", Force: document.Commitment, Mode: document.Direct,
			Section: document.Agreement, Speaker: "A and B", Addressee: "B",
			AddresseeSpan: &document.Span{Start: 2, End: 4, RuneStart: 2, RuneEnd: 3}, Themes: []string{"ceasefire", "monitoring"},
			ContentSpan: &document.Span{Start: 16, End: 20, RuneStart: 14, RuneEnd: 18}, Polarity: "neg", Indirect: "demand",
			Attribution: "said", Para: "4"}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReadRefuses(t *testing.T) {
	const good = `{"doc":"d","id":"d#d001","kind":"date","bs":3,"be":7,"rs":3,"re":7,"text":"2018","fields":{"norm":"2018","role":"event"}}`
	replace := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s in the record", old)
		}
		return strings.Replace(good, old, with, 1)
	}
	act := func(fields string) string {
		return replace(`"kind":"date"`, `"kind":"act"`)[:strings.Index(good, `"fields"`)-1] + `"fields":{` + fields + `}}`
	}
	for _, tc := range []struct{ name, lines, want string }{
		{"what is no JSON", "{not json", "line 1: is no JSON object"},
		{"a list in place of an object", "[1]", "line 1: is no JSON object"},
		{"an object that does not end", good[:len(good)-1], "line 1: is no JSON object"},
		{"two records on a line", good + good, "line 1: goes on after the end of its object; one record stands on one line"},
		{"a line that is not UTF-8", good + "\n\"\xff\"", "line 2: is not UTF-8"},
		{"a field that it does not know", replace(`"text"`, `"words":"x","text"`), "line 1, field words: is no field of an annotation"},
		{"a name in another case is another name", replace(`"text"`, `"Text"`), "line 1, field Text: is no field of an annotation\nline 1, field text: is missing"},
		{"a field of the fields that it does not know", replace(`"norm"`, `"nrm"`), "line 1, field fields.nrm: is no field of an annotation"},
		{"a field named twice", replace(`"bs":3`, `"bs":3,"bs":4`), `line 1: names "bs" twice`},
		{"a record without an offset", replace(`"rs":3,`, ``), "line 1, field rs: is missing"},
		{"an offset in words", replace(`"rs":3`, `"rs":"3"`), "line 1, field rs: is not a whole number"},
		{"an offset in parts", replace(`"rs":3`, `"rs":3.5`), "line 1, field rs: is not a whole number"},
		{"an offset that is null", replace(`"rs":3`, `"rs":null`), "line 1, field rs: is not a whole number"},
		{"an offset before the text", replace(`"bs":3`, `"bs":-3`), "line 1, field bs: -3 lies before the text"},
		{"a kind that is none", replace(`"kind":"date"`, `"kind":"verb"`), `line 1, field kind: "verb" is none of act, instrument, date, place, quote, condition`},
		{"no kind at all", replace(`"kind":"date"`, `"kind":""`), `line 1, field kind: "" is none of act, instrument, date, place, quote, condition`},
		{"a record of no document", replace(`"doc":"d"`, `"doc":""`), "line 1, field doc: is empty"},
		{"a role that is none", replace(`"role":"event"`, `"role":"evnt"`), `line 1, field fields.role: "evnt" is none of citation, event, deadline, period, frequency, urgency`},
		{"a force that is none", act(`"force":"promise"`), `line 1, field fields.force: "promise" is none of commitment, demand, decision, recall, acknowledgement, assessment`},
		{"fields that are a list", replace(`{"norm":"2018","role":"event"}`, `[]`), "line 1, field fields: is no JSON object"},
		{"themes that are a string", act(`"themes":"ceasefire"`), "line 1, field fields.themes: is not a list of themes"},
		{"a span without its end", act(`"content_span":{"bs":1,"rs":1,"re":2}`), "line 1, field fields.content_span.be: is missing"},
		{"a span of nothing", act(`"content_span":{"bs":1,"be":1,"rs":1,"re":2}`), "line 1, field fields.content_span.be: 1 does not lie behind bs, 1"},
		{"a record of nothing", replace(`"be":7`, `"be":3`), "line 1, field be: 3 does not lie behind bs, 3"},
		{"more runes than bytes", replace(`"re":7`, `"re":8`), "line 1, field re: runes 3 to 8 cannot be bytes 3 to 7"},
		{"runes that the words do not have", replace(`"bs":3,"be":7`, `"bs":13,"be":18`), "line 1, field be: bs and be enclose 5 bytes, text has 4"},
		{"words that the runes do not have", replace(`"2018","f`, `"201é","f`), "line 1, field be: bs and be enclose 4 bytes, text has 5"},
		{"a replacement character is three bytes or one, and not two", replace(`"be":7,"rs":3,"re":7,"text":"2018"`, `"be":5,"rs":3,"re":4,"text":"\ufffd"`),
			"line 1, field be: bs and be enclose 2 bytes, text has 3"},
		{"an id given twice", good + "\n\n" + good, `line 3, field id: "d#d001" stands on line 1 already`},
		{"all that is wrong is said at once", replace(`"bs":3`, `"bs":"x"`) + "\n" + replace(`"be":7`, `"be":"x"`),
			"line 1, field bs: is not a whole number\nline 2, field be: is not a whole number\nline 2, field id: \"d#d001\" stands on line 1 already"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := gold.Read(strings.NewReader(tc.lines))
			if err == nil || err.Error() != tc.want {
				t.Errorf("got  %v\nwant %s", err, tc.want)
			}
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("%v is of kind %d, and can be mended by whoever wrote the file", err, truceline.KindOf(err))
			}
		})
	}
	if _, err := gold.Read(strings.NewReader(good)); err != nil {
		t.Errorf("the record itself is refused: %v", err)
	}
}

func TestReadIsBounded(t *testing.T) {
	t.Run("a line that does not end", func(t *testing.T) {
		_, err := gold.Read(strings.NewReader("\n" + strings.Repeat("x", 5<<20)))
		if err == nil || err.Error() != "line 2: is longer than 4 MiB; one record stands on one line" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a file of faults", func(t *testing.T) {
		_, err := gold.Read(strings.NewReader(strings.Repeat("[]\n", 1000)))
		wrong, ok := errors.AsType[truceline.Problems](err)
		if !ok || len(wrong) != 50 {
			t.Errorf("%d problems, want the first 50", len(wrong))
		}
	})
}

func TestCheck(t *testing.T) {
	const text = "The sides agréed to stop. \xff End."
	span := func(words string) document.Span {
		at := strings.Index(text, words)
		from := len([]rune(text[:at]))
		return document.Span{Start: at, End: at + len(words), RuneStart: from, RuneEnd: from + len([]rune(words))}
	}
	texts := func(doc string) (string, error) {
		if doc != "d" {
			return "", errors.New("no such text")
		}
		return text, nil
	}
	sides, agreed, odd, stop := span("sides"), span("agréed"), span("\xff End"), span("stop")
	off := sides
	off.RuneStart++
	long := sides
	long.End++
	for _, tc := range []struct {
		name string
		p    document.Proposal
		want string
	}{
		{"a span that reads as it says", document.Proposal{Kind: document.ActKind, Span: agreed, Text: "agréed"}, ""},
		{"a byte that is no rune, as JSON has it", document.Proposal{Kind: document.ActKind, Span: odd, Text: "\uFFFD End"}, ""},
		{"and as it is", document.Proposal{Kind: document.ActKind, Span: odd, Text: "\xff End"}, ""},
		{"other words", document.Proposal{Kind: document.ActKind, Span: agreed, Text: "agreed"}, `d act d#1, field text: is "agreed", and the document has "agréed" there`},
		{"runes that are other bytes", document.Proposal{Kind: document.ActKind, Span: off, Text: "sides"}, "d act d#1, field bs: bytes 4 to 9, but the runes say 5 to 9"},
		{"runes that end elsewhere than the bytes", document.Proposal{Kind: document.ActKind, Span: long, Text: "sides "}, "d act d#1, field bs: bytes 4 to 10, but the runes say 4 to 9"},
		{"a span of nothing", document.Proposal{Kind: document.ActKind, Span: document.Span{}}, "d act d#1, field bs: runes 0 to 0 are no stretch of a text of 32"},
		{"a span behind the end", document.Proposal{Kind: document.ActKind, Span: document.Span{Start: 4, End: 90, RuneStart: 4, RuneEnd: 90}, Text: "x"},
			"d act d#1, field bs: runes 4 to 90 are no stretch of a text of 32"},
		{"a kind that is none", document.Proposal{Kind: "verb", Span: agreed, Text: "agréed"}, `d verb d#1, field kind: "verb" is no kind of proposal`},
		{"parts that are spans", document.Proposal{Kind: document.ActKind, Span: agreed, Text: "agréed",
			Fields: document.Fields{AddresseeSpan: &sides, ContentSpan: &stop}}, ""},
		{"a part that is none", document.Proposal{Kind: document.ActKind, Span: agreed, Text: "agréed", Fields: document.Fields{ContentSpan: &off}},
			"d act d#1, field content_span: bytes 4 to 9, but the runes say 5 to 9"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.p.Doc, tc.p.ID = "d", "d#1"
			got := ""
			if err := gold.Check([]document.Proposal{tc.p}, texts); err != nil {
				got = err.Error()
			}
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
	if err := gold.Check([]document.Proposal{{Doc: "e"}}, texts); err == nil || err.Error() != "the text of e: no such text" {
		t.Errorf("got %v for a text that is not there", err)
	}
}

// What is written reads back as it was.
func TestWhatIsWrittenReadsBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 5).Draw(rt, "n")
		var want []document.Proposal
		for i := range n {
			want = append(want, drawProposal(rt, "d#"+strconv.Itoa(i)))
		}
		var b bytes.Buffer
		if err := gold.Write(&b, want); err != nil {
			rt.Fatal(err)
		}
		got, err := gold.Read(&b)
		if err != nil {
			rt.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			rt.Fatal(d)
		}
	})
}

// drawProposal is any proposal that a file may hold.
func drawProposal(rt *rapid.T, id string) document.Proposal {
	words := func(label string) string { return rapid.String().Draw(rt, label) }
	text := rapid.StringN(1, 20, -1).Draw(rt, "text")
	at := rapid.IntRange(0, 1000).Draw(rt, "at")
	p := document.Proposal{Doc: "d", ID: id, Kind: document.ActKind, Text: text, Rule: words("rule"),
		Span: document.Span{Start: at + 5, End: at + 5 + len(text), RuneStart: at, RuneEnd: at + len([]rune(text))}}
	f := &p.Fields
	f.Verb, f.Speaker, f.Addressee, f.Attribution = words("verb"), words("speaker"), words("addressee"), words("attribution")
	f.Type, f.Norm, f.Pin = words("type"), words("norm"), words("pin")
	f.Para = rapid.OneOf(rapid.String(), rapid.StringMatching(`-?0?[0-9]{1,3}( bis)?`)).Draw(rt, "para")
	f.Force = rapid.SampledFrom(document.Forces[:]).Draw(rt, "force")
	f.Themes = rapid.SliceOfN(rapid.SampledFrom(document.Themes[:]), 0, 4).Draw(rt, "themes")
	if len(f.Themes) == 0 {
		f.Themes = nil
	}
	if rapid.Bool().Draw(rt, "has content") {
		s := p.Span
		f.ContentSpan = &s
	}
	return p
}

func TestWriteIsOneLineForEach(t *testing.T) {
	p := document.Proposal{Doc: "d", ID: "d#a001", Kind: document.ActKind, Span: document.Span{End: 3, RuneEnd: 3}, Text: "a<b",
		Fields: document.Fields{Force: document.Demand, Para: "4"}, Rule: "r"}
	bis := p
	bis.Fields.Para = "4 bis"
	var b strings.Builder
	if err := gold.Write(&b, []document.Proposal{p, bis}); err != nil {
		t.Fatal(err)
	}
	const want = `{"doc":"d","id":"d#a001","kind":"act","bs":0,"be":3,"rs":0,"re":3,"text":"a<b","fields":{"force":"demand","para":%s},"rule":"r"}` + "\n"
	if d := cmp.Diff(fmt.Sprintf(want+want, `4`, `"4 bis"`), b.String()); d != "" {
		t.Error(d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(record))
	f.Add([]byte(`{"doc":"d","id":"i","kind":"date","bs":0,"be":1,"rs":0,"re":1,"text":"\ufffd","fields":{"para":"x"}}`))
	f.Add([]byte("{}\n\n[]\n{\"fields\":{\"content_span\":{}}}\n\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := gold.Read(bytes.NewReader(raw))
		if err != nil {
			if truceline.KindOf(err) != truceline.InvalidKind {
				t.Fatalf("%v is no Problem", err)
			}
			return
		}
		// What was taken is written and taken again as it was.
		var b bytes.Buffer
		if err := gold.Write(&b, got); err != nil {
			t.Fatal(err)
		}
		again, err := gold.Read(&b)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(got, again); d != "" {
			t.Fatal(d)
		}
		// And of itself it scores full marks in every layer.
		for _, x := range gold.Score(got, again, gold.Options{}).Layers {
			if x.Exact.F1 != 1 {
				t.Fatalf("%s has an F1 of %v against itself", x.Layer, x.Exact.F1)
			}
		}
	})
}
