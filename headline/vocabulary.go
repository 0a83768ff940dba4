package headline

import "strings"

// A Term is a kind of event or a means, with the words that name it.
type Term struct {
	Key   string
	Words string // lower case, single words parted by spaces
}

// Kinds are the kinds of events that a headline is sorted into, with their
// words in English, Spanish, French, Russian, Arabic and Turkish. A word may
// stand under two.
var Kinds = []Term{
	{"air strike", `airstrike airstrikes strike strikes warplane warplanes raid raids aerial jet jets bombardment bombardments
		bombing bombings bombed bombs aircraft plane planes helicopter helicopters barrel barrels drone drones airplanes
		bombardeo bombardeos aéreo frappe frappes aérienne авиаудар авиаудары авиация غارة غارات قصف hava bombardıman`},
	{"shelling", `shelling shell shells shelled shellings artillery mortar mortars rocket rockets missile missiles bombardment bombardments
		target targets targeted targeting grad projectiles obus артобстрел обстрел обстрелы обстреляли снаряды مدفعية قذائف صواريخ قصف topçu roket`},
	{"fighting", `clash clashes clashed clashing fighting fight fights battle battles battling combat attack attacks attacked ambush ambushed assault
		assaults advance advances advanced advancement offensive control firefight skirmish skirmishes combate combates enfrentamiento
		enfrentamientos ataque emboscada affrontements attaque бой бои столкновения атака нападение اشتباك اشتباكات معارك هجوم çatışma saldırı`},
	{"explosion", `explosion explosions explode explodes exploded blast blasts bomb bombs mine mines landmine landmines ied ieds detonated detonates
		detonation suicide bomber bombers booby trapped explosive explosión mina bomba взрыв взрывы теракт انفجار تفجير لغم patlama mayın`},
	{"killing", `execute executes executed execution executions beheaded beheads assassinate assassinated assassinates assassination kidnapped
		kidnap kidnaps abducted massacre massacres gunman gunmen gunned shot murder murdered murders torture tortured sniper
		masacre masacres asesinado asesinados asesinato asesinan ejecución secuestrado exécution assassinat убит убиты казнь مجزرة إعدام اغتيال katliam infaz`},
	{"chemical attack", `chemical chlorine sarin gas químico chimique химическое хлор зарин كيماوي كيميائي kimyasal`},
	{"ceasefire", `truce ceasefire cessation violation violations breach breaches tregua trêve перемирие нарушения هدنة ateşkes`},
}

// Means are the weapons and means that a headline may name.
var Means = []Term{
	{"aircraft", `airstrike airstrikes warplane warplanes aerial jet jets aircraft plane planes helicopter helicopters airplanes авиаудар авиация غارة غارات`},
	{"artillery", `artillery mortar mortars shelling shells shell obus артобстрел обстрел مدفعية قذائف topçu`},
	{"rocket", `rocket rockets missile missiles grad صواريخ ракеты roket`},
	{"barrel bomb", `barrel barrels`},
	{"drone", `drone drones uav uavs беспилотник dron`},
	{"mine", `mine mines landmine landmines booby mina minas لغم mayın`},
	{"bomb", `ied ieds bomber bombers suicide detonated`},
	{"sniper", `sniper snipers`},
	{"cluster munition", `cluster`},
	{"chemical", `chemical chlorine sarin химическое хлор зарин كيماوي kimyasal`},
}

// A sense is what a word means.
type sense struct{ kinds, means []string }

// vocabulary is kinds and means by word.
var vocabulary = func() map[string]sense {
	v := make(map[string]sense)
	for _, t := range Kinds {
		for _, w := range strings.Fields(t.Words) {
			s := v[w]
			s.kinds = append(s.kinds, t.Key)
			v[w] = s
		}
	}
	for _, t := range Means {
		for _, w := range strings.Fields(t.Words) {
			s := v[w]
			s.means = append(s.means, t.Key)
			v[w] = s
		}
	}
	return v
}()

// phrases are pairs of words that mean more than each.
var phrases = func() map[[2]string]sense {
	air := sense{[]string{"air strike"}, []string{"aircraft"}}
	bomb := sense{[]string{"explosion"}, []string{"bomb"}}
	return map[[2]string]sense{
		{"air", "strike"}: air, {"air", "strikes"}: air, {"air", "raid"}: air, {"air", "raids"}: air,
		{"car", "bomb"}: bomb, {"car", "bombs"}: bomb, {"roadside", "bomb"}: bomb, {"suicide", "attack"}: bomb,
		{"cease", "fire"}: {kinds: []string{"ceasefire"}},
	}
}()

// What a word says was done to people.
const (
	killed int8 = 1
	hurt   int8 = 2
)

// harms are words for deaths and injuries. "Casualties" is read as deaths:
// monitors whose English is translated use it so.
var harms = func() map[string]int8 {
	m := make(map[string]int8)
	for _, w := range strings.Fields(`
		kill kills killed killing dead die dies died dying death deaths casualty casualties martyr martyrs martyred victim victims lives fatalities
		slain losses bodies corpses toll massacre massacres
		muerto muertos mueren murieron matan mató asesinados asesinado mort morts tués tué
		убит убиты погибли погибших погиб погибло قتل قتلى مقتل شهيد شهداء öldü öldürüldü ölü`) {
		m[w] = killed
	}
	for _, w := range strings.Fields(`
		injured injure injures injuring injuries wounded wound wounds wounding hurt
		herido heridos blessé blessés ранен ранены раненых جرحى جريح yaralı yaralandı`) {
		m[w] = hurt
	}
	return m
}()

// units are what a number counts if it is no people.
var units = set(`
	km kilometers kilometres kilometer metres meters hours hour days day weeks week months month years year minutes
	airstrikes airstrike strikes strike raids raid shells shell rockets rocket missiles missile barrels barrel bombs bomb mines
	explosions explosion massacres massacre attacks battles villages village towns town areas points cities neighborhoods houses
	vehicles tanks explosive suicide car brigade division countries times places hospitals farmlands phases phase`)

// numbers in words.
var numbers = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "quince": 15, "veinte": 20,
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
