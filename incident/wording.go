package incident

import "slices"

// defaultWords weigh nothing: what words say depends on the case, and the
// default is for reports that say more than words.
var defaultWords = [2][]float64{
	slices.Repeat([]float64{1}, int(severalOtherNames)),
	slices.Repeat([]float64{1}, int(severalOtherNames)),
}

// prepare reads the words of an account, unless they weigh nothing.
func prepare(a Account, w Weights, r *Rarity) Words {
	if !slices.ContainsFunc(w.Levels[InWords.String()], func(l LevelWeight) bool { return l.M != l.U }) {
		return Words{}
	}
	return PrepareWords(a.Words, a.Source, r)
}
