package rivals

import (
	"math"

	"github.com/truceline/truceline/place"
	"github.com/truceline/truceline/report"
)

// The invented sources. No real body is meant: each is a sort of source that the
// files in the wild come from.
const (
	Ministry report.SourceID = "ministry" // of defence, of the state: daily bulletins
	Monitor  report.SourceID = "monitor"  // of the opposition, abroad, with informants everywhere
	Network  report.SourceID = "network"  // of local people where the opposition holds the ground
	NewsDesk report.SourceID = "newsdesk" // of an international agency
	Sensor   report.SourceID = "sensor"   // acoustic posts that hear explosions
)

// Sources lists them in order.
func Sources() []report.SourceID {
	return []report.SourceID{Ministry, Monitor, Network, NewsDesk, Sensor}
}

// habits are what a source does at any noise; they multiply its shares.
type habits struct {
	id       report.SourceID
	letter   string // begins the numbers of its reports
	radiusM  float64
	hourless float64 // how often it gives no hour, times Noise.NoHour
	wrong    float64 // times Noise.WrongDay
	other    float64 // times Noise.OtherPlace
	scatter  float64 // times Noise.ScatterM
	count    float64 // times Noise.Uncounted
	oneSide  float64 // how often it counts one side only, times Noise.OneSide
	counts   string  // whom: "other" than the government, "civilians", "" all
	atLeast  bool    // gives a number as a lower bound
	late     int     // days from the event to its publication
	mute     bool    // names neither sides nor numbers nor a place
}

// The habits, with the reason for each.
var sources = []habits{
	// A bulletin is drawn up in the evening for the day; it names districts and
	// towns, gives the other side's losses and not its own.
	{id: Ministry, letter: "M", radiusM: 3_000, hourless: .95, wrong: 1.3, other: 1.3, scatter: 1.5, count: 2.5, oneSide: .9, counts: "other"},
	// A monitor writes all day long from informants and keeps low and high.
	{id: Monitor, letter: "O", radiusM: 2_000, hourless: .5, wrong: .8, other: .8, scatter: 1, count: .6},
	// Local people know the hour and the street, and count their own dead.
	{id: Network, letter: "L", radiusM: 1_000, hourless: .2, wrong: .4, other: .4, scatter: .5, count: 1, oneSide: .6, counts: "civilians"},
	// A desk abroad files by its own day, names the nearest town that its readers
	// know and says "at least".
	{id: NewsDesk, letter: "N", radiusM: 5_000, hourless: .95, wrong: 2, other: 1.7, scatter: 2, count: .5, atLeast: true, late: 1},
	// A post hears where and when, and nothing else; its day is never wrong.
	{id: Sensor, letter: "S", radiusM: 2_000, scatter: 2.5, mute: true},
}

// held are the governorates in whose countryside the local network has people:
// those with ground that the opposition held in 2017 (case file
// areas/deescalation.geojson): Rif Dimashq, Aleppo, Idlib, Homs, Hama, Daraa, Quneitra.
var held = map[place.AreaID]bool{"SY03": true, "SY02": true, "SY07": true, "SY04": true, "SY05": true, "SY12": true, "SY14": true}

// posts are the governorates where the acoustic posts stand: the north-west,
// where aircraft were to be heard early.
var posts = map[place.AreaID]bool{"SY02": true, "SY04": true, "SY05": true, "SY06": true, "SY07": true}

// registers is how likely the source registers the event at all.
func (h habits) registers(e Event, a, b string) float64 {
	dead := float64(max(e.Deaths.Best, 1))
	government := a == "government" || b == "government"
	switch h.id {
	case Ministry:
		own := e.DeathsA // the government is side A in GED wherever it takes part
		if b == "government" {
			own = e.DeathsB
		}
		switch {
		case !government:
			return .08 // what others do to each other is no news of the army's
		case e.OneSided || e.Civilians > 0 && e.DeathsA+e.DeathsB == 0:
			return .06 // civilians killed by its own side are denied or not named
		case own > 0:
			return .7 // losses are answered
		}
		return .45 // a success is told if there is room
	case Monitor:
		return .8 + .17*(1-math.Exp(-dead/5))
	case Network:
		if !held[e.Division] {
			return .03
		}
		if e.Civilians > 0 {
			return .75
		}
		return .35
	case NewsDesk:
		return 1 - math.Exp(-dead/14) // one death 7 %, five 30 %, twenty 76 %
	case Sensor:
		if !explodes(e.Kind) {
			return .02 // false alarms aside, it does not hear rifles
		}
		if !posts[e.Division] {
			return .03
		}
		return .5
	}
	return 0
}

// explodes reports whether a kind can be heard from afar.
func explodes(kind string) bool { return kind == "airstrike" || kind == "shelling" || kind == "bomb" }

// confused are the kinds and the sides that each is taken for.
var confused = map[string][]string{
	"airstrike": {"shelling", "bomb"}, "shelling": {"airstrike", "clash"}, "clash": {"shelling", "sniping"},
	"sniping": {"clash", "killing"}, "bomb": {"shelling", "airstrike"}, "killing": {"sniping", "clash"},

	"government": {"unknown", "allied"}, "insurgents": {"hts", "is", "unknown"}, "hts": {"insurgents", "is"}, "is": {"hts", "unknown"},
	"sdf": {"coalition", "unknown"}, "coalition": {"sdf", "government"}, "turkey": {"backed"}, "backed": {"turkey", "insurgents"},
	"israel": {"coalition", "unknown"}, "allied": {"government"}, "civilians": {"insurgents"},

	"missile": {"barrel bomb", "rocket"}, "barrel bomb": {"missile"}, "cluster bomb": {"missile"},
	"artillery": {"mortar", "rocket"}, "mortar": {"artillery", "rocket"}, "rocket": {"artillery", "missile"},
	"small arms": {"machine gun"}, "machine gun": {"small arms"}, "tank": {"artillery"}, "guided missile": {"rocket"},
	"sniper rifle": {"small arms"}, "mine": {"roadside bomb"}, "roadside bomb": {"mine", "car bomb"}, "car bomb": {"roadside bomb"}, "blade": {"small arms"},
}
