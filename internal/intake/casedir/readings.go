package casedir

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"golang.org/x/text/language"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
)

// A Reading is a text that was read for a case, and what a person decided of
// each of its acts. The case holds no words of it: whoever holds the text knows
// it by its hash, and finds the words by the spans.
type Reading struct {
	ID        string
	Title     string // in our own words
	Publisher string
	On        string // local date on which it was published
	Language  string // BCP 47
	Text      string // hex SHA-256 of the text's bytes, which the spans count in
	Bytes     int    // its length
	Runes     int    // its length
	Licence   string // under what terms it may be kept, and why it is not here
	Sources   []truceline.Cite
	Reader    string // version of the rules that proposed the acts: document.Reader
	// ReviewedBy is the role of the person who decided, such as analyst.
	ReviewedBy string
	ReviewedOn string // local date
	Note       string
	Acts       []ReadAct // in the order of the text
}

// A ReadAct is an act of a text and what was decided of it.
type ReadAct struct {
	ID string // within the reading: "a005" as proposed, "x001" as added
	document.Span
	Verdict   string // accepted, corrected, added, reference or rejected
	Force     instrument.Force
	Speaker   []party.ID
	Addressee []party.ID
	Says      []Said // none if it is rejected
	Note      string
}

// Stands reports whether the act makes provisions of its own. A reference only
// says again what another act or text says.
func (a ReadAct) Stands() bool { return a.Verdict != rejected && a.Verdict != reference }

// Said is a provision that an act says.
type Said struct {
	Provision instrument.ProvisionID
	Content   *document.Span // the words that say what it is about; nil if they are not named apart
}

// The verdicts that are asked for below.
const (
	accepted  = "accepted"
	corrected = "corrected"
	added     = "added"
	reference = "reference"
	rejected  = "rejected"
)

var (
	digestForm  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	readActForm = regexp.MustCompile(`^[ax][0-9]{3,6}$`)
)

// provisions are those of the case, where it keeps them.
type provisions map[instrument.ProvisionID]*instrument.Provision

// readingFiles reads the texts that were read for the case, if it names any, and
// gives each provision the passages that say it.
func (l *loader) readingFiles(c *Case) {
	if _, err := fs.Stat(l.fsys, "readings"); errors.Is(err, fs.ErrNotExist) {
		return
	}
	known := make(provisions)
	for i := range c.Facts.Instruments {
		of := c.Facts.Instruments[i].Provisions
		for j := range of {
			known[of[j].ID] = &of[j]
		}
	}
	texts := make(map[string]string) // which file reads the text of a hash
	for _, name := range l.list("readings", ".yaml") {
		var r readingRow
		if !l.yaml(name, &r) {
			continue
		}
		c.Readings = append(c.Readings, l.reading(name, r, texts, known))
	}
}

func (l *loader) reading(file string, r readingRow, texts map[string]string, known provisions) Reading {
	s := l.row(file, lineOf(file, r.Line), kReading, r.ID)
	out := Reading{
		ID: r.ID, Title: r.Title, Publisher: r.Publisher, On: l.day(s.at("date"), r.Date), Language: r.Language,
		Text: r.SHA256, Licence: r.Licence, Sources: l.cites(s.at("sources"), r.Sources), Reader: r.Reader,
		ReviewedBy: r.ReviewedBy, ReviewedOn: l.day(s.at("reviewed_on"), r.ReviewedOn), Note: r.Note,
	}
	l.filled(s.at("title"), r.Title, "say in your own words what the text is")
	l.filled(s.at("publisher"), r.Publisher, "say who published the text")
	l.filled(s.at("date"), r.Date, "write the day on which it was published, such as 2017-01-28")
	if l.filled(s.at("language"), r.Language, "write a BCP 47 tag such as en, ar or zh-Hans") {
		if _, err := language.Parse(r.Language); err != nil {
			l.refuse(s.at("language"), "%q is not a language; write a BCP 47 tag such as en, ar or zh-Hans", r.Language)
		}
	}
	l.filled(s.at("licence"), r.Licence, "say under what terms the text may be kept")
	if len(r.Sources) == 0 {
		l.refuse(s.at("sources"), "is missing; say where the text stands, with its url, or a note for a printed one")
	}
	l.filled(s.at("reader"), r.Reader, "write the version of the reader that proposed the acts")
	l.word(s.at("reviewed_by"), r.ReviewedBy)
	l.filled(s.at("reviewed_on"), r.ReviewedOn, "write the day on which the acts were decided")
	if l.filled(s.at("sha256"), r.SHA256, "write the SHA-256 of the text, as sha256sum prints it") {
		first, twice := texts[r.SHA256]
		switch {
		case !digestForm.MatchString(r.SHA256):
			l.refuse(s.at("sha256"), "%q is not a SHA-256; write its 64 hexadecimal digits in lower case, as sha256sum prints them", r.SHA256)
		case twice:
			l.refuse(s.at("sha256"), "is that of the text that %s reads; keep one reading of a text", first)
		default:
			texts[r.SHA256] = file
		}
	}
	end, measured := l.length(s, r)
	out.Bytes, out.Runes = end.bytes, end.runes
	if len(r.Acts) == 0 {
		l.refuse(s.at("acts"), "is empty; a reading decides at least one act")
	}
	lines := make(map[string]int)
	var last ReadAct // the one before, as far as its span could be read
	for _, a := range r.Acts {
		at := l.actSpot(file, a, lines)
		act := l.readAct(at, a)
		if measured && l.place(at, a, &act, last, end) {
			last = act
		}
		l.says(at, act, known)
		passages(out, act, known)
		out.Acts = append(out.Acts, act)
	}
	return out
}

// actSpot names an act by file and id, and checks that the id is the only one of
// its reading.
func (l *loader) actSpot(file string, a readActRow, lines map[string]int) spot {
	const form = "write it as the reader has it, such as a005, or x001 for one that it does not propose"
	line := lineOf(file, a.Line)
	at := spot{row: line.row + ", act"}
	switch first, twice := lines[a.ID]; {
	case a.ID == "":
		l.refuse(at.at("id"), "is missing; %s", form)
		return at
	case !readActForm.MatchString(a.ID):
		l.refuse(at.at("id"), "%q is not the id of an act; %s", a.ID, form)
		return at
	case twice:
		l.refuse(line, "act %q stands twice, first on line %d; give one of them another id", a.ID, first)
	default:
		lines[a.ID] = a.Line
	}
	return spot{row: fmt.Sprintf("%s, act %s", file, a.ID)}
}

// place reads where an act stands, which is after the one before it.
func (l *loader) place(s spot, r readActRow, a *ReadAct, last ReadAct, end mark) bool {
	var ok bool
	if a.Span, ok = l.stretch(s.at("span"), r.Span, end); !ok {
		return false
	}
	l.contents(s, r, a, end)
	if a.Start < last.End {
		l.refuse(s.at("span.bs"), "%d lies before the end of act %s, at %d; list the acts in the order of the text, none of which overlaps another", a.Start, last.ID, last.End)
		return false
	}
	return l.apart(s.at("span.rs"), markEnd(last.Span), markStart(a.Span))
}

// readAct reads what was decided of an act.
func (l *loader) readAct(s spot, r readActRow) ReadAct {
	out := ReadAct{
		ID: r.ID, Verdict: r.Verdict, Force: instrument.Force(r.Force), Note: r.Note,
		Speaker:   idsOf[party.ID](l, s.at("speaker"), kParty, r.Speaker),
		Addressee: idsOf[party.ID](l, s.at("addressee"), kParty, r.Addressee),
	}
	l.oneOf(s.at("verdict"), r.Verdict, accepted, corrected, added, reference, rejected)
	if r.ID != "" && readActForm.MatchString(r.ID) && (r.ID[0] == 'x') != (r.Verdict == added) {
		l.refuse(s.at("verdict"), "%q does not fit the id: x001 is added, and what is added is x001; a005 is what the reader proposed", r.Verdict)
	}
	if r.Force != "" || r.Verdict != rejected {
		l.oneOf(s.at("force"), r.Force, forces()...)
	}
	for i, p := range r.Says {
		at := s.at("says").nth(i)
		l.must(at.at("provision"), kProvision, p.Provision)
		if slices.ContainsFunc(r.Says[:i], func(o saidRow) bool { return o.Provision == p.Provision }) {
			l.refuse(at.at("provision"), "%q stands twice in this act; keep one", p.Provision)
		}
		out.Says = append(out.Says, Said{Provision: instrument.ProvisionID(p.Provision)})
	}
	switch {
	case r.Verdict == rejected && len(r.Says) > 0:
		l.refuse(s.at("says"), "stands beside rejected; what is rejected says no provision")
	case r.Verdict != rejected && len(r.Says) == 0:
		l.refuse(s.at("says"), "is missing; name the provisions that the act says, or reject it")
	}
	switch r.Verdict {
	case corrected:
		l.filled(s.at("note"), r.Note, "say what was corrected")
	case reference:
		l.filled(s.at("note"), r.Note, "say what it restates")
	case rejected:
		l.filled(s.at("note"), r.Note, "say why no provision follows")
	}
	return out
}

// says holds an act against the provisions that it is said to say.
func (l *loader) says(s spot, a ReadAct, known provisions) {
	if !a.Stands() {
		return
	}
	for i, said := range a.Says {
		p, ok := known[said.Provision]
		if !ok {
			continue // refused as unknown
		}
		at := s.at("says").nth(i).at("provision")
		words := forces()
		if !slices.Contains(words, string(p.Force)) || !slices.Contains(words, string(a.Force)) {
			continue // refused where it stands
		}
		if p.Force != a.Force {
			l.refuse(at, "provision %s %s, and the act %s; give both the same force", p.ID, p.Force, a.Force)
			continue
		}
		for _, id := range a.Addressee {
			if !slices.Contains(p.Addressee, id) && !slices.Contains(p.Obligor, id) {
				l.refuse(at, "provision %s neither addresses nor binds %s, whom the act addresses; name it there or take it out here", p.ID, id)
			}
		}
		switch a.Force {
		case instrument.CallsUpon, instrument.Welcomes, instrument.Notes, instrument.ExpressesConcern, instrument.Reports:
			for _, id := range a.Speaker {
				if slices.Contains(p.Obligor, id) {
					l.refuse(at, "provision %s binds %s, who says it, and %s binds nobody who says it; take it out of the obligors there", p.ID, id, a.Force)
				}
			}
		}
	}
}

// passages gives the provisions of an act the passage that says them: the act
// with its content, or, where one act says several provisions, the content of
// each.
func passages(r Reading, a ReadAct, known provisions) {
	for _, said := range a.Says {
		p, ok := known[said.Provision]
		if !ok {
			continue
		}
		at := a.Span
		if c := said.Content; c != nil && len(a.Says) > 1 {
			at = *c
		} else if c != nil {
			if c.Start < at.Start {
				at.Start, at.RuneStart = c.Start, c.RuneStart
			}
			if c.End > at.End {
				at.End, at.RuneEnd = c.End, c.RuneEnd
			}
		}
		p.Passages = append(p.Passages, instrument.Passage{Document: r.ID, Text: r.Text, Act: r.ID + "#" + a.ID, Span: at})
	}
}
