package incident

// JudgedWeights are where an estimation begins: judgements of how often reports
// of one event agree, and reports of two.
func JudgedWeights() Weights {
	w := Weights{Version: "judged-1", Basis: "judged, not estimated", Prior: -5, Propose: 0, Join: 6, ReachM: 30_000, Window: 36}
	shares := [aspects][2][]float64{
		InTime: {
			{30, 25, 12, 8, 4, 8, 1, 60, 12, 3, 1, 40, 6, 2, 30, 2},
			{3, 6, 8, 15, 20, 20, 20, 20, 30, 20, 10, 20, 15, 15, 30, 10},
		},
		InPlace: {
			{40, 20, 12, 8, 5, 3, 0.5, 40, 20, 8, 1, 30, 20, 1, 40, 1},
			{1, 2, 3, 6, 12, 30, 30, 6, 15, 30, 25, 20, 30, 20, 60, 5},
		},
		ByName:       {{50, 15, 35}, {2, 2, 96}},
		InKind:       {{45, 10, 35, 10}, {25, 5, 30, 40}},
		InActors:     {{45, 25, 18, 12}, {20, 20, 15, 45}},
		InCasualties: {{30, 20, 12, 18, 8, 6, 6}, {30, 10, 2, 15, 15, 18, 10}},
		InMeans:      {{75, 25}, {35, 65}},
		InWords:      defaultWords,
		BySource:     {{10, 30, 60}, {10, 30, 60}},
	}
	w.Levels = make(map[string][]LevelWeight)
	for a := range aspects {
		m, u := shares[a][0], shares[a][1]
		for i := range m {
			w.Levels[a.String()] = append(w.Levels[a.String()], LevelWeight{levelNames[a][i+1], m[i] / sum(m), u[i] / sum(u)})
		}
	}
	return w
}

func sum(xs []float64) float64 {
	s := 0.0
	for _, x := range xs {
		s += x
	}
	return s
}

// DefaultWeights are those that fusion goes by where a case has none of its own:
// estimated by EM on rival accounts of real events, at two levels of noise
// (docs/fusion.md). Thresholds were chosen on the same sets: even odds for what
// is proposed, and for what is joined without a person a score at which 98 of
// 100 pairs are right at every level of noise.
func DefaultWeights() Weights {
	w := Weights{
		Version: "reports-1", Basis: "EM on rival accounts of UCDP GED events in Syria, at low and middle noise",
		Prior: publishedPrior, Propose: 0, Join: 3.5, ReachM: 30_000, Window: 36, Levels: make(map[string][]LevelWeight),
	}
	for a := range aspects {
		for i, mu := range published[a] {
			w.Levels[a.String()] = append(w.Levels[a.String()], LevelWeight{levelNames[a][i+1], mu[0], mu[1]})
		}
	}
	return w
}
