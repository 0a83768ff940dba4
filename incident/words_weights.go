package incident

// HeadlineWeights are the weights for reports of which no more is known than a
// day and a headline. m and u were counted on the true pairs of 2016 and 2017 of
// the headlines on Syria, 3,491 of 279,712 pairs up to two days apart, not
// estimated by EM, which finds other classes than events in them
// (docs/headlines.md). Aspects that a headline does not speak of weigh nothing.
//
// The rarity gives how crowded the days are, which the prior depends on: the
// same weights then serve another country, with more reports a day or fewer.
// Hardly any pair reaches Join; that is how little headlines say.
func HeadlineWeights(r *Rarity) Weights {
	w := Weights{
		Version: "headlines-1", Basis: "counted on 279,712 pairs of headlines on Syria of 2016 and 2017",
		Prior: headlinePrior - r.Crowding(), Propose: -2.5, Join: 4, ReachM: 30_000, Window: 24, Pairwise: true,
		Levels: make(map[string][]LevelWeight),
	}
	for a := range aspects {
		for _, name := range levelNames[a][1:] {
			mu, counted := headlineShares[a][name]
			if !counted {
				mu = [2]float64{1, 1}
			}
			w.Levels[a.String()] = append(w.Levels[a.String()], LevelWeight{name, mu[0], mu[1]})
		}
	}
	return w
}

// headlinePrior is the log2 odds that two reports up to two days apart are of
// one event where there is one report a day.
const headlinePrior = -2.72

// headlineShares are m and u by level. Levels that no pair of headlines has, and
// all other aspects, weigh nothing.
var headlineShares = [aspects]map[string][2]float64{
	InTime: {
		"the same day":                    {0.50716, 0.19791},
		"on days that follow each other":  {0.37826, 0.38228},
		"two days apart":                  {0.05543, 0.39143},
		"spans of days that overlap":      {0.05486, 0.00997},
		"spans of days up to a day apart": {0.00473, 0.00915},
		"spans of days further apart":     {0.00043, 0.00928},
	},
	InKind: {
		"the same kind":                     {0.12274, 0.08142},
		"a kind in common":                  {0.22988, 0.30078},
		"kinds that have nothing in common": {0.11988, 0.25354},
	},
	InCasualties: {
		"the same number, below five":    {0.00129, 0.00025},
		"the same number, five or more":  {0.00988, 0.00099},
		"numbers that nearly agree":      {0.04053, 0.00708},
		"numbers up to twice each other": {0.04197, 0.00949},
		"numbers that disagree":          {0.10069, 0.03989},
	},
	InWords: {
		wordsLevels[bothSum]:            {0.00530, 0.00220},
		wordsLevels[oneSumsAlike]:       {0.01704, 0.00444},
		wordsLevels[oneSums]:            {0.20696, 0.07615},
		wordsLevels[seriesSame]:         {0.06374, 0.00228},
		wordsLevels[seriesClose]:        {0.06717, 0.00665},
		wordsLevels[seriesApart]:        {0.03710, 0.01964},
		wordsLevels[sameWords]:          {0.01361, 0.00076},
		wordsLevels[rareNameAndWords]:   {0.04741, 0.00625},
		wordsLevels[rareName]:           {0.04454, 0.01080},
		wordsLevels[commonNameAndWords]: {0.02191, 0.00355},
		wordsLevels[commonName]:         {0.25021, 0.10175},
		wordsLevels[wordsOnly]:          {0.01332, 0.00365},
		wordsLevels[fewWords]:           {0.06173, 0.05755},
		wordsLevels[otherNames]:         {0.08465, 0.33360},
		wordsLevels[severalOtherNames]:  {0.06545, 0.36974},
	},
}
