package web

import (
	"context"
	"io"
	"io/fs"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/internal/intake/bulletin"
	"github.com/truceline/truceline/internal/intake/csvrows"
	"github.com/truceline/truceline/observance"
	"github.com/truceline/truceline/report"
)

// A Desk is what the pages ask, and to whom they hand what people decide.
// A zero known asks for all that is recorded now.
type Desk interface {
	Head(context.Context) (Head, error)
	Register(ctx context.Context, known time.Time) (*observance.Register, error)
	Held(context.Context, Filter) ([]observance.Held, error)
	Incident(ctx context.Context, id incident.ID, known time.Time) (IncidentView, error)
	Publications(ctx context.Context, known time.Time) ([]PublicationView, error)
	PublicationFile(ctx context.Context, number int, name string) (body []byte, mime string, err error)
	LogEntries(ctx context.Context, from int64, n int) ([]LogEntry, error)
	Prove(ctx context.Context, entry int64) ([]byte, error)
	Joins
	Texts
	Sources
	Intake
	Ledgers
	Designations
	Movements
}

// Sources are who reports, and what their reports rest on.
type Sources interface {
	Sources(ctx context.Context, span truceline.Interval, known time.Time) ([]desk.SourceView, error)
	Source(ctx context.Context, id report.SourceID, span truceline.Interval, known time.Time) (desk.SourceView, error)
	ReportsOf(context.Context, desk.ReportsFilter) (desk.ReportsOf, error)
	ReportRecord(ctx context.Context, id string, known time.Time) (desk.ReportRecord, error)
	ClaimsOf(ctx context.Context, id report.SourceID, span truceline.Interval, known time.Time) ([]desk.ClaimRow, error)

	JudgeCredibility(ctx context.Context, by, reportID string, grade int, reason string) error
}

// Intake is what came in, and what is about to.
type Intake interface {
	Intake(ctx context.Context, known time.Time) ([]desk.Taken, error)
	Refusals(ctx context.Context, digest string, known time.Time) ([]csvrows.Refusal, error)
	ImportedFile(digest string) (fs.File, error)

	Receive(ctx context.Context, name string, r io.Reader, limit int64) (digest, as string, err error)
	Incoming(digest string) (files fs.FS, name string, err error)
	Forget(digest string) error
	Preview(ctx context.Context, in desk.Input, n int) ([]csvrows.Item, error)
	Import(ctx context.Context, by string, in desk.Input, progress func(done, total int64)) (desk.Imported, error)
	ReadBulletin(ctx context.Context, text string, opts desk.BulletinOptions) (bulletin.Bulletin, error)
	ConfirmClaims(ctx context.Context, by, name, text string, claims []report.Claim) (desk.Imported, error)
}

// Joins are which reports are of one event, as people decide it. What writes
// takes the acting person, whose name stands in the log.
type Joins interface {
	Reports(ctx context.Context, ids []string, known time.Time) ([]ReportView, error)
	Proposals(ctx context.Context, span truceline.Interval, known time.Time) ([]desk.Proposal, error)
	Weights(ctx context.Context, known time.Time) (incident.Weights, error)
	Joinings(ctx context.Context, known time.Time) ([]JoinDecision, error)

	Merge(ctx context.Context, by, reason string, ids ...incident.ID) (desk.Joined, error)
	Split(ctx context.Context, by, reason string, id incident.ID, reports ...string) (desk.Joined, error)
	Apart(ctx context.Context, by, reason string, a, b []string) (desk.Joined, error)
	Undo(ctx context.Context, by, decision string) (desk.Joined, error)
}

// Texts are the texts of the record, and what people decide of their acts. What
// writes takes the acting person, whose name stands in the log.
type Texts interface {
	Documents(ctx context.Context, known time.Time) ([]DocumentRow, error)
	Reading(ctx context.Context, id DocumentID, known time.Time) (ReadingView, error)
	Content(ctx context.Context, id DocumentID) (Document, string, error)
	Original(ctx context.Context, id DocumentID) (Document, []byte, error)
	Reviewed(ctx context.Context, id DocumentID) ([]document.Proposal, error)
	DecisionsSince(ctx context.Context, id DocumentID, since time.Time) ([]Decision, error)
	DecisionHistory(ctx context.Context, id DocumentID, proposal string) ([]Decision, error)
	AkomaNtoso(ctx context.Context, w io.Writer, of instrument.ID, known time.Time) error
	Rival(ctx context.Context, a, b DocumentID) (desk.Rivals, error)

	AddDocument(ctx context.Context, by string, u desk.Upload) (Document, error)
	SetDocument(ctx context.Context, by string, id DocumentID, on, speakers string, of instrument.ID) (Document, error)
	Decide(ctx context.Context, seq int, dec Decision) (Decision, error)
}

// What the pages show is what the desk says.
type (
	Head            = desk.Head
	Filter          = desk.Filter
	IncidentView    = desk.IncidentView
	ReportView      = desk.ReportView
	Version         = desk.Version
	JoinDecision    = desk.JoinDecision
	PublicationView = desk.PublicationView
	PublicationFile = desk.PublishedFile
	LogEntry        = desk.LogEntry
	Document        = desk.Document
	DocumentID      = desk.DocumentID
	DocumentRow     = desk.DocumentRow
	ReadingView     = desk.ReadingView
	Decision        = desk.Decision
)
