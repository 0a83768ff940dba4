// Package tlog is the transparency log: the exact bytes by which a version of a
// record enters it, the tree over those bytes, and the proofs that anyone can
// check without the record, the program or the people who run it.
//
// The tree is that of RFC 6962 (Certificate Transparency), section 2.1, as
// golang.org/x/mod/sumdb/tlog computes it: entries are numbered from 0, an
// entry's hash is SHA-256(0x00 || leaf), a node's is SHA-256(0x01 || left ||
// right). Nothing here reads a file, a database or a clock.
package tlog

import (
	"math/bits"

	sumdb "golang.org/x/mod/sumdb/tlog"
)

// A Hash is a SHA-256 hash of a leaf or of a node. As text and in JSON it is
// standard base64.
type Hash = sumdb.Hash

// A HashReader reads stored hashes by their index. The order of storage is that
// of golang.org/x/mod/sumdb/tlog; Place takes an index apart.
type HashReader = sumdb.HashReader

// A HashReaderFunc is a function that is a HashReader.
type HashReaderFunc = sumdb.HashReaderFunc

// MaxSize is the largest log that proofs are made and checked for, in entries.
// It is beyond any log that could be kept, and it keeps the arithmetic of a
// forged proof within 64 bits.
const MaxSize = 1 << 48

// A Tree names one state of the log: whoever holds an earlier Tree can hold
// everything later against it.
type Tree struct {
	Size int64 `json:"size"` // entries, numbered 0 to Size-1
	Root Hash  `json:"root"` // the hash of the empty string if Size is 0
}

// At is the state of a log when it held size entries.
func At(size int64, r HashReader) (Tree, error) {
	root, err := sumdb.TreeHash(size, r)
	if err != nil {
		return Tree{}, err
	}
	return Tree{Size: size, Root: root}, nil
}

// Place says which entry brought the stored hash with the given index, and
// which of the hashes that came with that entry it is: 0 is the hash of the
// entry itself, level is the root of the 2^level entries that end with it.
func Place(index int64) (entry int64, level int) {
	level, n := sumdb.SplitStoredHashIndex(index)
	return (n+1)<<level - 1, level
}

// An Edge is the right edge of a log: the roots of its complete subtrees, which
// is all that is needed to append to it. The zero Edge is that of the empty log.
type Edge struct {
	size  int64
	peaks [64]Hash // by level; valid where the bit of that level is set in size
}

// EdgeAt reads the edge of a log of size entries.
func EdgeAt(size int64, r HashReader) (Edge, error) {
	e := Edge{size: size}
	var levels []int
	var indexes []int64
	end := size // entries left of the subtree at hand
	for level := range 63 {
		if size>>level&1 == 0 {
			continue
		}
		levels = append(levels, level)
		indexes = append(indexes, sumdb.StoredHashIndex(level, end>>level-1))
		end -= 1 << level
	}
	hashes, err := r.ReadHashes(indexes)
	if err != nil {
		return Edge{}, err
	}
	for i, level := range levels {
		e.peaks[level] = hashes[i]
	}
	return e, nil
}

// Size is the number of entries.
func (e *Edge) Size() int64 { return e.size }

// Next returns the hashes to store with the entry that would be appended next:
// that of its leaf, then the roots of the subtrees that it completes, smallest
// first. It changes nothing; give the result to Append once they are stored.
func (e *Edge) Next(leaf Hash) []Hash {
	completed := bits.TrailingZeros64(^uint64(e.size))
	hashes := make([]Hash, 1, 1+completed)
	hashes[0] = leaf
	for level := range completed {
		hashes = append(hashes, sumdb.NodeHash(e.peaks[level], hashes[level]))
	}
	return hashes
}

// Append moves the edge past the entry whose hashes Next returned.
func (e *Edge) Append(hashes []Hash) {
	top := len(hashes) - 1
	e.peaks[top] = hashes[top]
	e.size++
}

// Tree is the state of the log that the edge belongs to.
func (e *Edge) Tree() Tree {
	level := bits.TrailingZeros64(uint64(e.size))
	if level == 64 {
		empty, _ := sumdb.TreeHash(0, nil) // reads nothing, cannot fail
		return Tree{Root: empty}
	}
	root := e.peaks[level]
	for level++; e.size>>level != 0; level++ {
		if e.size>>level&1 == 1 {
			root = sumdb.NodeHash(e.peaks[level], root)
		}
	}
	return Tree{Size: e.size, Root: root}
}
