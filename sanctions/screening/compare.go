package screening

// Compare compares two names alone; the words weigh as built in, for there is no
// list to be rare in. The lead is to b.
func Compare(a, b Reference) Lead {
	ix := New([]Reference{{Entry: "b", Name: b.Name, Kind: b.Kind, Weak: b.Weak}})
	lead := Lead{Entry: b.Entry, Name: b.Name}
	for _, l := range ix.Search(Query{Name: a.Name, Kind: a.Kind, Threshold: 1e-9, Limit: 1}) {
		lead.Score, lead.Parts = l.Score, l.Parts
	}
	return lead
}
