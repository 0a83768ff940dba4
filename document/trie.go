package document

import (
	"iter"
	"strings"
)

// A layer is a set of phrases of one sort. Each has values of its own.
type layer int

// The layers of phrases.
const (
	placeLayer layer = iota
	instrumentLayer
	themeLayer
	conditionLayer
	urgencyLayer
	layers
)

// A trie holds the phrases of all layers, as paths of words. Walking it from a
// token costs one look-up a word, however many phrases there are.
type trie struct {
	edges  []edge // open addressing; its length is a power of two
	starts []uint64
	values [][layers]int32
}

type edge struct {
	key uint64 // node and word; 0: none
	to  int32
}

func edgeKey(node int32, w wordID) uint64 { return uint64(node+1)<<32 | uint64(uint32(w)) }

func mix(k uint64) uint64 {
	k *= 0x9E3779B97F4A7C15
	return k ^ k>>32
}

// step is the node that word w leads to, or 0.
func (t *trie) step(node int32, w wordID) int32 {
	k := edgeKey(node, w)
	mask := uint64(len(t.edges) - 1)
	for i := mix(k) & mask; ; i = (i + 1) & mask {
		e := t.edges[i]
		if e.key == k {
			return e.to
		}
		if e.key == 0 {
			return 0
		}
	}
}

// begins reports whether any phrase begins with the word.
func (t *trie) begins(w wordID) bool {
	return int(w>>6) < len(t.starts) && t.starts[w>>6]&(1<<(w&63)) != 0
}

// A hit is a phrase of a layer found in a text: its first token, how many
// tokens, its value.
type hit struct {
	at, n int32
	value int32
}

// A trieBuilder gathers phrases.
type trieBuilder struct {
	next   []map[wordID]int32
	values [][layers]int32
}

func (t *trieBuilder) init() { t.node() }

func (t *trieBuilder) node() int32 {
	t.next = append(t.next, nil)
	t.values = append(t.values, [layers]int32{})
	return int32(len(t.next) - 1)
}

func (t *trieBuilder) add(l layer, phrase []wordID, value int32) {
	node := int32(0)
	for _, w := range phrase {
		to, ok := t.next[node][w]
		if !ok {
			to = t.node()
			if t.next[node] == nil {
				t.next[node] = make(map[wordID]int32)
			}
			t.next[node][w] = to
		}
		node = to
	}
	if t.values[node][l] == 0 && node != 0 {
		t.values[node][l] = value
	}
}

func (t *trieBuilder) build() trie {
	n := 1
	for n < 3*len(t.next) {
		n *= 2
	}
	out := trie{edges: make([]edge, n), values: t.values}
	mask := uint64(n - 1)
	top := wordID(0)
	for node, next := range t.next {
		for w, to := range next {
			top = max(top, w)
			i := mix(edgeKey(int32(node), w)) & mask
			for out.edges[i].key != 0 {
				i = (i + 1) & mask
			}
			out.edges[i] = edge{edgeKey(int32(node), w), to}
		}
	}
	out.starts = make([]uint64, top>>6+1)
	for w := range t.next[0] {
		out.starts[w>>6] |= 1 << (w & 63)
	}
	return out
}

// fields yields what white space parts.
func fields(s string) iter.Seq[string] { return strings.FieldsSeq(s) }

// foldWord is a word as the scanner looks it up.
func foldWord(s string) string {
	s = strings.ReplaceAll(s, "\u2019", "'")
	return strings.ToLower(s)
}

// semicolons yields the phrases of a list that semicolons part.
func semicolons(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for phrase := range strings.SplitSeq(s, ";") {
			if phrase = strings.Join(strings.Fields(phrase), " "); phrase != "" && !yield(phrase) {
				return
			}
		}
	}
}
