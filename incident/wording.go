package incident

import "slices"

// defaultWords weigh nothing: what words say depends on the case, and the
// default is for reports that say more than words.
var defaultWords = [2][]float64{
	slices.Repeat([]float64{1}, int(severalOtherNames)),
	slices.Repeat([]float64{1}, int(severalOtherNames)),
}
