package publication

// SafeCell is a cell of a table for people: text that a spreadsheet would run as
// a formula starts with an apostrophe.
func SafeCell(s string) string { return safe(s) }
