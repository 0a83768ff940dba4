package incident

// Written by the test of internal/rivals; see docs/fusion.md.

const publishedPrior = -3.0114

// published are m and u by aspect and level.
var published = [aspects][][2]float64{
	0: { // time
		{0.4801, 0.02989},      // within 1 hour, +4.0 bits
		{0.1125, 0.03909},      // within 3 hours, +1.5 bits
		{0.009989, 0.05396},    // within 6 hours, -2.4 bits
		{0.001862, 0.09578},    // within 12 hours, -5.7 bits
		{0.005478, 0.1271},     // within 20 hours, -4.5 bits
		{0.02501, 0.141},       // about a day apart, -2.5 bits
		{0.01054, 0.1445},      // more than 28 hours apart, -3.8 bits
		{0.3099, 0.09138},      // the same day, +1.8 bits
		{0.03438, 0.1731},      // on days that follow each other, -2.3 bits
		{0.01002, 0.1038},      // two days apart, -3.4 bits
		{4.094e-06, 3.813e-05}, // more than two days apart, -3.2 bits
		{0.0001638, 7.626e-05}, // spans of days that overlap, +1.1 bits
		{2.457e-05, 5.719e-05}, // spans of days up to a day apart, -1.2 bits
		{8.189e-06, 5.719e-05}, // spans of days further apart, -2.8 bits
		{0.0001228, 0.0001144}, // spans of weeks that overlap, +0.1 bits
		{8.189e-06, 3.813e-05}, // spans of weeks that do not, -2.2 bits
	},
	1: { // place
		{0.4111, 0.007239},     // within 500 m, +5.8 bits
		{0.1795, 0.03098},      // within 1.5 km, +2.5 bits
		{0.008341, 0.05083},    // within 3 km, -2.6 bits
		{0.002507, 0.1002},     // within 6 km, -5.3 bits
		{0.0005609, 0.1556},    // within 12 km, -8.1 bits
		{4.209e-05, 0.2043},    // within 25 km, -12.2 bits
		{9.807e-06, 0.1028},    // more than 25 km apart, -13.4 bits
		{0.3771, 0.06807},      // within 4 km, known to some kilometres, +2.5 bits
		{0.01538, 0.09393},     // within 10 km, known to some kilometres, -2.6 bits
		{0.0007966, 0.08583},   // within 20 km, known to some kilometres, -6.8 bits
		{7.193e-06, 0.0927},    // more than 20 km apart, known to some kilometres, -13.7 bits
		{0.0004613, 0.000444},  // well within what the vaguer place covers, +0.1 bits
		{0.003804, 0.001812},   // within what the vaguer place covers, +1.1 bits
		{0.0003111, 0.005052},  // outside what the vaguer place covers, -4.0 bits
		{0.0001602, 0.0002032}, // within a province or country, -0.3 bits
		{4.004e-06, 1.693e-05}, // outside a province or country, -2.1 bits
	},
	2: { // place name
		{0.483, 0.04281},  // the same place name, +3.5 bits
		{0.3001, 0.02914}, // much the same place name, +3.4 bits
		{0.217, 0.9281},   // another place name, -2.1 bits
	},
	3: { // kind
		{0.7492, 0.2316},      // the same kind, +1.7 bits
		{9.99e-05, 4.995e-05}, // a kind in common, +1.0 bits
		{0.2301, 0.35},        // one kind is part of the other, -0.6 bits
		{0.02056, 0.4184},     // kinds that have nothing in common, -4.3 bits
	},
	4: { // actors
		{0.5758, 0.4592},    // the same actors, +0.3 bits
		{0.3528, 0.4133},    // an actor in common, -0.2 bits
		{0.001992, 0.01759}, // actors that belong together or are spelt alike, -3.1 bits
		{0.06948, 0.11},     // actors that have nothing in common, -0.7 bits
	},
	5: { // casualties
		{0.0002997, 0.0002997}, // no deaths in both, +0.0 bits
		{0.5675, 0.1643},       // the same number, below five, +1.8 bits
		{0.1023, 0.00772},      // the same number, five or more, +3.7 bits
		{0.2483, 0.2042},       // numbers that nearly agree, +0.3 bits
		{0.04462, 0.1161},      // numbers up to twice each other, -1.4 bits
		{0.03691, 0.5072},      // numbers that disagree, -3.8 bits
		{5.994e-05, 9.99e-05},  // deaths in one only, -0.7 bits
	},
	6: { // means
		{0.934, 0.09638},  // a means in common, +3.3 bits
		{0.06599, 0.9036}, // means that have nothing in common, -3.8 bits
	},
	7: { // words
		{0.06667, 0.06667}, // both sum up many events, +0.0 bits
		{0.06667, 0.06667}, // one sums up many events, a rare word in common, +0.0 bits
		{0.06667, 0.06667}, // one sums up many events, hardly a word in common, +0.0 bits
		{0.06667, 0.06667}, // numbered in one series, the same or neighbours, +0.0 bits
		{0.06667, 0.06667}, // numbered in one series, close to each other, +0.0 bits
		{0.06667, 0.06667}, // numbered in one series, apart, +0.0 bits
		{0.06667, 0.06667}, // much the same words, +0.0 bits
		{0.06667, 0.06667}, // a rare name and other words in common, +0.0 bits
		{0.06667, 0.06667}, // a rare name in common, +0.0 bits
		{0.06667, 0.06667}, // a common name and other words in common, +0.0 bits
		{0.06667, 0.06667}, // a common name in common, +0.0 bits
		{0.06667, 0.06667}, // no names to compare, rare words in common, +0.0 bits
		{0.06667, 0.06667}, // no names to compare, hardly a word in common, +0.0 bits
		{0.06667, 0.06667}, // no name in common, +0.0 bits
		{0.06667, 0.06667}, // no name in common of several, +0.0 bits
	},
	8: { // source
		{0.06328, 0.2892}, // the same source, -2.2 bits
		{0.0709, 0.04147}, // an origin in common, +0.8 bits
		{0.8658, 0.6694},  // sources without an origin in common, +0.4 bits
	},
}
