package document

// Classes of words that every rule may ask for. A word may be in several.
const (
	determiner   class = 1 << iota // the, its, all, each: a noun follows
	pronoun                        // he, they, we, it: stands for a subject
	possessive                     // its, their, our
	preposition                    // of, in, by, with
	coordinator                    // and, or, but
	relative                       // which, who, whose, that
	subordinator                   // because, if, while, as
	modalWord                      // will, shall, must, may
	formOfBe                       // is, are, been
	formOfHave                     // has, have, having
	negative                       // not, never, no
	adverb                         // also, further, strongly: may stand beside a verb
	sayWord                        // says, said, added: reports words
	monthWord                      //
	dayWord                        // a day of the week
	numeral                        // one, two, thirty
	abbreviation                   // a full stop after it does not end a sentence
	numbered                       // No., art.: a number follows its full stop
	infinitive                     // to
	office                         // minister, president, secretary: whoever holds it speaks
	kin                            // government, delegation, parties: speaks as a body
	thing                          // announcement, truce, situation: cannot promise
	nationality                    // Russian, Turkish: of a country, and no place
	countryWord                    // a country by one word
	firstFree                      // the first class that is free for one layer's own words
)

// Classes of single layers begin here, so that they cannot meet.
const (
	dateClass  = firstFree << 0  // eight bits for dates
	instrClass = firstFree << 8  // eight bits for instruments
	placeClass = firstFree << 16 // eight bits for places
	condClass  = firstFree << 24 // four bits for conditions
	actClass   = firstFree << 28 // the rest for acts
)

func grammarWords(b *builder) {
	b.class(determiner, `the a an this that these those all each every any some both no such its their our his her my your
		other another many most several certain more additional`)
	b.class(pronoun, `i we they he she it you`)
	b.class(possessive, `its their our his her my your`)
	b.class(preposition, `of in on at by for with from to under over about into through throughout during without within against
		between among across after before since until upon towards toward regarding concerning including notwithstanding
		despite following pursuant except save subject per via beyond beside besides near along around amid behind alongside`)
	b.class(coordinator, `and or but nor`)
	b.class(relative, `which who whom whose that where what`)
	b.class(subordinator, `because if unless while whereas although though as when once until before after since lest provided so`)
	b.class(modalWord, `won't can't shouldn't mustn't wouldn't will shall must should would may might can could cannot ought`)
	b.class(formOfBe, `is are was were be been being am isn't aren't wasn't weren't`)
	b.class(formOfHave, `has have had having`)
	b.class(negative, `not never no neither nor cannot can't won't wouldn't shouldn't mustn't`)
	b.class(adverb, `also thus hence meanwhile separately earlier previously recently repeatedly nevertheless however later further again once strongly deeply gravely fully firmly jointly always still now then already only just
		immediately promptly expeditiously urgently utterly too hereby thereby especially equally
		unequivocally resolutely categorically warmly sincerely particularly duly additionally therefore accordingly
		thereafter henceforth solemnly harshly sharply openly publicly privately reportedly seriously profoundly highly
		continually continuously repeatedly furthermore moreover similarly likewise finally instead likewise consequently
		expressly explicitly specifically generally primarily solely soon never not greatly extremely
		unanimously mutually respectively formally officially effectively closely actively completely entirely totally
		emphatically vigorously wholeheartedly vehemently unreservedly periodically freely`)
	b.class(sayWord, `say says said saying add adds added adding tell tells told telling`)
	b.class(monthWord, `january february march april may june july august september october november december`)
	b.class(dayWord, `monday tuesday wednesday thursday friday saturday sunday`)
	b.class(numeral, `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
		seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half dozen`)
	b.class(abbreviation, `mr mrs ms dr st gen lt col maj capt sgt adm brig rep sen gov amb hon prof jr sr vs etc inc ltd co corp no nos art arts para
		paras ch sec vol pp ed eds fig cf i.e e.g jan feb mar apr jun jul aug sep sept oct nov dec u.s u.n a.m p.m`)
	b.class(numbered, `no nos art arts para paras ch sec vol pp fig sept oct nov dec jan feb`)
	b.class(infinitive, `to`)
	b.class(office, `lieutenant colonel major brigadier captain sergeant admiral marshal president minister ministers secretary secretary-general envoy ambassador ambassadors representative representatives
		spokesman spokeswoman spokesperson chairman chairperson chairwoman chair director king queen prince princess emir sultan
		chancellor leader leaders commander commanders general chief chiefs presidents diplomat diplomats official officials premier prime
		commissioner coordinator mediator mediators adviser advisor advisors advisers foreign_minister delegate delegates
		delegation delegations negotiator negotiators head heads governor senator administrator`)
	b.class(kin, `government governments council committee commission assembly parties party sides side states state members member
		countries country guarantors guarantor group groups coalition alliance movement forces force army armies authorities
		authority organization organisations organizations organisation union league mission missions ministry department
		parliament opposition rebels rebel militia militias faction factions community agencies agency observatory monitor
		monitors command administration delegation signatories signatory participants nations nation kingdom republic
		federation world leadership personnel troops staff signers police secretariat office quartet troika ministers bank`)
	b.class(thing, `announcement truce ceasefire cease-fire agreement situation resolution extension arrangement development process
		conflict war violence escalation talks meeting conference convoy aid deadline statement diplomacy initiative settlement
		solution step steps move moves measures implementation crisis attack attacks explosion explosions blast blasts`)
	b.class(0, ruleWords)
}

// ruleWords are words that rules ask for one by one and that are in no class. A
// test finds rules whose words are nowhere.
const ruleWords = `account action affairs annex appendix article attachment circumstance circumstances communiqué contribution contributions
	economic efforts even fire human issued least letter lies modalities notably particular peace people place readout regard
	responsibility rests role security start stay there today well yesterday mind note tribute views pursuant accordance
	called calling referred term dubbed known involved joint republic kingdom federation sultanate contracting attention ready firm forward right need needs do does did going particular prohibited forbidden entitled empowered allowed obliged bound relieved created constituted nothing turn strongest clearest terms consistent acting based me detail`
