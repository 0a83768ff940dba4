package document

// A date is a day of the Gregorian calendar; parts that are not known are zero.
type date struct{ year, month, day int }

func (d date) String() string { return "" }

func dateWords(b *builder) {}

func (d *doc) findDates() []Proposal { return nil }
