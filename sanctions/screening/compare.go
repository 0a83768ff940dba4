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

// parts explains what weigh has last scored.
func (s *scale) parts(asked, listed []weighed, weak bool, name string, runs []run, listedName string, words []word) []Part {
	var all []shared
	_, whole := s.shares(asked, listed, weak, &all)
	out := make([]Part, 0, len(all))
	for _, m := range all {
		p := Part{How: ways[m.how], Fit: float64(m.fit), Weight: float64(m.weight) / whole}
		if m.askedN > 0 {
			p.Asked = name[runs[m.asked].from:runs[m.asked+m.askedN-1].to]
		}
		if m.listedN > 0 {
			p.Listed = listedName[words[m.listed].from:words[m.listed+m.listedN-1].to]
		}
		out = append(out, p)
	}
	return out
}
