package document

import "sort"

// firstResolutionYear is the year of resolution 1 of the Security Council.
const firstResolutionYear = 1946

// lastResolutions are the numbers of the last resolution that the Security
// Council adopted in each year, from 1946 on. It counts on from year to year,
// so that a number tells its year. The last year of the table was not over when
// the table was made: its number is the last that was known.
var lastResolutions = [...]int{
	15, 37, 66, 78, // 1946
	89, 96, 98, 103, 105, 110, 121, 126, 131, 132, // 1950
	160, 170, 177, 185, 199, 219, 232, 244, 262, 275, // 1960
	291, 307, 324, 344, 366, 384, 402, 422, 443, 461, // 1970
	484, 499, 528, 545, 559, 580, 593, 606, 626, 646, // 1980
	683, 725, 799, 892, 969, 1035, 1092, 1146, 1219, 1284, // 1990
	1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, // 2000
	1966, 2032, 2085, 2132, 2195, 2259, 2336, 2397, 2451, 2503, // 2010
	2560, 2617, 2671, 2721, 2767, 2803, // 2020
}

// resolutionYear is the year in which the Security Council adopted its
// resolution n, or 0 if the table does not reach so far.
func resolutionYear(n int) int {
	i := sort.SearchInts(lastResolutions[:], n)
	if n < 1 || i == len(lastResolutions) {
		return 0
	}
	return firstResolutionYear + i
}
