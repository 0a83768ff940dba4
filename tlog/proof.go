package tlog

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/truceline/truceline"
	sumdb "golang.org/x/mod/sumdb/tlog"
)

// The forms of proof, as their "proof" field names them.
const (
	entryForm = "truceline entry v1"
	treeForm  = "truceline growth v1"
)

// An EntryProof shows that one entry stands in the log: it is all that an
// outsider needs beside the tree's root, which they should have from somewhere
// else (an edition, a newspaper, another witness).
type EntryProof struct {
	Form  string `json:"proof"` // "truceline entry v1"
	Entry int64  `json:"entry"` // number of the entry, from 0
	Leaf  string `json:"leaf"`  // the bytes that Entry.Leaf describes
	Tree  Tree   `json:"tree"`  // the state of the log that holds it
	Path  []Hash `json:"path"`  // RFC 6962 audit path, from the leaf's sibling to the root's child
}

// A TreeProof shows that the log only grew: that the entries of Before are the
// first of After's, unchanged and in the same order.
type TreeProof struct {
	Form   string `json:"proof"` // "truceline growth v1"
	Before Tree   `json:"before"`
	After  Tree   `json:"after"`
	Path   []Hash `json:"path"` // RFC 6962 consistency proof
}

// ProveEntry makes the proof that e is entry number n of the log of size
// entries that r reads.
func ProveEntry(n, size int64, e Entry, r HashReader) (EntryProof, error) {
	if size > MaxSize || n < 0 || n >= size {
		return EntryProof{}, truceline.NotFound("the log of %d entries has no entry %d; they are numbered from 0", size, n)
	}
	tree, err := At(size, r)
	if err != nil {
		return EntryProof{}, err
	}
	path, err := sumdb.ProveRecord(size, n, r)
	if err != nil {
		return EntryProof{}, err
	}
	return EntryProof{Form: entryForm, Entry: n, Leaf: string(e.Leaf()), Tree: tree, Path: path}, nil
}

// ProveTree makes the proof that the log of to entries that r reads begins with
// the log of from entries.
func ProveTree(from, to int64, r HashReader) (TreeProof, error) {
	if from < 0 || from > to || to > MaxSize {
		return TreeProof{}, truceline.Invalid("", "the log cannot have grown from %d entries to %d; the first number is the smaller", from, to)
	}
	p := TreeProof{Form: treeForm, Path: []Hash{}}
	var err error
	if p.Before, err = At(from, r); err != nil {
		return TreeProof{}, err
	}
	if p.After, err = At(to, r); err != nil {
		return TreeProof{}, err
	}
	if from > 0 { // every log begins with the empty one: nothing to show
		p.Path, err = sumdb.ProveTree(to, from, r)
	}
	return p, err
}

// Verify checks that the proof holds and returns the entry that it proves. It
// proves it for p.Tree: compare that with a tree that you trust, its size too,
// which an audit path does not settle by itself.
func (p EntryProof) Verify() (Entry, error) {
	if p.Form != entryForm {
		return Entry{}, truceline.Invalid("proof", "the form is %q; a proof of an entry is %q", p.Form, entryForm)
	}
	if p.Tree.Size > MaxSize || p.Entry < 0 || p.Entry >= p.Tree.Size {
		return Entry{}, truceline.Invalid("entry", "a log of %d entries has no entry %d", p.Tree.Size, p.Entry)
	}
	e, err := ParseLeaf([]byte(p.Leaf))
	if err != nil {
		return Entry{}, err
	}
	if err := sumdb.CheckRecord(p.Path, p.Tree.Size, p.Tree.Root, p.Entry, e.Hash()); err != nil {
		return Entry{}, truceline.Invalid("path", "it does not lead from entry %d to the root %v: the entry, its number, the root or the path was changed", p.Entry, p.Tree.Root)
	}
	return e, nil
}

// Verify checks that the proof holds: that After is Before with entries added.
// Compare both with trees that you trust.
func (p TreeProof) Verify() error {
	if p.Form != treeForm {
		return truceline.Invalid("proof", "the form is %q; a proof of growth is %q", p.Form, treeForm)
	}
	if p.Before.Size < 0 || p.Before.Size > p.After.Size || p.After.Size > MaxSize {
		return truceline.Invalid("before", "a log cannot grow from %d entries to %d", p.Before.Size, p.After.Size)
	}
	if p.Before.Size == 0 {
		if empty := new(Edge).Tree(); p.Before != empty || len(p.Path) != 0 || (p.After.Size == 0 && p.After != empty) {
			return truceline.Invalid("before", "the root of the empty log is %v, and its proof has no path", empty.Root)
		}
		return nil
	}
	if err := sumdb.CheckTree(p.Path, p.After.Size, p.After.Root, p.Before.Size, p.Before.Root); err != nil {
		return truceline.Invalid("path", "it does not lead from the log of %d entries to that of %d: an entry was changed or removed, or the proof was", p.Before.Size, p.After.Size)
	}
	return nil
}

// VerifyEntry reads an EntryProof as JSON and checks it. The proof that it
// returns holds for the returned Tree only.
func VerifyEntry(text []byte) (EntryProof, Entry, error) {
	var p EntryProof
	if err := decode(text, &p); err != nil {
		return EntryProof{}, Entry{}, err
	}
	e, err := p.Verify()
	if err != nil {
		return EntryProof{}, Entry{}, err
	}
	return p, e, nil
}

// VerifyTree reads a TreeProof as JSON and checks it.
func VerifyTree(text []byte) (TreeProof, error) {
	var p TreeProof
	if err := decode(text, &p); err != nil {
		return TreeProof{}, err
	}
	if err := p.Verify(); err != nil {
		return TreeProof{}, err
	}
	return p, nil
}

// decode reads one JSON value with no unknown field and nothing after it.
func decode[P EntryProof | TreeProof](text []byte, p *P) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(p); err != nil {
		return &truceline.Problem{Kind: truceline.InvalidKind, Msg: "this is not a proof as JSON: " + err.Error(), Err: err}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return truceline.Invalid("", "there is more text after the proof; remove it")
	}
	return nil
}
