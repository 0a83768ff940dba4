package document

func conditionWords(b *builder) {}

func (d *doc) findConditions() []Proposal { return nil }
