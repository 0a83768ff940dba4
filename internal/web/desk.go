package web

import (
	"context"
	"time"

	"github.com/truceline/truceline/incident"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/observance"
)

// A Desk is what the pages ask. It reads; nothing here changes the record.
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
}

// What the pages show is what the desk says.
type (
	Head            = desk.Head
	Filter          = desk.Filter
	IncidentView    = desk.IncidentView
	ReportView      = desk.ReportView
	Version         = desk.Version
	PublicationView = desk.PublicationView
	PublicationFile = desk.PublishedFile
	LogEntry        = desk.LogEntry
)
