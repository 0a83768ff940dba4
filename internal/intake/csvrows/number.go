package csvrows

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Numbers tells apart the reports of one file by the number that each has of
// its source. The zero value is ready.
type Numbers struct{ first map[[12]byte]firstRow }

// A firstRow is where a number stood last, and what its row held. It is small,
// since a file may have millions.
type firstRow struct {
	line   int32
	digest [8]byte
}

// Take gives a row its number: the one that it names, or else one derived from
// its content, "row-" and the first 24 hex digits of its Digest, so that
// importing a file twice adds nothing. A row that stood in the file before, the
// same in every field, is refused: it is the same report. One that has the number
// of another with other content is kept beside it as a later version, and
// remarked on.
func (n *Numbers) Take(row *Row, number string) string {
	if row.Refused() != nil {
		return number
	}
	if number == "" {
		number = "row-" + row.Digest[:24]
	}
	var key [12]byte
	sum := sha256.Sum256([]byte(number))
	copy(key[:], sum[:])
	this := firstRow{line: int32(row.Line)}
	hex.Decode(this.digest[:], []byte(row.Digest[:16])) // a digest is hex
	before, twice := n.first[key]
	switch {
	case twice && before.digest == this.digest:
		row.Refuse("", "the row stands on line %d already, the same in every field; it was taken once", before.line)
		return number
	case twice:
		row.remark(fmt.Sprintf("number %s stands on line %d already with other content; both are kept, this one as the later version", number, before.line))
	}
	if n.first == nil {
		n.first = map[[12]byte]firstRow{}
	}
	n.first[key] = this
	return number
}
