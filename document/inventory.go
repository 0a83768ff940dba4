package document

import "strings"

// The inventory is the verbs by which speakers do things with words, with the
// force that they carry: the verbs of preambular and operative clauses of
// United Nations resolutions, of joint statements and of news. The force
// follows the object as much as the verb, so each verb says what it does with a
// plain object and what with a clause, and the nouns that complete a verb
// ("expresses its concern") say it for verbs that are empty without them.

// A verb is one of the inventory.
type verb struct {
	base   string
	force  Force // with a plain object
	clause Force // with a that-clause, if that differs
	traits trait
	// particles are the words of which one belongs to the verb where it follows:
	// "call upon". The first letters of what must follow for the verb to count
	// at all are in needs.
	particles string
	needs     string // one of these must follow, else it is no act: "note" for take
}

// traits say how a verb is used.
type trait uint16

const (
	strong       trait = 1 << iota // performs by being said: may open a paragraph, may be a participle
	says                           // reports words and does nothing else: say, state, add, tell
	asks                           // its object is who is to act: urge X to
	thanks                         // its object is who is praised or thanked
	empty                          // says nothing without its noun: express, convey
	nounful                        // takes a completing noun, and means something without: reaffirm
	pastAct                        // told in the past it is an act all the same: agreed, ordered, signed
	commits                        // its infinitive is what the speaker will do
	wide                           // often no act: counts only as the main verb of a speaker
	named                          // its form is often a noun: demands, calls, reports
	intransitive                   // needs no object: an -ed form before a preposition is finite
	deed                           // done by doing: told in the past it is a tale, and no act
)

var inventory = [...]verb{
	// Recalls.
	{base: "recall", force: Recall, traits: strong},
	{base: "remind", force: Recall, traits: strong | asks},
	{base: "reaffirm", force: Recall, clause: Assessment, traits: strong | nounful},
	{base: "bear", force: Recall, traits: strong, needs: "mind"},
	{base: "guide", force: Recall, traits: wide, needs: "-"},
	{base: "act", force: Recall, traits: strong | named, particles: "under upon", needs: "under pursuant upon accordance"},
	// Acknowledgements.
	{base: "note", force: Acknowledgement, clause: Assessment, traits: strong | named},
	{base: "take", force: Acknowledgement, traits: strong, needs: "note account cognizance"},
	{base: "acknowledge", force: Acknowledgement, traits: strong},
	{base: "recognize", force: Acknowledgement, clause: Assessment, traits: strong | nounful},
	{base: "consider", force: Assessment, traits: wide},
	{base: "examine", force: Acknowledgement, traits: wide},
	{base: "review", force: Acknowledgement, traits: wide | named},
	{base: "receive", force: Acknowledgement, traits: wide, needs: "-"},
	{base: "discuss", force: Acknowledgement, traits: wide},
	{base: "exchange", force: Acknowledgement, traits: wide | named, needs: "views"},
	{base: "welcome", force: Acknowledgement, traits: strong},
	{base: "hail", force: Acknowledgement, traits: strong},
	{base: "commend", force: Acknowledgement, traits: strong | thanks},
	{base: "praise", force: Acknowledgement, traits: strong | thanks | named},
	{base: "pay", force: Acknowledgement, traits: strong, needs: "tribute"},
	{base: "congratulate", force: Acknowledgement, traits: strong | thanks},
	{base: "applaud", force: Acknowledgement, traits: strong | thanks},
	{base: "thank", force: Acknowledgement, traits: strong | thanks},
	{base: "appreciate", force: Acknowledgement, traits: strong},
	{base: "support", force: Acknowledgement, traits: deed | wide | named},
	{base: "endorse", force: Acknowledgement, traits: strong},
	{base: "lend", force: Acknowledgement, traits: empty},
	{base: "mourn", force: Acknowledgement, traits: strong},
	{base: "honor", force: Acknowledgement, traits: deed | wide | named},
	// Verbs that are empty without their noun.
	{base: "express", force: Assessment, traits: strong | empty},
	{base: "convey", force: Assessment, traits: strong | empty},
	{base: "voice", force: Assessment, traits: strong | empty | named},
	{base: "offer", force: Commitment, traits: wide | nounful | named | commits},
	{base: "reiterate", force: Assessment, traits: strong | nounful},
	{base: "renew", force: Decision, traits: wide | nounful},
	{base: "repeat", force: Assessment, traits: wide | nounful},
	{base: "affirm", force: Assessment, traits: strong | nounful},
	{base: "confirm", force: Assessment, traits: strong | nounful},
	// Demands.
	{base: "encourage", force: Demand, traits: strong | asks},
	{base: "invite", force: Demand, traits: strong | asks},
	{base: "request", force: Demand, traits: strong | asks | named},
	{base: "ask", force: Demand, traits: strong | asks, particles: "for"},
	{base: "appeal", force: Demand, traits: strong | asks | named | intransitive, particles: "to for"},
	{base: "call", force: Demand, traits: strong | asks | named | intransitive, particles: "upon on for to", needs: "upon on for to attention"},
	{base: "urge", force: Demand, traits: strong | asks | named},
	{base: "exhort", force: Demand, traits: strong | asks},
	{base: "press", force: Demand, traits: wide | named, particles: "for", needs: "for"},
	{base: "demand", force: Demand, traits: strong | asks | named},
	{base: "insist", force: Demand, traits: strong | intransitive},
	{base: "require", force: Demand, traits: deed | wide | asks},
	{base: "direct", force: Demand, traits: deed | wide | asks},
	{base: "instruct", force: Demand, traits: strong | asks},
	{base: "order", force: Demand, traits: wide | asks | named | pastAct},
	{base: "recommend", force: Demand, traits: strong | asks},
	{base: "advise", force: Demand, traits: wide | asks},
	{base: "discourage", force: Demand, traits: strong | asks},
	{base: "implore", force: Demand, traits: strong | asks},
	{base: "task", force: Demand, traits: deed | wide | asks | named},
	{base: "mandate", force: Demand, traits: deed | wide | asks | named},
	{base: "entrust", force: Demand, traits: strong | asks},
	// Decisions.
	{base: "decide", force: Decision, traits: strong | pastAct | intransitive},
	{base: "authorize", force: Decision, traits: strong | asks},
	{base: "extend", force: Decision, traits: deed | wide | pastAct | nounful},
	{base: "establish", force: Decision, traits: deed | wide | pastAct},
	{base: "approve", force: Decision, traits: wide | pastAct},
	{base: "adopt", force: Decision, traits: wide | pastAct},
	{base: "lift", force: Decision, traits: deed | wide},
	{base: "impose", force: Decision, traits: deed | wide},
	{base: "designate", force: Decision, traits: deed | wide},
	{base: "appoint", force: Decision, traits: wide | pastAct},
	{base: "terminate", force: Decision, traits: deed | wide},
	{base: "amend", force: Decision, traits: deed | wide},
	{base: "suspend", force: Decision, traits: deed | wide | pastAct},
	{base: "sanction", force: Decision, traits: deed | wide | named | pastAct},
	{base: "permit", force: Decision, traits: deed | wide | named},
	// Commitments.
	{base: "undertake", force: Commitment, traits: strong | commits | pastAct},
	{base: "agree", force: Commitment, clause: Assessment, traits: strong | commits | pastAct | intransitive},
	{base: "commit", force: Commitment, traits: strong | commits | pastAct | intransitive},
	{base: "recommit", force: Commitment, traits: strong | commits | intransitive},
	{base: "pledge", force: Commitment, traits: strong | commits | named | pastAct},
	{base: "promise", force: Commitment, traits: strong | commits | named | pastAct},
	{base: "vow", force: Commitment, traits: strong | commits | pastAct},
	{base: "resolve", force: Commitment, traits: wide | commits, needs: "to that"},
	{base: "propose", force: Commitment, traits: strong | commits},
	{base: "accept", force: Commitment, traits: wide | pastAct},
	{base: "sign", force: Commitment, traits: wide | pastAct | named},
	{base: "guarantee", force: Commitment, traits: wide | named},
	{base: "ensure", force: Commitment, traits: deed | wide},
	{base: "intend", force: Commitment, traits: wide | commits | intransitive, needs: "to"},
	{base: "reserve", force: Commitment, traits: strong, needs: "right"},
	{base: "threaten", force: Commitment, traits: wide | commits, needs: "to"},
	{base: "assure", force: Commitment, traits: strong},
	{base: "withhold", force: Commitment, traits: deed | wide | pastAct},
	{base: "refuse", force: Commitment, traits: strong | commits | pastAct | named},
	{base: "decline", force: Commitment, traits: wide | commits | pastAct | named, needs: "to"},
	{base: "withdraw", force: Commitment, traits: deed | wide},
	{base: "release", force: Commitment, traits: deed | wide | named},
	{base: "halt", force: Commitment, traits: deed | wide | named},
	{base: "cease", force: Commitment, traits: deed | wide, particles: "fire"},
	{base: "refrain", force: Commitment, traits: deed | wide | intransitive, particles: "from"},
	{base: "continue", force: Commitment, traits: deed | wide | commits, needs: "to"},
	{base: "stand", force: Commitment, traits: wide | intransitive, particles: "with by", needs: "ready with by firm committed behind"},
	{base: "remain", force: Commitment, traits: wide | intransitive, needs: "-"},
	{base: "oppose", force: Assessment, traits: strong},
	// Assessments.
	{base: "emphasize", force: Assessment, traits: strong | nounful},
	{base: "stress", force: Assessment, traits: strong | nounful | named},
	{base: "underline", force: Assessment, traits: strong | nounful},
	{base: "underscore", force: Assessment, traits: strong | nounful},
	{base: "highlight", force: Assessment, traits: strong | nounful},
	{base: "point", force: Assessment, traits: strong | named, particles: "out", needs: "out"},
	{base: "believe", force: Assessment, traits: wide},
	{base: "determine", force: Assessment, traits: wide, needs: "that"},
	{base: "declare", force: Assessment, traits: strong | nounful},
	{base: "observe", force: Assessment, traits: wide, needs: "that with"},
	{base: "regret", force: Assessment, traits: strong | named},
	{base: "deplore", force: Assessment, traits: strong},
	{base: "condemn", force: Assessment, traits: strong},
	{base: "denounce", force: Assessment, traits: strong},
	{base: "reject", force: Assessment, traits: strong},
	{base: "criticize", force: Assessment, traits: strong | asks},
	{base: "accuse", force: Assessment, traits: strong | asks},
	{base: "blame", force: Assessment, traits: strong | asks | named},
	{base: "complain", force: Assessment, traits: strong | intransitive},
	{base: "deny", force: Assessment, traits: strong},
	{base: "dismiss", force: Assessment, traits: strong},
	{base: "warn", force: Assessment, traits: strong | intransitive},
	{base: "caution", force: Assessment, traits: strong | named | intransitive},
	{base: "claim", force: Assessment, traits: strong | named},
	{base: "look", force: Assessment, traits: strong, particles: "forward", needs: "forward"},
	{base: "hope", force: Assessment, traits: wide | named | intransitive},
	{base: "lament", force: Assessment, traits: strong},
	{base: "concur", force: Assessment, traits: strong | intransitive},
	{base: "report", force: Assessment, traits: wide | named | intransitive},
	{base: "announce", force: Assessment, traits: strong},
	{base: "argue", force: Assessment, traits: wide | intransitive},
	{base: "suggest", force: Assessment, traits: wide},
	{base: "describe", force: Assessment, traits: strong},
	{base: "respond", force: Assessment, traits: wide | intransitive, needs: "that"},
	// Words that report words.
	{base: "say", force: Assessment, traits: says | intransitive},
	{base: "state", force: Assessment, traits: says | named},
	{base: "tell", force: Assessment, traits: says},
	{base: "add", force: Assessment, traits: says | intransitive, needs: "that , ."},
}

// A verbForm is a word as a form of a verb of the inventory.
type verbForm struct {
	lemma int16 // number in the inventory from 1; 0: none
	form  form
}

// A form is a set of forms that a word can be.
type form uint8

const (
	baseForm form = 1 << iota
	thirdForm
	pastForm
	participle // past participle
	gerund
)

// spellings are other spellings of a base: each has all forms.
var spellings = map[string]string{
	"recognise": "recognize", "emphasise": "emphasize", "authorise": "authorize", "criticise": "criticize",
	"re-affirm": "reaffirm", "honour": "honor",
}

// irregular are past forms and participles that do not end in -ed.
var irregular = map[string][2]string{
	"undertake": {"undertook", "undertaken"}, "take": {"took", "taken"}, "say": {"said", "said"}, "tell": {"told", "told"},
	"bear": {"bore", "borne"}, "stand": {"stood", "stood"}, "withdraw": {"withdrew", "withdrawn"}, "lend": {"lent", "lent"},
	"pay": {"paid", "paid"}, "withhold": {"withheld", "withheld"},
}

// doubled are bases whose last letter is doubled before -ed and -ing.
var doubled = map[string]bool{"commit": true, "recommit": true, "regret": true, "permit": true, "refer": true, "concur": true}

func inventoryWords(b *builder) {
	add := func(word string, lemma int, f form) {
		w := &b.words[b.word(word)]
		if w.verb.lemma == 0 || w.verb.lemma == int16(lemma) {
			w.verb = verbForm{int16(lemma), w.verb.form | f}
		}
	}
	forms := func(base string, lemma int) {
		add(base, lemma, baseForm)
		add(third(base), lemma, thirdForm)
		add(ing(base), lemma, gerund)
		if past, ok := irregular[base]; ok {
			add(past[0], lemma, pastForm)
			add(past[1], lemma, participle)
			return
		}
		add(ed(base), lemma, pastForm|participle)
	}
	for i, v := range inventory {
		forms(v.base, i+1)
		for other, base := range spellings {
			if base == v.base {
				forms(other, i+1)
			}
		}
	}
	for i, n := range nouns {
		for w := range fields(n.words) {
			b.words[b.word(w)].noun = wordNoun(i + 1)
		}
	}
	b.class(predicate, predicateWords)
	b.class(commonVerb, commonVerbs)
	for w := range fields(commonVerbs) {
		b.class(commonThird, third(w))
	}
	b.class(agent, agentWords)
	b.class(irregularWord, irregularWords)
	b.class(deedNoun, `efforts effort steps step work progress dialogue support talks measures discussions consultations initiatives actions contacts return returns release exchange report reports information
		assistance update updates consent access caution restraint contributions`)
	b.class(sideWord, `sides participants delegations`)
	b.class(0, ministryWords)
	b.class(0, bodyWords)
	b.class(0, honorifics)
	b.class(0, arrangedWords)
	b.class(notAdverb, `supply reply apply family assembly ally rely comply imply multiply italy july anomaly rally bully monopoly resupply elderly orderly friendly timely costly deadly likely weekly monthly daily yearly quarterly kelly billy sicily emily`)
	b.class(0, `need needs`)
	b.class(textWord, `truce ceasefire agreement resolution extension memorandum statement accord deal protocol treaty convention communique declaration pact arrangement cessation`)
	b.class(verbParticle, `over out up down off forward available`)
}

func third(base string) string {
	switch {
	case strings.HasSuffix(base, "y") && !vowelBefore(base):
		return base[:len(base)-1] + "ies"
	case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "sh"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "x"):
		return base + "es"
	}
	return base + "s"
}

func ing(base string) string {
	switch {
	case doubled[base]:
		return base + base[len(base)-1:] + "ing"
	case strings.HasSuffix(base, "ee"):
		return base + "ing"
	case strings.HasSuffix(base, "e"):
		return base[:len(base)-1] + "ing"
	}
	return base + "ing"
}

func ed(base string) string {
	switch {
	case doubled[base]:
		return base + base[len(base)-1:] + "ed"
	case strings.HasSuffix(base, "e"):
		return base + "d"
	case strings.HasSuffix(base, "y") && !vowelBefore(base):
		return base[:len(base)-1] + "ied"
	}
	return base + "ed"
}

func vowelBefore(s string) bool {
	return len(s) > 1 && strings.IndexByte("aeiou", s[len(s)-2]) >= 0
}

// A noun completes a verb and gives it its force: "expresses its concern".
type completing struct {
	words string
	force Force
}

// wordNoun is the number of a completing noun in nouns, from 1.
type wordNoun int16

var nouns = [...]completing{
	{"commitment commitments", Commitment},
	{"determination", Commitment},
	{"resolve", Commitment},
	{"readiness", Commitment},
	{"willingness", Commitment},
	{"intention intentions intent", Commitment},
	{"respect", Commitment},
	{"adherence", Commitment},
	{"dedication", Commitment},
	{"pledge pledges", Commitment},
	{"call calls", Demand},
	{"demand demands", Demand},
	{"request requests", Demand},
	{"appeal appeals", Demand},
	{"concern concerns", Assessment},
	{"alarm", Assessment},
	{"regret", Assessment},
	{"hope hopes", Assessment},
	{"confidence", Assessment},
	{"conviction", Assessment},
	{"belief", Assessment},
	{"outrage", Assessment},
	{"indignation", Assessment},
	{"dismay", Assessment},
	{"shock", Assessment},
	{"disappointment", Assessment},
	{"condemnation", Assessment},
	{"opposition", Assessment},
	{"rejection", Assessment},
	{"view", Assessment},
	{"position", Assessment},
	{"sadness", Assessment},
	{"need", Assessment},
	{"necessity", Assessment},
	{"importance", Assessment},
	{"urgency", Assessment},
	{"significance", Assessment},
	{"right rights", Assessment},
	{"support", Acknowledgement},
	{"backing", Acknowledgement},
	{"appreciation", Acknowledgement},
	{"gratitude", Acknowledgement},
	{"thanks", Acknowledgement},
	{"satisfaction", Acknowledgement},
	{"condolences", Acknowledgement},
	{"sympathy sympathies", Acknowledgement},
	{"solidarity", Acknowledgement},
	{"endorsement", Acknowledgement},
	{"congratulations", Acknowledgement},
	{"admiration", Acknowledgement},
}

const (
	predicate     = actClass << iota // an adjective that a speaker is: concerned, ready, convinced
	commonVerb                       // a verb in its base form that clauses of demand are made of
	agent                            // who can promise: a party by a common noun
	irregularWord                    // a past participle that does not end in -ed
	verbParticle                     // carried out, stepped up
	deedNoun                         // what is done: efforts, steps
	sideWord                         // those who meet: sides, participants
	commonThird                      // a common verb in the present of the third person
	notAdverb                        // ends in -ly all the same
	textWord                         // a text or a measure that binds
)

// predicateWords are what speakers say that they are.
const predicateWords = `concerned alarmed appalled dismayed distressed disturbed shocked outraged saddened convinced determined
	committed mindful conscious aware cognizant guided desirous desiring encouraged grateful hopeful confident ready prepared
	willing seized united resolved troubled disappointed pleased ready horrified gratified thankful opposed`

// commonVerbs end the subject of a clause of demand that has no "shall": "that
// all parties immediately lift".
const commonVerbs = `abide accelerate act adhere adopt agree allow apply assist avoid be begin bring build carry cease comply
	conclude conduct continue contribute cooperate create deliver demilitarize deny deploy desist disarm disclose
	disengage do eliminate enable end engage ensure establish exercise expand expedite extend facilitate fulfil fulfill
	give grant guarantee halt have help include hold honor honour identify implement improve increase intensify investigate join
	keep lay lead leave lift limit maintain make meet monitor move observe open participate pay pause permit prevent
	proceed promote protect provide publish put reach redouble reduce refrain reject release remain remove renounce
	recruit reinforce lay launch attack target deploy train arm plant resupply redeploy station harass seize repair report resolve respect restore resume return secure settle share sign stop submit support surrender suspend take
	transfer uphold use verify withdraw work`

// agentWords are common nouns of those who can promise, beyond kin and office.
const agentWords = `secretary-general presidency commander mission operator operators partners allies ally participants partner`

// irregularWords are past participles of verbs that texts of this sort use.
const irregularWords = `met held made given taken set kept paid sent brought built put done found drawn shown withdrawn borne
	flown left led lost known seen written begun broken chosen driven fallen forgotten frozen gone grown hidden laid meant overcome
	proven risen sought spoken spread understood undertaken upheld won worn cut hit let shut bound bought caught dealt fed
	fought heard hurt sold spent stood struck taught thought told`

const (
	// bodyWords are of bodies that adopt texts.
	bodyWords = `council assembly commission committee conference summit board congress parliament authority heads forum`
	// arrangedWords are participles of what somebody arranges.
	arrangedWords = `held made opened released withdrawn convened established deployed completed published lifted suspended resumed implemented formed created signed handed delivered organized`
	// ministryWords are what a minister or a secretary is of.
	ministryWords = `state foreign defence defense interior justice finance health energy national affairs war security trade economy`
)
