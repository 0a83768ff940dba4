package document

func instrumentWords(b *builder) {}

func (d *doc) findInstruments() []Proposal { return nil }

// settleCitations gives dates their role and instruments their dates.
func (d *doc) settleCitations(instruments, dates []Proposal) ([]Proposal, []Proposal) {
	return instruments, dates
}
