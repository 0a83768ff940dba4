package screening

// A class is what a word does in a name.
type class uint8

const (
	nameWord    class = iota // tells one subject from another
	commonName               // a given or family name that very many people bear
	organWord                // says what sort of body it is: front, bank, company, trading
	placeWord                // a country or its people
	titleWord                // a rank or form of address
	legalForm                // of a company
	particle                 // article, preposition, son of
	prefixName               // din, allah: half of a name
	servant                  // abd, servant of: half of a name
	kunya                    // abu, umm: father, mother of
	numberWord               // a number, in digits or words
	initialWord              // one letter
	patronymic               // a father's name in -ovich or -ovna
)

// priors are how much a word of a class tells, beside a name's 1, before its
// rarity in the list is known.
var priors = [...]float32{
	nameWord: 1, commonName: 0.62, organWord: 0.38, placeWord: 0.62, titleWord: 0.12, legalForm: 0.1, particle: 0.05,
	prefixName: 0.2, servant: 0.2, kunya: 0.3, numberWord: 0.3, initialWord: 0.3, patronymic: 0.5,
}

// telling reports whether a word that is on one side alone says something.
func (c class) telling() bool {
	switch c {
	case nameWord, commonName, organWord, placeWord, initialWord, patronymic:
		return true
	}
	return false
}

// light reports whether a word says little, and is short as a rule.
func (c class) light() bool {
	switch c {
	case particle, titleWord, legalForm, prefixName, servant, kunya, initialWord:
		return true
	}
	return false
}

// personal reports whether a word is part of who is named.
func (c class) personal() bool {
	return c == nameWord || c == commonName || c == patronymic || c == prefixName || c == servant || c == kunya
}

// attached reports whether a word goes with the name that follows it. It weighs
// little, but Karim is not Haji Karim and Samad not Abdul Samad, where that is
// all there is.
func (c class) attached() bool {
	return c == titleWord || c == prefixName || c == servant || c == kunya
}
