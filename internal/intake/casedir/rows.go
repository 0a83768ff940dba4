package casedir

import "github.com/truceline/truceline"

// The rows of a case's files as they are written: dates, durations and ids are
// still text. docs/case-format.md is their manual.

type caseRow struct {
	ID         string          `yaml:"id"`
	Names      truceline.Names `yaml:"names"`
	Zone       string          `yaml:"zone"`
	Period     spanRow         `yaml:"period"`
	Center     centerRow       `yaml:"center"`
	TotalSince *sinceRow       `yaml:"running_total_since"`
	Thresholds struct {
		CorroboratedOrigins *int   `yaml:"corroborated_origins"`
		CertainConfidence   string `yaml:"certain_confidence"`
	} `yaml:"thresholds"`
	Release struct {
		Audience    string  `yaml:"audience"`
		Delay       string  `yaml:"delay"`
		BlurM       float64 `yaml:"blur_m"`
		Attribution string  `yaml:"attribution"`
	} `yaml:"release"`
	Events    []fileRow     `yaml:"events"`
	Claims    []fileRow     `yaml:"claims"`
	Lists     []listRow     `yaml:"lists"`
	Gazetteer *gazetteerRow `yaml:"gazetteer"`
	// BulletinAreas are the areas of a name that covers several in bulletins.
	BulletinAreas map[string][]string `yaml:"bulletin_areas"`
	Attributions  []creditRow         `yaml:"attributions"`
}

type gazetteerRow struct {
	File string `yaml:"file"`
}

type spanRow struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
}

type centerRow struct {
	Lon  float64 `yaml:"lon"`
	Lat  float64 `yaml:"lat"`
	Zoom float64 `yaml:"zoom"`
}

type sinceRow struct {
	Instrument string `yaml:"instrument"`
	On         string `yaml:"on"`
}

type fileRow struct {
	File   string `yaml:"file"`
	Format string `yaml:"format"`
	Source string `yaml:"source"`
}

// listRow is a file of a designation list.
type listRow struct {
	File   string `yaml:"file"`
	Format string `yaml:"format"`
	List   string `yaml:"list"`
	Title  string `yaml:"title"`
	On     string `yaml:"on"`
}

type creditRow struct {
	What    string `yaml:"what"`
	Text    string `yaml:"text"`
	Licence string `yaml:"licence"`
	URL     string `yaml:"url"`
}

// cited is where a row comes from and how it was read.
type cited struct {
	Sources    []citeRow `yaml:"sources" json:"sources"`
	Confidence string    `yaml:"confidence" json:"confidence"`
}

type citeRow struct {
	URL  string `yaml:"url" json:"url"`
	Read bool   `yaml:"read" json:"read"`
	Note string `yaml:"note" json:"note"`
}

// termRow is when something held, by all accounts and by some.
type termRow struct {
	From       string `yaml:"from" json:"from"`
	To         string `yaml:"to" json:"to"`
	ToPossible string `yaml:"to_possible" json:"to_possible"`
	Disputed   bool   `yaml:"disputed" json:"disputed"`
}

type partiesRow struct {
	Parties []partyRow `yaml:"parties"`
}

type partyRow struct {
	Line      int
	ID        string          `yaml:"id"`
	Kind      string          `yaml:"kind"`
	Names     truceline.Names `yaml:"names"`
	Aliases   []string        `yaml:"aliases"`
	Codes     []string        `yaml:"codes"`
	MemberOf  []memberRow     `yaml:"member_of"`
	Adherence []adherenceRow  `yaml:"adherence"`
	OpenTo    string          `yaml:"open_to"`
	Roles     []roleRow       `yaml:"roles"`
	Note      string          `yaml:"note"`
	cited
}

type memberRow struct {
	Party string `yaml:"party"`
	Note  string `yaml:"note"`
	termRow
}

type adherenceRow struct {
	Instrument string `yaml:"instrument"`
	Through    string `yaml:"through"`
	Note       string `yaml:"note"`
	termRow
}

type roleRow struct {
	Role       string `yaml:"role"`
	Instrument string `yaml:"instrument"`
	Note       string `yaml:"note"`
	termRow
}

type instrumentRow struct {
	Line         int
	ID           string          `yaml:"id"`
	Kind         string          `yaml:"kind"`
	Names        truceline.Names `yaml:"names"`
	Symbol       string          `yaml:"symbol"`
	Adopted      string          `yaml:"adopted"`
	AdoptedPlace string          `yaml:"adopted_place"`
	AdoptedBy    []string        `yaml:"adopted_by"`
	Vote         string          `yaml:"vote"`
	Parties      []partRow       `yaml:"parties"`
	Entries      []entryRow      `yaml:"entries"`
	Term         string          `yaml:"term"`
	RenewalRule  string          `yaml:"renewal_rule"`
	Renewals     []renewalRow    `yaml:"renewals"`
	Suspensions  []suspensionRow `yaml:"suspensions"`
	Ends         []endRow        `yaml:"ends"`
	Cites        []string        `yaml:"cites"`
	Disputed     []string        `yaml:"disputed"`
	Summary      string          `yaml:"summary"`
	Provisions   []provisionRow  `yaml:"provisions"`
	cited
}

type partRow struct {
	Party string `yaml:"party"`
	Role  string `yaml:"role"`
}

type entryRow struct {
	At         string `yaml:"at"`
	Within     string `yaml:"within"`
	Never      bool   `yaml:"never"`
	Says       string `yaml:"says"`
	Confidence string `yaml:"confidence"`
}

type renewalRow struct {
	At         string `yaml:"at"`
	Until      string `yaml:"until"`
	How        string `yaml:"how"`
	By         string `yaml:"by"`
	Confidence string `yaml:"confidence"`
}

type suspensionRow struct {
	From       string `yaml:"from"`
	To         string `yaml:"to"`
	How        string `yaml:"how"`
	Confidence string `yaml:"confidence"`
}

type endRow struct {
	At         string `yaml:"at"`
	How        string `yaml:"how"`
	InPractice bool   `yaml:"in_practice"`
	Confidence string `yaml:"confidence"`
}

type provisionRow struct {
	Line        int
	ID          string         `yaml:"id"`
	Paragraph   string         `yaml:"paragraph"`
	Label       string         `yaml:"label"`
	Text        string         `yaml:"text"`
	Force       string         `yaml:"force"`
	Obligor     []string       `yaml:"obligor"`
	Addressee   []string       `yaml:"addressee"`
	Beneficiary []string       `yaml:"beneficiary"`
	Conduct     []string       `yaml:"conduct"`
	Between     []sideRow      `yaml:"between"`
	Areas       []string       `yaml:"areas"`
	From        string         `yaml:"from"`
	To          string         `yaml:"to"`
	Deadline    *deadlineRow   `yaml:"deadline"`
	Recurrence  string         `yaml:"recurrence"`
	Exceptions  []exceptionRow `yaml:"exceptions"`
	Themes      []string       `yaml:"themes"`
	Measure     string         `yaml:"measure"`
	Caveats     []string       `yaml:"caveats"`
	cited
}

type sideRow struct {
	Name    string   `yaml:"name"`
	Parties []string `yaml:"parties"`
}

type deadlineRow struct {
	On         string `yaml:"on"`
	Within     string `yaml:"within"`
	ClockStart string `yaml:"clock_start"`
	Words      string `yaml:"words"`
}

type exceptionRow struct {
	ID             string   `yaml:"id"`
	Text           string   `yaml:"text"`
	ExcludedGroups bool     `yaml:"excluded_groups"`
	Exempts        []string `yaml:"exempts"`
}

type actsRow struct {
	Acts []actRow `yaml:"acts"`
}

type actRow struct {
	Line    int
	ID      string          `yaml:"id"`
	Kind    string          `yaml:"kind"`
	Broader string          `yaml:"broader"`
	Names   truceline.Names `yaml:"names"`
	Codes   []string        `yaml:"codes"`
	Note    string          `yaml:"note"`
}

type sourcesRow struct {
	Sources []sourceRow `yaml:"sources"`
}

type sourceRow struct {
	Line        int
	ID          string          `yaml:"id"`
	Names       truceline.Names `yaml:"names"`
	Affiliation string          `yaml:"affiliation"`
	Grades      []gradeRow      `yaml:"grades"`
	Origins     []originRow     `yaml:"origins"`
	Origin      string          `yaml:"origin"`
	Repeats     bool            `yaml:"repeats"`
	Precision   *precisionRow   `yaml:"precision"`
	Counted     *countedRow     `yaml:"counted"`
	Terms       string          `yaml:"terms"`
	Note        string          `yaml:"note"`
	Sources     []citeRow       `yaml:"sources"`
}

type gradeRow struct {
	Topic  string `yaml:"topic"`
	Grade  string `yaml:"grade"`
	Reason string `yaml:"reason"`
	termRow
}

type originRow struct {
	Origin    string   `yaml:"origin"`
	Spellings []string `yaml:"spellings"`
}

type precisionRow struct {
	ExactM float64 `yaml:"exact_m"`
	NearM  float64 `yaml:"near_m"`
	FuzzyM float64 `yaml:"fuzzy_m"`
}

type countedRow struct {
	Column string   `yaml:"column"`
	Names  []string `yaml:"names"`
	Metric string   `yaml:"metric"`
	Origin string   `yaml:"origin"`
}

type designationsRow struct {
	Designations []designationRow `yaml:"designations"`
	Matches      []matchRow       `yaml:"matches"`
}

type designationRow struct {
	Line     int
	Ref      string          `yaml:"ref"`
	List     string          `yaml:"list"`
	Name     string          `yaml:"name"`
	Names    truceline.Names `yaml:"names"`
	Listed   string          `yaml:"listed"`
	Delisted string          `yaml:"delisted"`
	Taken    []takenRow      `yaml:"taken"`
	Note     string          `yaml:"note"`
	cited
}

type takenRow struct {
	Name string `yaml:"name"`
	On   string `yaml:"on"`
	Note string `yaml:"note"`
}

type matchRow struct {
	Party   string    `yaml:"party"`
	Ref     string    `yaml:"ref"`
	Name    string    `yaml:"name"`
	Decided bool      `yaml:"decided"`
	By      string    `yaml:"by"`
	Reason  string    `yaml:"reason"`
	Sources []citeRow `yaml:"sources"`
}

type readingRow struct {
	Line       int
	ID         string       `yaml:"id"`
	Title      string       `yaml:"title"`
	Publisher  string       `yaml:"publisher"`
	Date       string       `yaml:"date"`
	Language   string       `yaml:"language"`
	SHA256     string       `yaml:"sha256"`
	Bytes      *int         `yaml:"bytes"`
	Runes      *int         `yaml:"runes"`
	Licence    string       `yaml:"licence"`
	Sources    []citeRow    `yaml:"sources"`
	Reader     string       `yaml:"reader"`
	ReviewedBy string       `yaml:"reviewed_by"`
	ReviewedOn string       `yaml:"reviewed_on"`
	Note       string       `yaml:"note"`
	Acts       []readActRow `yaml:"acts"`
}

type readActRow struct {
	Line      int
	ID        string      `yaml:"id"`
	Span      *stretchRow `yaml:"span"`
	Verdict   string      `yaml:"verdict"`
	Force     string      `yaml:"force"`
	Speaker   []string    `yaml:"speaker"`
	Addressee []string    `yaml:"addressee"`
	Says      []saidRow   `yaml:"says"`
	Note      string      `yaml:"note"`
}

type saidRow struct {
	Provision string      `yaml:"provision"`
	Content   *stretchRow `yaml:"content"`
}

// stretchRow is a span of a text, in bytes and in runes, as document.Span has it.
type stretchRow struct {
	Start     *int `yaml:"bs"`
	End       *int `yaml:"be"`
	RuneStart *int `yaml:"rs"`
	RuneEnd   *int `yaml:"re"`
}

// areaRow is the properties of a GeoJSON feature.
type areaRow struct {
	ID         string          `json:"id"`
	Names      truceline.Names `json:"names"`
	Aliases    []string        `json:"aliases"`
	Kind       string          `json:"kind"`
	Standing   string          `json:"standing"`
	RadiusM    *float64        `json:"radius_m"`
	CertainOf  []string        `json:"certain_of"`
	PossibleOf []string        `json:"possible_of"`
	Note       string          `json:"note"`
	termRow
	cited
}
