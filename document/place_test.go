package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// placesOf is the places of a text as "name/type".
func placesOf(text string) []string {
	var out []string
	for _, p := range Read("t", text, Options{}).Proposals {
		if p.Kind == PlaceKind {
			out = append(out, p.Text+"/"+p.Fields.Type)
		}
	}
	return out
}

func TestPlaces(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"a country is an actor", "Norway welcomed the pause and Chad took note of it.", []string{"Norway/country", "Chad/country"}},
		{"a possessive is no part", "Yemen’s ports and Lebanon's border were quiet.", []string{"Yemen/country", "Lebanon/country"}},
		{"short names need capitals", "Let us ask the DRC and the UAE’s envoy.", []string{"DRC/country", "UAE/country"}},
		{"an official name is one span", "The Republic of the Sudan and the Kingdom of the Netherlands agreed.", []string{"Republic of the Sudan/country", "Kingdom of the Netherlands/country"}},
		{"adjectives are none", "Malian and South Sudanese officers met their Turkish hosts.", nil},
		{"U.S. before a noun is an adjective", "U.S. officers and the U.S.-Oman talks; the U.S. has agreed.", []string{"Oman/country", "U.S./country"}},
		{"Netherlands before a noun is an adjective", "The Netherlands will hand over to the Netherlands authorities.", []string{"Netherlands/country"}},
		{"a hyphen makes an adjective", "A Qatar-based channel and a pro-Rwanda group.", nil},
		{"a State's government is no body of its own", "The Government of Angola thanked the people of Mali.", []string{"Angola/country", "Mali/country"}},
		{"a mission bears the name", "The Assistance Mission in Haiti and the Panel of Experts (PoE) on Libya reported.", nil},
		{"an envoy bears the name", "The Special Envoy of the Secretary-General for Chad and Sudan arrived.", nil},
		{"an envoy to a country is described", "Our Envoy to Yemen arrived.", []string{"Yemen/country"}},
		{"a body with the name before it", "The Kosovo Protection Board and the Tripoli Congress closed.", nil},
		{"a process is called after a town", "The Astana process on Syria and the Luanda Process continue.", []string{"Syria/country"}},
		{"a meeting sits in a town", "The National Congress in Sochi ended.", []string{"Sochi/city"}},
		{"a bank of a country is a body", "The Central Savings Bank of Libya opened.", nil},
		{"a side with a capital belongs to the name", "Shells fell on Northern Hama Governorate and in eastern Ukraine.", []string{"Northern Hama Governorate/governorate", "Ukraine/country"}},
		{"a noun in small letters that makes another place", "Convoys crossed Idlib province and the Darfur region.", []string{"Idlib province/province", "Darfur/region"}},
		{"a river by its noun", "They camped along the Orvel river and the Mirna River.", []string{"Orvel river/river", "Mirna River/river"}},
		{"a noun before the name", "Fighters left the town of Drovna, the villages of Kelm and Ostra, and the Gulf of Aden.", []string{"Drovna/locality", "Kelm/locality", "Ostra/locality", "Gulf of Aden/sea"}},
		{"an unknown name after a preposition", "Two mortars landed near Drovna. Later Drovna was quiet.", []string{"Drovna/locality", "Drovna/locality"}},
		{"what is besieged or reached", "The siege of Drovna ended and trucks reached Kelm before dawn.", []string{"Drovna/locality", "Kelm/locality"}},
		{"a list goes on", "Aid came to people in Homs, Drovna and Kelm.", []string{"Homs/city", "Drovna/locality", "Kelm/locality"}},
		{"persons are no list", "Talks in Homs, Minister Drovna and others said, failed.", []string{"Homs/city"}},
		{"brackets say where a place lies", "Nubl (Aleppo) and the Old City of Homs (Homs) were cut off.", []string{"Nubl/locality", "Aleppo/governorate", "Old City of Homs/area", "Homs/city"}},
		{"a noun for both", "The Hmeimim and Tartus bases work; so do Homs and Hama provinces.", []string{"Hmeimim/base", "Tartus/base", "Homs/province", "Hama/province"}},
		{"an article belongs to the name", "A car burnt in al-Drovna.", []string{"al-Drovna/locality"}},
		{"a dateline", "DROVNA, May 19. Guns fell silent.", []string{"DROVNA/city"}},
		{"an invented State", "The Republic of Drovna said so. Drovna signed.", []string{"Republic of Drovna/country", "Drovna/country"}},
		{"persons with the name of a place", "They saw Michael Jordan and Georgia Miller in Jordan; Jordan left.", []string{"Jordan/country"}},
		{"acronyms are no towns", "Soldiers in MONUDA and at HQ waited.", nil},
		{"terms with a capital are no towns", "As set out in Annex B and in Parliament.", nil},
		{"an area by its side", "Calm held in the northern valley.", []string{"northern valley/area"}},
		{"mission names in short", "Trainers of EUTM Mali left.", nil},
		{"names without accents", "Talks moved from Bogota to Cap-Haitien and Port-au-Prince.", []string{"Bogota/city", "Cap-Haitien/city", "Port-au-Prince/city"}},
		{"a text called after a town", "The Doha agreement and the Geneva Declaration hold.", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, placesOf(tc.text)); diff != "" {
				t.Errorf("places of %q (-want +got):\n%s", tc.text, diff)
			}
		})
	}
}

func TestCountry(t *testing.T) {
	d := newDoc("t", "The Russian Federation, Moscow, the U.S., us, DRC and Damascus", Options{})
	var countries, capitals []string
	for i := range d.toks {
		if name, n := d.country(i); n > 0 {
			countries = append(countries, name+": "+words(d.text, d.toks, i, i+n))
		}
		if name := d.capitalOf(i); name != "" {
			capitals = append(capitals, name+": "+d.raw(i))
		}
	}
	if diff := cmp.Diff([]string{"Russia: Russian Federation", "United States: U.S.", "Democratic Republic of the Congo: DRC"}, countries); diff != "" {
		t.Errorf("countries (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Russia: Moscow", "Syria: Damascus"}, capitals); diff != "" {
		t.Errorf("capitals (-want +got):\n%s", diff)
	}
	for word, want := range map[string]string{"Russian": "Russia", "Houthis": "", "Turkish": "Turkey", "Sudan": "", "xyzzy": ""} {
		if got := nationalityOf(tables().find([]byte(foldWord(word)))); got != want {
			t.Errorf("nationalityOf(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestPlaceAt(t *testing.T) {
	d := newDoc("t", "They left the Old City of Homs for Mali.", Options{})
	d.places = d.findPlaces()
	var got []string
	for i := range d.toks {
		if n := d.placeAt(i); n > 0 {
			got = append(got, words(d.text, d.toks, i, i+n))
		}
	}
	if diff := cmp.Diff([]string{"Old City of Homs", "Mali"}, got); diff != "" {
		t.Errorf("placeAt (-want +got):\n%s", diff)
	}
}

// placeFragments are what random texts are made of: names, the words that the
// rules look for, and bytes that no rule expects.
var placeFragments = strings.Split(`Syria|Homs|U.S.|US|the|of|in|near|and|,|.|(|)|-|’s|'|"|Northern|northern|valley|Governorate|governorate|provinces|
|al-|El|Drovna|Kelm|MONUDA|Mission|Envoy|for|Special|Government|Republic|Old City|Netherlands|process|siege|reached|from|to|said|Mr|Jordan|South Sudan|Port-au-Prince|Sana’a|–|`+"\xff|\u200f|\n\n|\u00ad|é", "|")

func TestPlacesOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(placeFragments), 0, 60).Draw(t, "fragments"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "gap"))
		find := func(text string) []Proposal {
			d := newDoc("t", text, Options{})
			return d.findPlaces()
		}
		got := find(text)
		end := 0
		for _, p := range got {
			if p.Start < end || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("%q: place at %d to %d, after one that ends at %d", text, p.Start, p.End, end)
			}
			if p.Rule == "" || p.Fields.Type == "" || p.Kind != PlaceKind {
				t.Fatalf("%q: place without rule or type: %+v", text, p)
			}
			end = p.End
		}
		// What is added as a paragraph of its own changes nothing before.
		after := find(text + "\n\nThey met in Kelm, Minister Drovna said.")
		if len(after) < len(got) {
			t.Fatalf("%q: %d places, with a paragraph more only %d", text, len(got), len(after))
		}
		if diff := cmp.Diff(got, after[:len(got)]); diff != "" && strings.TrimSpace(text) != "" {
			t.Fatalf("%q: a paragraph more changes the places before it (-without +with):\n%s", text, diff)
		}
	})
}
