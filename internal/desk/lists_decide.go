package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/store"
)

// DecideList records that a file of a list counts, or does not, with a reason.
// A decision may be taken over by a later one. A file that counts already need
// not be accepted.
func (d *Desk) DecideList(ctx context.Context, by, digest string, accept bool, reason string) error {
	if err := d.mayWrite(by); err != nil {
		return err
	}
	reason, err := reasonOf(reason)
	if err != nil {
		return err
	}
	return d.write(ctx, func(tx *store.Tx) error {
		held, err := d.listFiles(ctx, zeroTime)
		if err != nil {
			return err
		}
		h, err := fileOf(held, digest)
		if err != nil {
			return err
		}
		switch last := h.decided; {
		case len(last) > 0 && last[0].Accept == accept && last[0].By == by && last[0].Reason == reason:
			return nil
		case accept && (h.state == FileCurrent || h.state == FileEarlier):
			return truceline.Conflict("the file of %s counts already; there is nothing to accept", h.snapshot.On.Words())
		case !accept && h.state == FileAside:
			return truceline.Conflict("the file of %s is set aside already", h.snapshot.On.Words())
		}
		if _, err := put(tx, kindListDecision, h.row.ID, ListDecision{Accept: accept, Reason: reason, By: by}); err != nil {
			return err
		}
		verdict := "accepted"
		if !accept {
			verdict = "set_aside"
		}
		_, err = put(tx, kindAct, fmt.Sprintf("decide_list:%s:%s", h.row.ID, tx.Known().Format(time.RFC3339Nano)), Act{
			What: "decide_list", By: by, Of: h.snapshot.File, Digest: h.snapshot.Digest,
			Counts: map[string]int{verdict: 1, "unread": len(h.snapshot.Unread)},
			Notes:  map[string]string{"list": h.snapshot.List, "on": string(h.snapshot.On), "reason": reason},
		})
		return err
	})
}

// shortestDigest is how many figures of a digest at least name a file.
const shortestDigest = 4

// fileOf is the one file whose digest begins so.
func fileOf(held []heldFile, digest string) (heldFile, error) {
	digest = strings.ToLower(strings.TrimSpace(digest))
	if len(digest) < shortestDigest {
		return heldFile{}, truceline.Invalid("digest", "%q is too short; give the first %d figures of the file's digest, or more", digest, shortestDigest)
	}
	var found []heldFile
	for _, h := range held {
		if strings.HasPrefix(h.snapshot.Digest, digest) {
			found = append(found, h)
		}
	}
	switch len(found) {
	case 0:
		return heldFile{}, truceline.NotFound("no file of a list with the digest %s is on record; truceline designations files lists those that are", digest)
	case 1:
		return found[0], nil
	}
	return heldFile{}, truceline.Invalid("digest", "%d files of lists have digests that begin with %s; give more of it", len(found), digest)
}
