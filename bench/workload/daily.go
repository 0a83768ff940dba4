package workload

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"
)

// daySeconds is the length of a UTC day: W2's days are UTC days, without leap
// seconds.
const daySeconds = 86400

// An AreaDay is how many incidents an area had on a UTC day while it stood.
type AreaDay struct {
	Area int
	Day  int // days since 1970-01-01
	N    int
}

// DayOf is the UTC day of an instant in Unix seconds.
func DayOf(at int64) int { return int(at / daySeconds) }

// Daily writes the counts as the lines "area,2023-01-01,count", by area and then
// by day. The SHA-256 of these lines is W2's gate for daily counts.
func Daily(counts []AreaDay) []byte {
	slices.SortFunc(counts, func(a, b AreaDay) int {
		return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Day, b.Day))
	})
	out := make([]byte, 0, 20*len(counts))
	for _, c := range counts {
		out = strconv.AppendInt(out, int64(c.Area), 10)
		out = append(out, ',')
		out = time.Unix(int64(c.Day)*daySeconds, 0).UTC().AppendFormat(out, time.DateOnly)
		out = append(out, ',')
		out = strconv.AppendInt(out, int64(c.N), 10)
		out = append(out, '\n')
	}
	return out
}

// Digest is the hex SHA-256 of bytes.
func Digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
