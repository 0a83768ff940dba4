package document

import "slices"

// themePhrases are the words that show what an act is about. A phrase that
// belongs to two themes stands with the narrower one.
var themePhrases = [...]struct{ theme, phrases string }{
	{"ceasefire", `ceasefire; cease-fire; cease fire; truce; cessation of hostilities; hostilities; silence the guns; silence their weapons; violence;
		offensive operations; military operations; fighting; de-escalation; calm; lay down their arms; shelling; airstrikes; air strikes;
		bombardment; attacks; war; restraint; humanitarian pauses; de-escalation areas; calm zones; silence; regrouping; breached the calm`},
	{"monitoring", `observation posts; observers; monitor; monitoring; verification; verify; observance; patrols; logs; disengagement observer;
		joint commission; supervise; supervision; fact-finding; registered violations; maps of the posts; liaison; implementation of this agreement`},
	{"humanitarian_access", `humanitarian access; humanitarian assistance; humanitarian aid; humanitarian relief; aid convoys; aid shipments; relief; aid workers;
		unhindered access; immediate access; humanitarian situation; humanitarian needs; humanitarian; siege; sieges; besieged; free passage;
		medical supplies; deliveries; delivery of humanitarian; humanitarian ceasefire; access; food; starvation; famine; assistance`},
	{"protection_civilians", `civilians; civilian; civilian population; civilian populations; civilian objects; international humanitarian law; human rights;
		attacks against civilians; casualties; killed; wounded; protection of civilians; medical personnel; human shields; hospitals; schools;
		indiscriminate; safety and security; victims; deaths; explosions; loss of life; death toll; lives; refrain from any attacks`},
	{"detainees", `detainees; prisoners; hostages; detention; detained; abductions; kidnappings; missing persons; forced disappearances; release of; bodies;
		prisoner exchange; political prisoners; persons deprived of their liberty`},
	{"displacement", `refugees; displaced; displaced persons; internally displaced; displacement; return of refugees; voluntary return; host countries; flee`},
	{"mine_action", `mine action; demining; mine clearance; mines; explosive remnants; anti-personnel; unexploded ordnance; mined areas; minefields`},
	{"infrastructure", `infrastructure; water and power; reconstruction; rehabilitation; facilities; restoring basic; power supply; rebuild`},
	{"funding", `funding; pledges; donors; financial; contributions; costs; disbursement; appeals; financing; budget; burden sharing`},
	{"economy", `economic; economy; trade; investment; fuel; oil; energy; commercial; prosperity; development; airports; port`},
	{"heritage", `heritage; historical heritage; cultural heritage; world heritage; cultural property; monuments`},
	{"political_process", `political process; political solution; political settlement; political transition; peace process; dialogue; negotiations; negotiated;
		talks; transition; political; mediation; special envoy; peace agreement; settlement; peace; diplomacy; diplomatic; parties to resolve`},
	{"constitution_elections", `constitution; constitutional; elections; electoral; constitutional committee; drafting committee; referendum; voters; elected`},
	{"counter_terrorism", `terrorism; terror group; al-qaida; al-qaeda; isil; daesh; nusra front; islamic state; terror; violent extremism; foreign fighters; extremist; da'esh`},
	{"sovereignty", `sovereignty; territorial integrity; independence; unity; non-interference; borders; occupation; annexation; national unity`},
	{"weapons", `weapons; arms; ammunition; chemical weapons; disarmament; missiles; proliferation; barrel bombs; materiel; military materiel; arsenal; stockpiled; destroy`},
	{"withdrawal", `withdrawal; withdraw; redeployment; redeploy; pull back; demilitarize; demilitarized; troops; reinforce; military forces; resupply; withdrew`},
	{"peacekeeping", `peacekeeping; mandate; mission; observer force; troop-contributing; peacekeepers; united nations force; security force; stabilization force; blue helmets; unmis; unamid; unifil; deployment of`},
	{"sanctions", `sanctions; arms embargo; embargo; asset freeze; travel ban; panel of experts; listing; delisting; measures imposed; designation criteria; designated by the committee; focal point`},
	{"accountability", `accountability; accountable; impunity; war crimes; crimes against humanity; justice; investigate; investigation; investigated; prosecute; prosecuted; perpetrators; criminal; code of conduct; sexual exploitation`},
	{"women_children", `women; children; child; gender; gender-based; sexual violence; girls; youth`},
	{"reporting", `report; reports; report to the council; keep the council informed; written update; inform the council; reporting; informed; briefing; brief`},
	{"regional_security", `regional security; neighbouring; regional peace; stability of the region; cross-border; regional organizations; maritime security; navigational rights; piracy`},
	{"procedure", `seized of the matter; seized; next meeting; rules of procedure; agenda`},
	{"condolence", `condolences; families of the victims; sympathy; mourn; bereaved`},
	{"cooperation", `cooperation; cooperate; cooperating; partnership; relationship; bilateral; partners; work together; friendship`},
}

func themeWords(b *builder) {
	for i, t := range themePhrases {
		for phrase := range semicolons(t.phrases) {
			b.phrase(themeLayer, phrase, int32(i+1))
		}
	}
}

// Bounds of the themes of one act: a second theme has at least this share of
// the weight of the first, and there are no more than mostThemes.
const (
	mostThemes  = 3
	secondShare = 0.3
)

// themesOf is what an act is about, one to four themes: those of the words of
// its content, each phrase weighing as much as it has words, the first of the
// content twice. Where the content shows none, its paragraph does, and failing
// that the whole text.
func (d *doc) themesOf(a *act, first, last int) []string {
	if a.verb == "decide to remain seized" || a.verb == "remain seized" {
		return []string{"procedure"}
	}
	if a.verb == "express condolences" || a.verb == "express sympathy" {
		return []string{"condolence"}
	}
	if t := d.themesIn(a.start, a.content[1]); t != nil {
		return t
	}
	if t := d.themesIn(first, last); t != nil {
		return t
	}
	p := a.para
	if t := d.themesIn(int(p.first), min(int(p.last), int(p.first)+400)); t != nil {
		return t
	}
	if d.theme == "" {
		d.theme = "cooperation"
		if t := d.themesIn(0, len(d.toks)); t != nil {
			d.theme = t[0]
		}
	}
	return []string{d.theme}
}

// themesIn is the themes of tokens i to j, the weightiest first.
func (d *doc) themesIn(i, j int) []string {
	hits := d.hits[themeLayer]
	k, _ := slices.BinarySearchFunc(hits, int32(i), func(h hit, i int32) int { return int(h.at - i) })
	var weight [len(themePhrases)]float32
	upto := int32(0)
	boost := float32(1.5)
	for ; k < len(hits) && hits[k].at < int32(j); k++ {
		h := hits[k]
		if h.at < upto {
			continue // inside a longer phrase
		}
		upto = h.at + h.n
		weight[h.value-1] += float32(h.n) * boost
		boost = 1
	}
	var out []string
	var top float32
	for len(out) < mostThemes {
		best := 0
		for t := range weight {
			if weight[t] > weight[best] {
				best = t
			}
		}
		w := weight[best]
		if w == 0 || top > 0 && w < top*secondShare {
			break
		}
		if top == 0 {
			top = w
		}
		out = append(out, themePhrases[best].theme)
		weight[best] = 0
	}
	return out
}
