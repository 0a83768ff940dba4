package document

func (d *doc) capitalOf(i int) string { return "" }
