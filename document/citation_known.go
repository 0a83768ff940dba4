package document

import "strings"

// The types of instruments.
const (
	resolutionType = "unsc_resolution"
	prstType       = "prst"
	documentType   = "un_document"
	charterType    = "charter"
	agreementType  = "agreement"
	memorandumType = "memorandum"
	protocolType   = "protocol"
	communiqueType = "communique"
	reportType     = "report"
	letterType     = "letter"
	decisionType   = "decision"
	treatyType     = "treaty"
	referenceType  = "terms_of_reference"
	standardType   = "standard"
	draftType      = "draft"
)

// knownHits is the first value of the instrument layer that means one of
// knownInstruments; those below mean heads.
const knownHits = 1000

// A known instrument is one by whose names alone everybody knows what is meant.
// The norm is its short name, or its name and date where the name without a
// date is common. Names are parted by semicolons, in lower case; the first
// letter of one is a capital in a text.
type known struct{ typ, norm, names string }

// knownInstruments are facts and no rules. The first is the UN Charter. Names that several conflicts share
// ("Comprehensive Peace Agreement") have no date here: the text has it.
var knownInstruments = [...]known{
	{charterType, "UN Charter", "charter of the united nations;un charter;united nations charter;u.n. charter;charter of the un"},
	{charterType, "African Charter on Democracy, Elections and Governance", "african charter on democracy, elections and governance"},
	{charterType, "African Charter on Human and Peoples' Rights", "african charter on human and peoples' rights"},
	{charterType, "African Charter on the Rights and Welfare of the Child", "african charter on the rights and welfare of the child"},
	{charterType, "Constitutive Act of the African Union", "constitutive act of the african union;african union constitutive act"},

	{treatyType, "Geneva Conventions", "geneva conventions"},
	{treatyType, "Fourth Geneva Convention", "fourth geneva convention;geneva convention relative to the protection of civilian persons in time of war;geneva convention relative to the protection of civilians in time of war"},
	{treatyType, "Third Geneva Convention", "third geneva convention;geneva convention relative to the treatment of prisoners of war"},
	{protocolType, "Additional Protocol I", "additional protocol i;protocol i additional to the geneva conventions;protocol additional to the geneva conventions of 12 august 1949, and relating to the protection of victims of international armed conflicts"},
	{protocolType, "Additional Protocol II", "additional protocol ii;protocol ii additional to the geneva conventions;protocol additional to the geneva conventions of 12 august 1949, and relating to the protection of victims of non-international armed conflicts"},
	{protocolType, "Additional Protocols to the Geneva Conventions", "additional protocols;protocols additional to the geneva conventions"},
	{treatyType, "NPT", "treaty on the non-proliferation of nuclear weapons;nuclear non-proliferation treaty;non-proliferation treaty;NPT"},
	{treatyType, "CTBT", "comprehensive nuclear-test-ban treaty;comprehensive test ban treaty;CTBT"},
	{treatyType, "CCW", "convention on prohibitions or restrictions on the use of certain conventional weapons which may be deemed to be excessively injurious or to have indiscriminate effects;convention on certain conventional weapons;CCW"},
	{treatyType, "CCW Amended Protocol II", "protocol on prohibitions or restrictions on the use of mines, booby-traps and other devices;ccw amended protocol ii"},
	{treatyType, "CCW Protocol III", "protocol on prohibitions or restrictions on the use of incendiary weapons"},
	{treatyType, "CCW Protocol IV", "protocol on blinding laser weapons"},
	{treatyType, "CCW Protocol V", "protocol on explosive remnants of war"},
	{treatyType, "Mine Ban Convention", "convention on the prohibition of the use, stockpiling, production and transfer of anti-personnel mines and on their destruction;convention of the prohibition of the use, stockpiling, production and transfer of anti-personnel mines and on their destruction;mine ban convention;mine ban treaty;mine-ban treaty;anti-personnel mine ban convention;ottawa convention;ottawa treaty"},
	{treatyType, "Convention on Cluster Munitions", "convention on cluster munitions;oslo convention"},
	{treatyType, "Chemical Weapons Convention", "convention on the prohibition of the development, production, stockpiling and use of chemical weapons and on their destruction;chemical weapons convention"},
	{treatyType, "Biological Weapons Convention", "convention on the prohibition of the development, production and stockpiling of bacteriological (biological) and toxin weapons and on their destruction;biological weapons convention;biological and toxin weapons convention"},
	{treatyType, "Arms Trade Treaty", "arms trade treaty"},
	{treatyType, "UNCLOS", "united nations convention on the law of the sea;un convention on the law of the sea;convention on the law of the sea"},
	{treatyType, "Rome Statute", "rome statute of the international criminal court;rome statute"},
	{treatyType, "Statute of the International Court of Justice", "statute of the international court of justice"},
	{treatyType, "Genocide Convention", "convention on the prevention and punishment of the crime of genocide;genocide convention"},
	{treatyType, "Refugee Convention", "convention relating to the status of refugees;refugee convention"},
	{treatyType, "Convention on the Rights of the Child", "convention on the rights of the child;convention of the rights of the child;un convention on the rights of the child;united nations convention on the rights of the child"},
	{protocolType, "Optional Protocol on the involvement of children in armed conflict", "optional protocol to the convention on the rights of the child on the involvement of children in armed conflict;optional protocol on the involvement of children in armed conflict"},
	{treatyType, "Convention on the Rights of Persons with Disabilities", "convention on the rights of persons with disabilities"},
	{treatyType, "CEDAW", "convention on the elimination of all forms of discrimination against women"},
	{treatyType, "Convention against Torture", "convention against torture and other cruel, inhuman or degrading treatment or punishment;convention against torture"},
	{treatyType, "ICCPR", "international covenant on civil and political rights"},
	{treatyType, "ICESCR", "international covenant on economic, social and cultural rights"},
	{treatyType, "Convention on the Safety of United Nations and Associated Personnel", "convention on the safety of united nations and associated personnel"},
	{treatyType, "Convention on the Privileges and Immunities of the United Nations", "convention on the privileges and immunities of the united nations"},
	{treatyType, "Vienna Convention on Diplomatic Relations", "vienna convention on diplomatic relations"},
	{treatyType, "Vienna Convention on Consular Relations", "vienna convention on consular relations"},
	{treatyType, "Vienna Convention on the Law of Treaties", "vienna convention on the law of treaties"},
	{treatyType, "Hague Convention on cultural property", "hague convention for the protection of cultural property in the event of armed conflict;convention for the protection of cultural property in the event of armed conflict"},
	{treatyType, "Chicago Convention", "convention on international civil aviation;chicago convention"},
	{treatyType, "United Nations Convention against Transnational Organized Crime", "united nations convention against transnational organized crime"},
	{treatyType, "UNFCCC", "united nations framework convention on climate change;un framework convention on climate change"},
	{treatyType, "Paris Agreement", "paris agreement;paris climate agreement"},
	{agreementType, "Vienna Document", "vienna document"},
	{agreementType, "Helsinki Final Act", "helsinki final act"},
	{treatyType, "North Atlantic Treaty", "north atlantic treaty;washington treaty"},

	{agreementType, "New York Agreement of 15 August 1962", "new york agreement;agreement between the republic of indonesia and the kingdom of the netherlands concerning west new guinea;agreement between the kingdom of the netherlands and the republic of indonesia concerning west new guinea"},
	{agreementType, "General Framework Agreement for Peace in Bosnia and Herzegovina", "general framework agreement for peace in bosnia and herzegovina;dayton peace agreement;dayton peace agreements;dayton accords;dayton peace accords"},
	{agreementType, "Taif Agreement", "taif agreement;taif accord;taif accords;ta'if agreement"},
	{agreementType, "Oslo Accords", "oslo accords;oslo agreements"},
	{agreementType, "Camp David Accords", "camp david accords"},
	{agreementType, "Abraham Accords", "abraham accords"},
	{agreementType, "Minsk Agreements", "minsk agreements;minsk accords"},
	{agreementType, "Good Friday Agreement of 10 April 1998", "good friday agreement;belfast agreement"},
	{agreementType, "Lusaka Ceasefire Agreement of 10 July 1999", "lusaka ceasefire agreement;lusaka agreement"},
	{agreementType, "Lusaka Protocol of 20 November 1994", "lusaka protocol"},
	{agreementType, "Arusha Agreement of 28 August 2000", "arusha peace and reconciliation agreement for burundi;arusha peace and reconciliation agreement"},
	{agreementType, "Algiers Agreement of 12 December 2000", "algiers agreement;algiers peace agreement"},
	{agreementType, "Linas-Marcoussis Agreement", "linas-marcoussis agreement"},
	{agreementType, "Darfur Peace Agreement of 5 May 2006", "darfur peace agreement"},
	{agreementType, "Doha Document for Peace in Darfur", "doha document for peace in darfur;doha document"},
	{agreementType, "Agreement on Peace and Reconciliation in Mali", "agreement on peace and reconciliation in mali;agreement for peace and reconciliation in mali"},
	{agreementType, "Stockholm Agreement of 13 December 2018", "stockholm agreement"},
	{agreementType, "Riyadh Agreement of 5 November 2019", "riyadh agreement"},
	{agreementType, "Libyan Political Agreement of 17 December 2015", "libyan political agreement;skhirat agreement"},
	{agreementType, "JCPOA", "joint comprehensive plan of action;JCPOA"},
	{agreementType, "Arab Peace Initiative", "arab peace initiative"},
	{agreementType, "Quartet Roadmap", "quartet roadmap;quartet road map"},
	{agreementType, "Gulf Cooperation Council Initiative", "gulf cooperation council initiative and implementation mechanism;gulf cooperation council initiative;gcc initiative"},
	{agreementType, "Peace, Security and Cooperation Framework for the Democratic Republic of the Congo and the Region", "peace, security and cooperation framework for the democratic republic of the congo and the region"},
	{communiqueType, "Geneva Communique of 30 June 2012", "geneva communiqué;geneva communique"},

	{referenceType, "Madrid terms of reference", "madrid terms of reference"},
	{documentType, "A/RES/60/1", "world summit outcome document;world summit outcome;united nations world summit outcome document"},
	{documentType, "A/RES/217(III)", "universal declaration of human rights"},
	{documentType, "Sustainable Development Agenda 2030", "2030 agenda for sustainable development"},
	{standardType, "Human Rights Due Diligence Policy", "human rights due diligence policy on united nations support to non-united nations security forces;human rights due diligence policy on united nations support;human rights due diligence policy"},
	{standardType, "Guiding Principles on Internal Displacement", "guiding principles on internal displacement"},
	{standardType, "Paris Principles", "paris principles"},
	{standardType, "Safe Schools Declaration", "safe schools declaration"},
	{standardType, "Vancouver Principles", "vancouver principles"},
	{standardType, "International Mine Action Standards", "international mine action standards"},
	{standardType, "Istanbul Protocol", "istanbul protocol"},
	{standardType, "Programme of Action on Small Arms", "united nations programme of action on small arms and light weapons;programme of action on small arms and light weapons"},
	{standardType, "UN Global Counter-Terrorism Strategy", "un global counter-terrorism strategy;united nations global counter-terrorism strategy"},
}

// knownStatements are presidential statements of the Security Council by their
// day, where the Council made only one that day that other texts cite by it.
var knownStatements = [...]struct {
	on     date
	symbol string
}{
	{date{2000, 2, 10}, "S/PRST/2000/4"},
	{date{2006, 2, 3}, "S/PRST/2006/5"},
	{date{2006, 10, 6}, "S/PRST/2006/41"},
	{date{2009, 4, 13}, "S/PRST/2009/7"},
	{date{2011, 8, 3}, "S/PRST/2011/16"},
	{date{2012, 3, 21}, "S/PRST/2012/6"},
	{date{2012, 4, 5}, "S/PRST/2012/10"},
	{date{2012, 4, 16}, "S/PRST/2012/13"},
	{date{2012, 8, 31}, "S/PRST/2012/19"},
	{date{2013, 2, 15}, "S/PRST/2013/3"},
	{date{2013, 8, 23}, "S/PRST/2013/14"},
	{date{2013, 10, 2}, "S/PRST/2013/15"},
	{date{2014, 8, 8}, "S/PRST/2014/16"},
	{date{2014, 8, 29}, "S/PRST/2014/18"},
	{date{2014, 12, 15}, "S/PRST/2014/26"},
	{date{2015, 3, 22}, "S/PRST/2015/8"},
	{date{2015, 3, 24}, "S/PRST/2015/9"},
	{date{2015, 8, 17}, "S/PRST/2015/15"},
	{date{2015, 12, 31}, "S/PRST/2015/22"},
	{date{2016, 3, 17}, "S/PRST/2016/1"},
	{date{2016, 4, 7}, "S/PRST/2016/3"},
	{date{2016, 4, 25}, "S/PRST/2016/5"},
	{date{2017, 3, 23}, "S/PRST/2017/4"},
	{date{2017, 8, 29}, "S/PRST/2017/16"},
	{date{2017, 12, 14}, "S/PRST/2017/25"},
	{date{2018, 5, 14}, "S/PRST/2018/10"},
	{date{2018, 12, 11}, "S/PRST/2018/19"},
	{date{2021, 9, 15}, "S/PRST/2021/18"},
}

// knownStatement is the symbol of the presidential statement of a day, or "".
func knownStatement(on date) string {
	for _, s := range knownStatements {
		if s.on == on {
			return s.symbol
		}
	}
	return ""
}

// knownDates are instruments that their type and day make known.
var knownDates = [...]struct {
	typ  string
	on   date
	norm string
}{
	{memorandumType, date{2017, 5, 4}, "Memorandum on the creation of de-escalation areas in the Syrian Arab Republic, 4 May 2017"},
	{memorandumType, date{2018, 9, 17}, "Memorandum on stabilization of the situation in the Idlib de-escalation area, 17 September 2018"},
}

func knownByDate(typ string, on date) string {
	for _, k := range knownDates {
		if k.typ == typ && k.on == on {
			return k.norm
		}
	}
	return ""
}

func knownWords(b *builder) {
	for i, k := range knownInstruments {
		for name := range strings.SplitSeq(k.names, ";") {
			b.phrase(instrumentLayer, name, int32(knownHits+i))
		}
	}
}
