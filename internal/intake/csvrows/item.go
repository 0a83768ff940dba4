package csvrows

import "github.com/truceline/truceline/report"

// An Item is what one row of a file of reports gave: a report, or a refusal if
// Refusal is not nil. What is odd about a row that was taken stands in the
// report's Remarks; the report holds the values as given.
type Item struct {
	Line    int // of the file; the header is line 1
	Report  report.Report
	Refusal *Refusal
}
