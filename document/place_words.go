package document

// Classes of words that the rules for places ask for.
const (
	headNoun    class = placeClass << iota // what a place before it qualifies is a body, a meeting, a text: Sochi Congress
	officeNoun                             // who or what holds an office somewhere: Envoy for, Mission in
	bodyNoun                               // a body that bears its country's name: Bank of, Army of
	stateNoun                              // an organ of a State: the place after it stays one
	placeBefore                            // prepositions after which places stand
	joinsName                              // small words inside names: of, the, al, de
	noName                                 // words with a capital that are no unknown place
	titleWord                              // what stands before a person's name
)

// placeGrammar classes the words that tell names of places from other names.
func placeGrammar(b *builder) {
	// Words that a rule asks for by name and that are of no class: the ends of
	// Korean names, the s that a blank parts from its apostrophe, neighbours.
	for w := range fields(`s do ri gun dong neighbours neighbors`) {
		b.word(w)
	}
	// What follows a place with a capital and ends in one of these is a name of
	// something else: a body, a meeting, a process, a text.
	b.class(headNoun, `board mission missions operation force forces office team panel committee council commission conference
		congress court tribunal organization organisation union league community association alliance coalition front movement
		army party brigade battalion guard police agency bank fund process forum summit dialogue initiative platform mechanism
		observatory institute university school centre center foundation society network command headquarters corps ministry
		bureau secretariat programme program strategy compact framework roadmap accord accords agreement agreements protocol
		convention declaration communique communiqué treaty charter pact partnership project trust facility consortium quartet
		troika statute times post tribune herald news press airlines airways report package friends envoy representative
		coordinator rapporteur experts expert inquiry war format track formula declaration principles principle
		brotherhood congress authority service services assembly campaign response review tv television radio company corporation
		club cup games airlift syndrome accountability recovery task contact liberation resistance brigades battalions volunteers
		national federation memorandum understanding bulletin digest group groups plan plans act vision
		talks protocols conferences committees commissions councils treaties declarations administration statement statements time document cabinet consensus`)
	// Who holds one of these for, in, on a place has it in the title.
	b.class(officeNoun, `mission operation force office team panel committee conference commission commissioner tribunal court
		envoy envoys representative representatives coordinator coordinators rapporteur expert experts group quartet adviser advisor
		observatory fund plan programme mechanism forum congress ombudsperson inquiry summit dialogue organization organisation
		federation programme campaign compact support summit initiative process strategy agency administration prosecutor
		facilitator mediator quad subcommittee taskforce srsg dsrsg partnership framework document coalition consultations community roadmap friends fund association alliance`)
	b.class(bodyNoun, `bank army forces front party movement union league organization organisation association congress university
		forum friends community conference federation brotherhood guard corps bureau service services committee church
		liberation radio voice institute chamber confederation society brigade company`)
	b.class(stateNoun, `government governments president presidents minister ministers ministry king queen emir sultan crown
		parliament parliaments assembly council councils people peoples state states authorities authority house houses senate leaders leader
		territory ambassador ambassadors embassy governor republic kingdom prince premier chancellor chief administration
		constitution presidency capital citizens population territories borders sovereignty independence unity part parts north south east west
		islamists border republics province coast city town village district region area areas`)
	b.class(placeBefore, `in at near around inside outside across throughout into toward towards within`)
	b.class(joinsName, `of the and for in de del la las los du des da do dos di el al as ash ad ar at an az es ez ed en le les y e et i na nad ou former
		occupied on to d' ben bin ibn au aux`)
	b.class(titleWord, `mr mrs ms dr sheikh shaikh sayyid general gen colonel col brigadier major captain lieutenant lt sir lord lady madam
		president minister secretary ambassador envoy representative senator governor chancellor king queen prince princess emir sultan
		ayatollah imam bishop archbishop cardinal pope judge justice commander coordinator adviser advisor spokesman spokeswoman
		spokesperson mayor premier chairman chairperson chair professor prof leader deputy congressman majesty highness excellency field
		marshal admiral mullah pasha bey haji hajj comrade`)
	// Words that a text may write with a capital after "in" or "at" and that are
	// no toponym; acronyms are told by their form.
	b.class(noName, `annex annexes appendix article articles chapter chapters paragraph paragraphs section sections part parts title schedule
		protocol protocols agreement agreements convention conventions treaty charter memorandum resolution resolutions statement statements
		document documents report reports letter note notes phase stage track tracks basket option options plan plans roadmap item items
		table figure box map maps level levels parliament congress senate assembly house government governments cabinet council councils
		committee committees commission commissions court courts tribunal ministry headquarters secretariat office mission missions
		operation operations force forces army police party parties state states member members country countries nation nations
		god allah islam ramadan eid easter christmas muharram nowruz passover hajj spring summer autumn winter
		sunday monday tuesday wednesday thursday friday saturday january february march april may june july august september october
		november december i ii iii iv v vi vii viii ix x xi xii xiii xiv xv
		hamas hezbollah hizbollah hizbullah hezbullah daesh da'esh isil isis taliban qaida qaeda nusra shabaab haram fatah polisario farc fatah ltte kremlin
		nato un eu osce icc imf facebook twitter telegram youtube internet phase english french spanish peace security humanitarian human
		rights development women children youth secretary secretary-general president minister prime chief head heads special envoy
		representative chair chairman general supreme joint ceasefire cessation monitoring verification working
		technical international national federal republic democratic united nations union league organization african
		administration action agenda appeal approach area article access conference consensus constitution declaration dialogue
		framework fund group groups high initiative judiciary law mandate mechanism meeting meetings mutual political power principle
		principles process programme program project reform regional regime sanctions sector support standard strategy summit system
		terms territory transition transitional trust unity war wars world zone zones appendix depositary contracting
		addis-ababa paragraph accord accords communique communiqué truce order decree decision decisions regulation regulations law laws
		time space mine mines clearance cyberspace action witness whereof faith regime college military naval royal civil civilian capital holy first second third fourth fifth special strategic
		economic financial see annexed square street road avenue hotel airport hospital school university church mosque code module stage step steps category day days week weeks month months year years
		recalling noting welcoming reaffirming recognizing expressing stressing determined conscious convinced acting having`)
}

// placeNouns adds the nouns that make places of names, and the words of
// direction. They come last: a phrase that is a name already stays one.
func placeNouns(b *builder) {
	noun := func(t placeType, m placeMarks, list string) {
		for w := range fields(list) {
			b.phrase(placeLayer, w, int32(newPlaceValue(nounSort, t, m, 0)))
		}
	}
	noun(governorateType, 0, `governorate muhafazah wilayat wilaya`)
	noun(governorateType, plural, `governorates`)
	noun(provinceType, 0, `province state oblast department county canton prefecture voivodeship cercle raion rayon`)
	noun(provinceType, plural, `provinces oblasts departments cantons counties`)
	noun(regionType, 0, `region`)
	noun(regionType, redundant, `subcontinent`)
	noun(regionType, plural, `regions`)
	noun(areaType, 0, `district subdistrict municipality`)
	noun(areaType, redundant, `neighborhood neighbourhood quarter suburb zone area sector`)
	noun(areaType, plural, `districts neighborhoods neighbourhoods suburbs quarters areas`)
	noun(territoryType, 0, `territory`)
	noun(territoryType, plural, `territories`)
	noun(cityType, redundant, `city`)
	noun(cityType, plural, `cities`)
	noun(localityType, redundant, `town village settlement hamlet township commune port crossing checkpoint kibbutz airport junction locality`)
	noun(localityType, redundant|before, `camp`)
	noun(localityType, plural, `towns villages settlements camps ports crossings localities`)
	noun(baseType, redundant, `base airbase airfield barracks garrison`)
	noun(baseType, plural, `bases airbases airfields`)
	noun(riverType, relief, `river rivers creek canal`)
	noun(seaType, relief, `sea ocean strait straits channel gulf bay`)
	noun(areaType, relief, `valley mountain mountains hills heights highlands lowlands plain plains plateau peninsula desert island islands
		archipelago basin delta corridor strip forest oasis marshes gorge enclave pocket triangle`)
	noun(areaType, relief|before, `lake`)
	noun(boundaryType, relief, `line parallel`)
	// Names that begin with one of these words are places by their form.
	before := func(t placeType, list string) {
		for w := range fields(list) {
			b.phrase(placeLayer, w, int32(newPlaceValue(nounSort, t, before, 0)))
		}
	}
	before(areaType, `mount jebel jabal djebel jabel wadi cape isle`)
	before(localityType, `kafr kafar beit tel tell tal tall deir bir ras ain ein umm khirbet bab puerto villa khan`)
	before(riverType, `nahr bahr`)
	before(baseType, `fort`)
	// What is besieged, shelled or reached is a place, and so is that whose
	// residents are spoken of and from which troops withdraw.
	for w := range fields(`siege sieges shelling bombing bombardment seizure fall evacuation outskirts vicinity residents inhabitants mayor
		battle streets suburbs centre center reach reaches reached reaching enter enters entered entering shelled bombed besiege besieged
		besieging recapture recaptured overran overrun stormed encircled surrounded withdraw withdraws withdrew withdrawn withdrawal
		withdrawing retreat retreated retreating fled flee fleeing evacuate evacuated redeploy redeployed redeployment deployed
		travelled traveled travelling advance advanced advancing expelled airlifted road roads`) {
		b.phrase(placeLayer, w, int32(newPlaceValue(deedSort, noPlaceType, 0, 0)))
	}
	// A text is called after the town where it was made.
	for w := range fields(`agreement agreements accord accords protocol protocols declaration communique communiqué memorandum treaty
		principles roadmap formula`) {
		b.phrase(placeLayer, w, int32(newPlaceValue(textSort, noPlaceType, 0, 0)))
	}
	for w := range fields(`north south east west northern southern eastern western northeast northwest southeast southwest northeastern
		northwestern southeastern southwestern central upper lower rural greater inner outer middle`) {
		b.phrase(placeLayer, w, int32(newPlaceValue(sideSort, noPlaceType, 0, 0)))
	}
}
