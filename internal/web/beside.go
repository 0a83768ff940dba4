package web

import (
	"net/http"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/internal/locale"
)

// besidePage is all that beside.html may refer to.
type besidePage struct {
	frame
	A, B  besideHead
	Rows  []besideRow
	Same  int // passages that are word for word the same
	Other int // passages that are not
}

// A besideHead is one of the two texts.
type besideHead struct {
	Doc        link
	On, Digest string
}

// A besideRow is a passage of one text beside that of the other.
type besideRow struct {
	Kind, Word string
	A, B       []piece
	AURL, BURL string
}

// A piece is a stretch of a passage, and whether the other text has it otherwise.
type piece struct {
	Text    string
	Differs bool
}

func (s *Server) beside(w http.ResponseWriter, r *http.Request) error {
	f, _, err := s.open(r, "beside")
	if err != nil {
		return err
	}
	a, b := DocumentID(r.PathValue("id")), DocumentID(r.PathValue("other"))
	if a == b {
		return truceline.Invalid("other", "%s is the same text; name another one to stand beside it", b)
	}
	rivals, err := s.desk.Rival(r.Context(), a, b)
	if err != nil {
		return err
	}
	head := func(d Document) besideHead {
		return besideHead{Doc: link{Word: documentName(d), Href: f.Link(readURL(d.ID))}, On: d.On, Digest: d.Text}
	}
	p := besidePage{frame: f, A: head(rivals.A), B: head(rivals.B)}
	for _, x := range rivals.Passages {
		row := besideRow{Kind: string(x.Kind), Word: f.T(locale.Key("beside." + string(x.Kind)))}
		var as, bs []document.Span
		for _, c := range x.Changes {
			as, bs = append(as, c.A), append(bs, c.B)
		}
		if x.Kind != document.OnlyB {
			row.A = pieces(rivals.TextA, x.A, as)
		}
		if x.Kind != document.OnlyA {
			row.B = pieces(rivals.TextB, x.B, bs)
		}
		if x.Kind == document.Same {
			p.Same++
		} else {
			p.Other++
		}
		p.Rows = append(p.Rows, row)
	}
	return s.render(w, "beside", p)
}

// pieces cuts a passage at the spans that differ.
func pieces(text string, in document.Span, differ []document.Span) []piece {
	var out []piece
	at := in.Start
	add := func(end int, differs bool) {
		if end > at {
			out = append(out, piece{text[at:end], differs})
			at = end
		}
	}
	for _, d := range differ {
		add(d.Start, false)
		add(d.End, true)
	}
	add(in.End, false)
	return out
}
