package mapped

import (
	"slices"
	"strings"
	"unicode"
)

// A role is what a column may hold.
type role int

const (
	number_ role = iota
	start_
	end_
	time_
	date_
	longitude_
	latitude_
	coordinates_
	admin1_
	admin2_
	country_
	name_
	sideA_
	sideB_
	kind_
	means_
	low_
	high_
	best_
	words_
	office_
	credibility_
	roles
)

// headings are the words by which tables of this field head their columns, in
// English, French, Arabic, Russian and Turkish, the surest first; commas divide
// them. A heading that is one of them, or begins or ends with one, names its
// role; where several do, the longest counts.
var headings = [roles]string{
	number_: "id, report id, event id, event id cnty, incident id, identifier, ref, reference, no, number, numéro, identifiant," +
		" رقم, الرقم, معرف, المعرف, رقم الحادث, номер, ид, id olay, numara, kimlik, sıra no",
	start_: "start date, date start, start, from date, date from, begin, date de début, début, du," +
		" تاريخ البداية, تاريخ البدء, من تاريخ, дата начала, начало, başlangıç tarihi, başlangıç",
	end_: "end date, date end, end, to date, date to, until, date de fin, fin, au," +
		" تاريخ النهاية, تاريخ الانتهاء, إلى تاريخ, дата окончания, окончание, конец, bitiş tarihi, bitiş",
	time_: "time, event time, acq time, hour, heure, الوقت, وقت, الساعة, время, час, saat, zaman",
	date_: "date, event date, incident date, report date, acq date, day, date de l'événement, jour," +
		" التاريخ, تاريخ, تاريخ الحادث, اليوم, дата, день, tarih, olay tarihi, gün",
	longitude_:   "longitude, lon, long, lng, x, خط الطول, الطول, долгота, boylam",
	latitude_:    "latitude, lat, y, خط العرض, العرض, широта, enlem",
	coordinates_: "coordinates, coords, latlon, lat lon, gps, coordonnées, الإحداثيات, احداثيات, координаты, koordinatlar, koordinat",
	admin1_: "admin1, adm1, adm 1, admin 1, governorate, province, region, state, gouvernorat, région," +
		" المحافظة, محافظة, провинция, мухафаза, область, il, vilayet, muhafaza",
	admin2_:  "admin2, adm2, adm 2, admin 2, district, arrondissement, المنطقة, منطقة, الناحية, район, ilçe",
	country_: "country, pays, البلد, الدولة, страна, ülke",
	name_: "location, place, place name, settlement, town, village, city, site, where coordinates, lieu, localité, ville," +
		" المكان, الموقع, البلدة, القرية, المدينة, اسم المكان, место, населённый пункт, населенный пункт, город, село, yer, konum, yerleşim, köy, kent, şehir",
	sideA_: "actor1, actor 1, actor, actors, side a, party, perpetrator, alleged perpetrator, responsible, attributed to, auteur, acteur, partie," +
		" الفاعل, الطرف, الجهة, الجهة المسؤولة, сторона, участник, кто, taraf, fail, aktör",
	sideB_: "actor2, actor 2, side b, target, victim, cible, victime, الهدف, المستهدف, цель, объект, hedef",
	kind_: "type, event type, sub event type, incident type, kind, category, violation type, type d'événement, type d'incident, catégorie," +
		" النوع, نوع, نوع الحادث, نوع الخرق, тип, вид, вид нарушения, тип события, tür, türü, olay türü, tip, ihlal türü",
	means_: "weapon, weapons, weapon type, means, munition, arme, armes, السلاح, نوع السلاح, оружие, вид оружия, silah, silah türü",
	low_:   "low, deaths low, deaths min, killed min, fatalities low, minimum deaths, الحد الأدنى للقتلى, погибшие минимум, en az ölü",
	high_:  "high, deaths high, deaths max, killed max, fatalities high, maximum deaths, الحد الأقصى للقتلى, погибшие максимум, en çok ölü",
	best_: "best, deaths, killed, fatalities, dead, deaths best, death toll, morts, tués, décès, nombre de morts," +
		" القتلى, قتلى, عدد القتلى, الوفيات, погибшие, убитые, погибло, убито, число погибших, ölü, ölü sayısı, ölenler",
	words_: "headline, title, description, notes, summary, text, details, titre, résumé, notes," +
		" العنوان, الوصف, وصف, ملاحظات, التفاصيل, заголовок, описание, примечание, текст, başlık, açıklama, özet, notlar",
	office_:      "source, office, source office, outlet, media, sources, reported by, المصدر, مصدر, источник, kaynak",
	credibility_: "credibility, information credibility, crédibilité, المصداقية, достоверность, güvenilirlik",
}

// heading is how headings are compared: in lower case, with single spaces for
// whatever divides words.
func heading(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\''
	}), " ")
}

// likeness is how well a heading fits a role: 0 not at all.
func (r role) likeness(head string) int {
	if strings.Contains(head, "prec") { // date_prec, geo_precision: of the column, not in it
		return 0
	}
	best := 0
	for i, term := range strings.Split(headings[r], ",") {
		term = heading(term)
		fit := 0
		switch {
		case head == term:
			fit = 1000
		case len(term) > 2 && (strings.HasPrefix(head, term+" ") || strings.HasSuffix(head, " "+term)):
			fit = 10 * len(term)
		}
		if fit > 0 {
			best = max(best, fit-min(i, 9)) // a surer word first
		}
	}
	return best
}

// assign gives each role at most one column and each column at most one role,
// the likeliest first, then in the order of the roles and the columns.
func assign(columns []string) [roles]int {
	type fit struct{ like, role, column int }
	var fits []fit
	for r := range roles {
		for c, name := range columns {
			if like := r.likeness(heading(name)); like > 0 {
				fits = append(fits, fit{like, int(r), c})
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return b.like - a.like })
	var out [roles]int
	for r := range out {
		out[r] = -1
	}
	taken := make([]bool, len(columns))
	for _, f := range fits {
		if out[f.role] < 0 && !taken[f.column] {
			out[f.role], taken[f.column] = f.column, true
		}
	}
	return out
}
