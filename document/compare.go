package document

import (
	"encoding/binary"
	"slices"
	"strings"
)

// An Alignment says how a passage of one text stands to the other text.
type Alignment string

// The alignments.
const (
	Same    Alignment = "same"    // word for word, but for capitals and spacing
	Changed Alignment = "changed" // the same sentence with other words in it
	OnlyA   Alignment = "only_a"
	OnlyB   Alignment = "only_b"
)

// An Aligned is a sentence of one text beside that of the other. The span of a
// text that has no such sentence is empty, where it would stand.
type Aligned struct {
	A       Span      `json:"a"`
	B       Span      `json:"b"`
	Kind    Alignment `json:"kind"`
	Changes []Change  `json:"changes,omitempty"` // of a changed one, in order
}

// A Change is a run of words of one text that stands for a run of the other.
// Either may be empty, where words were left out or put in.
type Change struct {
	A Span `json:"a"`
	B Span `json:"b"`
}

// The bounds of Compare: how many sentences between two that are alike are
// weighed against each other, and how many words of a pair. Beyond them it says
// less (both stand alone, or the whole middle changed) and never anything wrong.
const (
	mostCells   = 1 << 16 // sentences of one stretch of a, times those of b
	mostWords   = 1 << 18 // words of a sentence of a, times those of b
	alikeEnough = 0.5     // share of their words in common from which two sentences are one
)

// Compare aligns two texts sentence by sentence, and says of each pair which
// words differ. The passages come in the order of a, and those that b alone has
// where they stand in b. Its own alignment and not a general one: sentences that
// both texts have once hold the two together, so that memory and time do not
// grow with the product of their lengths, and a difference never runs across
// two sentences.
func Compare(a, b string) []Aligned {
	ids := make(map[string]int32)
	c := comparing{a: sentencesOf(a, ids), b: sentencesOf(b, ids)}
	c.stretch(0, len(c.a), 0, len(c.b))
	c.measure(a, b)
	return c.out
}

// comparing is one comparison under way.
type comparing struct {
	a, b []comparedSentence
	out  []Aligned
}

// A comparedSentence is a sentence with its words.
type comparedSentence struct {
	start, end int
	words      []comparedWord
	key        string  // its words as they are compared
	sorted     []int32 // the ids of its words
}

// A comparedWord is a word or mark, as bytes of the text.
type comparedWord struct {
	start, end int
	id         int32 // equal for words that are equal as they are compared
}

// sentencesOf cuts a text into sentences, as the reader does, each with its
// number or letter if it has one. ids numbers the words.
func sentencesOf(text string, ids map[string]int32) []comparedSentence {
	d := newDoc("", text, Options{})
	out := make([]comparedSentence, 0, len(d.sents))
	for _, s := range d.sents {
		first := s.first
		if p := &d.paras[s.para]; s.first == p.body {
			first = p.first
		}
		words := make([]comparedWord, 0, s.last-first)
		for _, t := range d.toks[first:s.last] {
			if t.is(isHidden) {
				continue
			}
			key := compareKey(text[t.start:t.end])
			id, known := ids[key]
			if !known {
				id = int32(len(ids))
				ids[key] = id
			}
			words = append(words, comparedWord{int(t.start), int(t.end), id})
		}
		if len(words) == 0 {
			continue
		}
		key, sorted := make([]byte, 0, 4*len(words)), make([]int32, len(words))
		for i, w := range words {
			key = binary.LittleEndian.AppendUint32(key, uint32(w.id))
			sorted[i] = w.id
		}
		slices.Sort(sorted)
		out = append(out, comparedSentence{words[0].start, words[len(words)-1].end, words, string(key), sorted})
	}
	return out
}

// compareKey is a word as it is compared: how it is set in type is no difference
// of the text.
func compareKey(w string) string { return plainMarks.Replace(strings.ToLower(w)) }

var plainMarks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "‑", "-")

// stretch aligns a[i:j] with b[k:l].
func (c *comparing) stretch(i, j, k, l int) {
	for i < j && k < l && c.a[i].key == c.b[k].key {
		c.pair(i, k)
		i, k = i+1, k+1
	}
	tail := 0
	for i < j && k < l && c.a[j-1].key == c.b[l-1].key {
		j, l, tail = j-1, l-1, tail+1
	}
	defer func() {
		for n := range tail {
			c.pair(j+n, l+n)
		}
	}()
	if i == j || k == l {
		c.alone(i, j, k, l)
		return
	}
	anchors := c.anchors(i, j, k, l)
	if len(anchors) == 0 {
		c.weigh(i, j, k, l)
		return
	}
	for _, at := range anchors {
		c.stretch(i, at[0], k, at[1])
		c.pair(at[0], at[1])
		i, k = at[0]+1, at[1]+1
	}
	c.stretch(i, j, k, l)
}

// anchors are the sentences that each stretch has once and both have, the most
// of them that stand in the same order in both.
func (c *comparing) anchors(i, j, k, l int) [][2]int {
	type seen struct{ a, b, na, nb int }
	count := make(map[string]*seen)
	for x := i; x < j; x++ {
		s := count[c.a[x].key]
		if s == nil {
			s = new(seen)
			count[c.a[x].key] = s
		}
		s.a, s.na = x, s.na+1
	}
	for y := k; y < l; y++ {
		if s := count[c.b[y].key]; s != nil {
			s.b, s.nb = y, s.nb+1
		}
	}
	var pairs [][2]int // in the order of a
	for x := i; x < j; x++ {
		if s := count[c.a[x].key]; s.na == 1 && s.nb == 1 {
			pairs = append(pairs, [2]int{s.a, s.b})
		}
	}
	// The longest rising run of the places in b, by patience sorting.
	var tops []int // index into pairs of the top of each pile
	before := make([]int, len(pairs))
	for x, p := range pairs {
		at, _ := slices.BinarySearchFunc(tops, p[1], func(t, b int) int { return pairs[t][1] - b })
		before[x] = -1
		if at > 0 {
			before[x] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, x)
		} else {
			tops[at] = x
		}
	}
	if len(tops) == 0 {
		return nil
	}
	out := make([][2]int, len(tops))
	for n, x := len(tops)-1, tops[len(tops)-1]; x >= 0; n, x = n-1, before[x] {
		out[n] = pairs[x]
	}
	return out
}

// weigh aligns sentences that differ: those pairs, in order, that have the most
// of their words in common.
func (c *comparing) weigh(i, j, k, l int) {
	n, m := j-i, l-k
	if n*m > mostCells {
		c.alone(i, j, k, l)
		return
	}
	best := make([]float32, (n+1)*(m+1)) // of the rest from x, y on
	like := make([]float32, n*m)
	for x := n - 1; x >= 0; x-- {
		for y := m - 1; y >= 0; y-- {
			s := alike(c.a[i+x].sorted, c.b[k+y].sorted)
			like[x*m+y] = s
			b := max(best[(x+1)*(m+1)+y], best[x*(m+1)+y+1])
			if s >= alikeEnough {
				b = max(b, s+best[(x+1)*(m+1)+y+1])
			}
			best[x*(m+1)+y] = b
		}
	}
	x, y := 0, 0
	for x < n && y < m {
		here := best[x*(m+1)+y]
		s := like[x*m+y]
		switch {
		case s >= alikeEnough && here == s+best[(x+1)*(m+1)+y+1]:
			c.pair(i+x, k+y)
			x, y = x+1, y+1
		case here == best[(x+1)*(m+1)+y]:
			c.alone(i+x, i+x+1, k+y, k+y)
			x++
		default:
			c.alone(i+x, i+x, k+y, k+y+1)
			y++
		}
	}
	c.alone(i+x, j, k+y, l)
}

// alike is the share of their words that two sentences have in common (Dice),
// each word as often as both have it.
func alike(a, b []int32) float32 {
	if min(len(a), len(b))*3 < max(len(a), len(b)) {
		return 0 // at best a half: one has thrice the words of the other
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return 2 * float32(both) / float32(len(a)+len(b))
}

// pair sets sentence x of a beside y of b.
func (c *comparing) pair(x, y int) {
	a, b := c.a[x], c.b[y]
	p := Aligned{A: Span{Start: a.start, End: a.end}, B: Span{Start: b.start, End: b.end}, Kind: Same}
	if a.key != b.key {
		p.Kind, p.Changes = Changed, changes(a, b)
	}
	c.out = append(c.out, p)
}

// alone sets sentences that have no other half.
func (c *comparing) alone(i, j, k, l int) {
	for x := i; x < j; x++ {
		at := beginOf(c.b, k)
		c.out = append(c.out, Aligned{A: Span{Start: c.a[x].start, End: c.a[x].end}, B: Span{Start: at, End: at}, Kind: OnlyA})
	}
	for y := k; y < l; y++ {
		at := beginOf(c.a, j)
		c.out = append(c.out, Aligned{A: Span{Start: at, End: at}, B: Span{Start: c.b[y].start, End: c.b[y].end}, Kind: OnlyB})
	}
}

// beginOf is where the nth sentence begins, or the text ends.
func beginOf(s []comparedSentence, n int) int {
	switch {
	case n < len(s):
		return s[n].start
	case len(s) > 0:
		return s[len(s)-1].end
	}
	return 0
}

// changes are the runs of words in which two sentences differ, by the longest
// sequence of words that both have in this order.
func changes(a, b comparedSentence) []Change {
	aw, bw := a.words, b.words
	head := 0
	for head < len(aw) && head < len(bw) && aw[head].id == bw[head].id {
		head++
	}
	tail := 0
	for tail < len(aw)-head && tail < len(bw)-head && aw[len(aw)-1-tail].id == bw[len(bw)-1-tail].id {
		tail++
	}
	n, m := len(aw)-head-tail, len(bw)-head-tail
	run := func(x0, x1, y0, y1 int) Change { // words head+x0 to head+x1 of a, and so of b
		return Change{A: wordSpan(aw, head+x0, head+x1), B: wordSpan(bw, head+y0, head+y1)}
	}
	if n == 0 || m == 0 || n*m > mostWords {
		return []Change{run(0, n, 0, m)}
	}
	lcs := make([]int32, (n+1)*(m+1)) // length of the longest common sequence from x, y on
	for x := n - 1; x >= 0; x-- {
		for y := m - 1; y >= 0; y-- {
			if aw[head+x].id == bw[head+y].id {
				lcs[x*(m+1)+y] = 1 + lcs[(x+1)*(m+1)+y+1]
			} else {
				lcs[x*(m+1)+y] = max(lcs[(x+1)*(m+1)+y], lcs[x*(m+1)+y+1])
			}
		}
	}
	var out []Change
	x, y, fromX, fromY := 0, 0, 0, 0
	flush := func() {
		if x > fromX || y > fromY {
			out = append(out, run(fromX, x, fromY, y))
		}
	}
	for x < n && y < m {
		switch {
		case aw[head+x].id == bw[head+y].id:
			flush()
			x, y = x+1, y+1
			fromX, fromY = x, y
		case lcs[(x+1)*(m+1)+y] >= lcs[x*(m+1)+y+1]:
			x++
		default:
			y++
		}
	}
	x, y = n, m
	flush()
	return out
}

// wordSpan is the bytes from word i up to word j; where they are the same, the
// place before it.
func wordSpan(words []comparedWord, i, j int) Span {
	if i < j {
		return Span{Start: words[i].start, End: words[j-1].end}
	}
	at := 0
	switch {
	case i < len(words):
		at = words[i].start
	case len(words) > 0:
		at = words[len(words)-1].end
	}
	return Span{Start: at, End: at}
}

// measure counts the runes of every span. They come in the order of each text
// but for empty ones, so that going back is short.
func (c *comparing) measure(a, b string) {
	ra, rb := newRuler(a), newRuler(b)
	for i := range c.out {
		p := &c.out[i]
		p.A, p.B = ra.span(p.A.Start, p.A.End), rb.span(p.B.Start, p.B.End)
		for j := range p.Changes {
			ch := &p.Changes[j]
			ch.A, ch.B = ra.span(ch.A.Start, ch.A.End), rb.span(ch.B.Start, ch.B.End)
		}
	}
}
