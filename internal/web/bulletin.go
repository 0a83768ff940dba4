package web

import (
	"cmp"
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/bulletin"
	"github.com/truceline/truceline/report"
)

// A bulletinPart is the text of a bulletin beside the claims that were read of
// it, for a person to confirm.
type bulletinPart struct {
	Lang   string // BCP 47
	Text   []textPiece
	Claims []proposedRow
	Flags  []string // what is odd about the text as a whole
	Usable bool     // at least one claim can be confirmed
}

// A textPiece is a piece of the text; N are the claims that are read of it, and
// Begins those whose words begin with it.
type textPiece struct {
	Text   string
	N      []int
	Begins []int
}

// A proposedRow is a claim as it was read, with what tells it from any other.
type proposedRow struct {
	claimRow
	N      int
	Source string // whose count it is; empty if nobody's
	Token  string
	Words  string // that it was read from
}

// read proposes the claims of the text.
func (p *trialPage) read(ctx context.Context, s *Server, files fs.FS) (*bulletinPart, error) {
	text, read, err := p.proposed(ctx, s, files)
	if err != nil {
		return nil, err
	}
	part := &bulletinPart{Lang: read.Lang, Flags: read.Flags, Text: textPieces(text, read.Claims)}
	for i, c := range read.Claims {
		row := proposedRow{claimRow: p.claimRow(c.Claim), N: i + 1, Token: token(c.Claim), Words: text[c.Start:c.End]}
		if c.Claim.Source != "" {
			row.Source, part.Usable = p.SourceName(c.Claim.Source), true
		}
		part.Claims = append(part.Claims, row)
	}
	return part, nil
}

// proposed reads the text that is held.
func (p *trialPage) proposed(ctx context.Context, s *Server, files fs.FS) (string, bulletin.Bulletin, error) {
	data, err := fs.ReadFile(files, p.Sending.File)
	if err != nil {
		return "", bulletin.Bulletin{}, err
	}
	if !utf8.Valid(data) {
		return "", bulletin.Bulletin{}, truceline.Invalid(p.Sending.File, "it is not text in UTF-8; save it as UTF-8, or paste it")
	}
	text := string(data)
	read, err := s.desk.ReadBulletin(ctx, text, desk.BulletinOptions{Source: p.Sending.Source, On: p.Sending.On})
	return text, read, err
}

// token tells a claim from any other, so that what is confirmed is what was
// looked at.
func token(c report.Claim) string {
	body, err := json.Marshal(c)
	if err != nil {
		panic(err) // of strings, numbers and times
	}
	return report.Digest(body)[:20]
}

// textPieces cuts a text where the words of claims begin and end.
func textPieces(text string, claims []bulletin.Proposal) []textPiece {
	cuts := []int{0, len(text)}
	for _, c := range claims {
		cuts = append(cuts, c.Start, c.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []textPiece
	for i := 1; i < len(cuts); i++ {
		piece := textPiece{Text: text[cuts[i-1]:cuts[i]]}
		for n, c := range claims {
			if c.Start <= cuts[i-1] && cuts[i] <= c.End {
				piece.N = append(piece.N, n+1)
			}
			if c.Start == cuts[i-1] && c.Start < c.End {
				piece.Begins = append(piece.Begins, n+1)
			}
		}
		out = append(out, piece)
	}
	return out
}

// confirm takes the claims that were ticked. If the text now reads otherwise,
// because the case was loaded again meanwhile, nothing is taken.
func (s *Server) confirm(w http.ResponseWriter, r *http.Request, p trialPage, files fs.FS, ticked []string) error {
	if len(ticked) == 0 {
		return truceline.Invalid("claim", "no claim is ticked; tick those that the text really says")
	}
	text, read, err := p.proposed(r.Context(), s, files)
	if err != nil {
		return err
	}
	var claims []report.Claim
	for _, c := range read.Claims {
		if slices.Contains(ticked, token(c.Claim)) {
			claims = append(claims, c.Claim)
		}
	}
	if len(claims) != len(ticked) {
		return truceline.Conflict("the text reads otherwise than when it was looked at, because the case was loaded again meanwhile; look at its claims once more")
	}
	out, err := s.desk.ConfirmClaims(r.Context(), p.By, p.Sending.File, text, claims)
	if err != nil {
		return err
	}
	if err := s.desk.Forget(p.Sending.Digest); err != nil {
		s.log.WarnContext(r.Context(), "a file that was taken is still held", "err", err)
	}
	http.Redirect(w, r, p.Link("/intake", "done", cmp.Or(out.Digest, p.Sending.Digest)), http.StatusSeeOther)
	return nil
}
