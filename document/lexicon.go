package document

import "sync"

// A wordID stands for a word that the reader knows, without regard to case.
// Zero is a word that it does not know.
type wordID int32

// A class is a set of what a word can be. A word may be several things: "may",
// a modal and a month.
type class uint64

// A lexicon is the words that rules speak of, and the phrases made of them. It
// is built once and never changes.
type lexicon struct {
	slots []slot // open addressing; its length is a power of two
	words []wordInfo
	trie  trie
}

type slot struct {
	hash uint32
	id   wordID
}

type wordInfo struct {
	word  string
	class class
	verb  verbForm // as a form of a verb of the inventory
	noun  wordNoun // as a noun that completes a verb: "its commitment"
}

// tables builds the lexicon when the first text is read.
var tables = sync.OnceValue(func() *lexicon {
	b := newBuilder()
	grammarWords(b)
	inventoryWords(b)
	themeWords(b)
	instrumentWords(b)
	dateWords(b)
	placeWords(b)
	conditionWords(b)
	return b.build()
})

// find is the id of a word in lower case.
func (l *lexicon) find(word []byte) wordID {
	h := hashBytes(word)
	mask := uint32(len(l.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		if s.id == 0 {
			return 0
		}
		if s.hash == h && l.words[s.id].word == string(word) {
			return s.id
		}
	}
}

func (l *lexicon) is(w wordID, c class) bool { return l.words[w].class&c != 0 }

// hashBytes is FNV-1a, 32 bits.
func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h ^ h>>15
}

// A builder gathers words and phrases for a lexicon.
type builder struct {
	ids   map[string]wordID
	words []wordInfo
	trie  trieBuilder
}

func newBuilder() *builder {
	b := &builder{ids: make(map[string]wordID), words: make([]wordInfo, firstWord)}
	b.words[wordPossessive].word = "'s"
	for c := '!'; c < '\x7f'; c++ {
		b.words[c].word = string(c)
	}
	b.trie.init()
	return b
}

// word is the id of a word, which is added if it is new. It is given in lower
// case.
func (b *builder) word(w string) wordID {
	id, ok := b.ids[w]
	if !ok {
		id = wordID(len(b.words))
		b.ids[w] = id
		b.words = append(b.words, wordInfo{word: w})
	}
	return id
}

// class marks words, which are parted by white space.
func (b *builder) class(c class, list string) {
	for w := range fields(list) {
		b.words[b.word(w)].class |= c
	}
}

// phrase adds a phrase to a layer with its value, which is not zero. A phrase
// is words parted by white space or by hyphens; a possessive is written 's. If
// the layer has the phrase already, the first value stays.
func (b *builder) phrase(l layer, words string, value int32) {
	b.trie.add(l, b.split(words), value)
}

// split is the ids of the words and marks of a phrase as the scanner would cut
// it.
func (b *builder) split(phrase string) []wordID {
	s := scanner{text: phrase, lex: &lexicon{slots: make([]slot, 1), words: b.words}}
	var out []wordID
	for _, t := range s.tokens() {
		switch {
		case t.is(isMark):
			out = append(out, t.word)
		default:
			out = append(out, b.word(foldWord(phrase[t.start:t.end])))
		}
	}
	return out
}

func (b *builder) build() *lexicon {
	n := 1
	for n < 3*len(b.words) {
		n *= 2
	}
	l := &lexicon{slots: make([]slot, n), words: b.words, trie: b.trie.build()}
	mask := uint32(n - 1)
	for id := firstWord; int(id) < len(b.words); id++ {
		h := hashBytes([]byte(b.words[id].word))
		i := h & mask
		for l.slots[i].id != 0 {
			i = (i + 1) & mask
		}
		l.slots[i] = slot{h, id}
	}
	return l
}
