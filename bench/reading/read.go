// Package reading measures the reading of texts: how good it is on the annotated
// texts and on the sentences of W5, and what it is measured beside (one regular
// expression for each phrase, a plain scan, and the library prose).
package reading

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/document/gold"
)

// Read reads a text with the day on which it was published, where that is known.
func Read(t Text) document.Reading {
	return document.Read(t.Name, t.Body, document.Options{On: t.On})
}

// ReadAll reads texts one after the other.
func ReadAll(texts []Text) []document.Reading {
	out := make([]document.Reading, len(texts))
	for i, t := range texts {
		out[i] = Read(t)
	}
	return out
}

// Proposals are those of all readings, in their order.
func Proposals(readings []document.Reading) []document.Proposal {
	var out []document.Proposal
	for _, r := range readings {
		out = append(out, r.Proposals...)
	}
	return out
}

// Digest is a hash of readings: equal if every field of every proposal is.
func Digest(readings []document.Reading) string {
	h := sha256.New()
	for _, r := range readings {
		if err := gold.Write(h, r.Proposals); err != nil {
			return err.Error() // no digest, so that it equals none
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
