package instrument_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/instrument"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/place"
)

// lakeland is a made-up case: two states, a council, a brigade, two areas.
func lakeland() *instrument.Book {
	parties := []party.Party{
		{ID: "northland", Kind: "state", Names: truceline.Names{"en": "Republic of Northland", "ru": "Нортландия"}, Aliases: []string{"Northland"}},
		{ID: "southland", Kind: "state", Names: truceline.Names{"en": "Southland"}},
		{ID: "council", Kind: "government", Names: truceline.Names{"en": "Northern Council"}},
		{ID: "brigade", Kind: "armed_group", Names: truceline.Names{"en": "Hill Brigade"}, Aliases: []string{"The Brigade of Hills and Fords"}},
		{ID: "sides", Kind: "class", Names: truceline.Names{"en": "Both sides"}},
		{ID: "one", Kind: "armed_group", Names: truceline.Names{"en": "Guard"}},
		{ID: "two", Kind: "armed_group", Names: truceline.Names{"en": "Guard"}},
	}
	areas := []place.Area{
		{ID: "valley", Names: truceline.Names{"en": "Lower valley"}, Aliases: []string{"Lower district"}},
		{ID: "ford", Names: truceline.Names{"en": "Ford"}},
	}
	ins := []instrument.Instrument{
		{ID: "memo", Kind: "memorandum", Names: truceline.Names{"en": "Memorandum on the valley"}, Adopted: "2023-05-04"},
		{ID: "res", Kind: "resolution", Names: truceline.Names{"en": "Resolution on the ford"}, Symbol: "L/RES/12 (2023)", Adopted: "2023-06-01"},
	}
	return instrument.NewBook(parties, areas, ins)
}

func TestPartiesOfWords(t *testing.T) {
	for _, tc := range []struct {
		name, words string
		want        []party.ID
		unresolved  []string
	}{
		{"a name", "Hill Brigade", []party.ID{"brigade"}, nil},
		{"capitals, article and possessive do not matter", "the HILL brigade's", []party.ID{"brigade"}, nil},
		{"another script", "Нортландия", []party.ID{"northland"}, nil},
		{"a list", "Northland, Southland and the Hill Brigade", []party.ID{"northland", "southland", "brigade"}, nil},
		{"an \"and\" within a name", "the Brigade of Hills and Fords and Southland", []party.ID{"brigade", "southland"}, nil},
		{"ministers speak for their states", "Foreign ministers of Northland and Southland", []party.ID{"northland", "southland"}, nil},
		{"ministers do not speak for a group", "Foreign ministers of Northland and the Hill Brigade", []party.ID{"northland"}, []string{"the Hill Brigade"}},
		{"representatives speak for whom they represent", "the representatives of the Hill Brigade as well as Southland", []party.ID{"brigade", "southland"}, nil},
		{"a name that means two is neither", "the Guard", nil, []string{"the Guard"}},
		{"a likeness is no name", "Hill Brigades of the north", nil, []string{"Hill Brigades of the north"}},
		{"a qualified name is another one, and who is named in the qualification is not addressed",
			"the Northern Council committed to unity with Northland, Southland and order as well as the Hill Brigade",
			[]party.ID{"brigade"}, []string{"the Northern Council committed to unity with Northland, Southland and order"}},
		{"an unknown member of a list stays words", "Northland, Eastland and Southland", []party.ID{"northland", "southland"}, []string{"Eastland"}},
		{"or leaves open which", "Northland or Southland", nil, []string{"Northland or Southland"}},
		{"each once", "Northland and the Republic of Northland", []party.ID{"northland"}, nil},
		{"lines do not matter", "Northland\n and\tSouthland", []party.ID{"northland", "southland"}, nil},
		{"nothing", "  ", nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, unresolved := lakeland().Parties(tc.words)
			if !slices.Equal(got, tc.want) || !slices.Equal(unresolved, tc.unresolved) {
				t.Errorf("Parties(%q) = %v, %q; want %v, %q", tc.words, got, unresolved, tc.want, tc.unresolved)
			}
		})
	}
}

// Whatever the words are, nothing of them is lost: each resolves or comes back.
func TestPartiesLoseNoWords(t *testing.T) {
	b := lakeland()
	names := []string{"Northland", "the Hill Brigade", "Eastland", "people committed to it", "Southland", "Both sides"}
	joins := []string{", ", " and ", " as well as ", ", including ", "; "}
	rapid.Check(t, func(t *rapid.T) {
		var words strings.Builder
		var known []string
		for i := range rapid.IntRange(1, 6).Draw(t, "n") {
			if i > 0 {
				words.WriteString(rapid.SampledFrom(joins).Draw(t, "join"))
			}
			n := rapid.SampledFrom(names).Draw(t, "name")
			words.WriteString(n)
			known = append(known, n)
		}
		ids, unresolved := b.Parties(words.String())
		for _, n := range known {
			id, ok := b.Party(n)
			if !(ok && slices.Contains(ids, id)) && !strings.Contains(strings.Join(unresolved, "|"), n) {
				t.Fatalf("%q: %q is neither among %v nor %q", words.String(), n, ids, unresolved)
			}
		}
	})
}

func TestForceOf(t *testing.T) {
	for _, tc := range []struct {
		verb, force, indirect string
		want                  instrument.Force
	}{
		{"will", "commitment", "", instrument.Commits},
		{"reserve the right", "commitment", "", instrument.Reserves},
		{"demand", "demand", "", instrument.Demands},
		{"further demand", "demand", "", instrument.Demands},
		{"must", "demand", "", instrument.Demands},
		{"order", "demand", "", instrument.Demands},
		{"call upon", "demand", "", instrument.CallsUpon},
		{"urge", "demand", "", instrument.CallsUpon},
		{"should", "demand", "", instrument.CallsUpon},
		{"request", "demand", "", instrument.CallsUpon},
		{"authorize", "decision", "", instrument.Decides},
		{"reaffirm", "recall", "", instrument.Reaffirms},
		{"recall", "recall", "", instrument.Notes},
		{"recall that", "recall", "demand", instrument.Reaffirms},
		{"welcome", "acknowledgement", "", instrument.Welcomes},
		{"take note with satisfaction of", "acknowledgement", "", instrument.Welcomes},
		{"take note of", "acknowledgement", "", instrument.Notes},
		{"discuss", "acknowledgement", "", instrument.Notes},
		{"condemn", "assessment", "", instrument.ExpressesConcern},
		{"be appalled", "assessment", "", instrument.ExpressesConcern},
		{"express regret", "assessment", "", instrument.ExpressesConcern},
		{"say", "assessment", "", instrument.Reports},
		{"underscore the need", "assessment", "demand", instrument.Reaffirms},
		{"reaffirm that", "assessment", "", instrument.Reaffirms},
		{"emphasize that under no circumstances", "assessment", "demand", instrument.Reserves},
	} {
		f := document.Fields{Verb: tc.verb, Force: document.Force(tc.force), Indirect: tc.indirect}
		if got := instrument.ForceOf(f); got != tc.want {
			t.Errorf("%s (%s): %s, want %s", tc.verb, tc.force, got, tc.want)
		}
	}
}

// inside makes a proposal of a kind at a place in a text that need not exist.
func inside(kind document.Kind, text string, f document.Fields) document.Proposal {
	return document.Proposal{Kind: kind, Text: text, Fields: f}
}

func TestDraft(t *testing.T) {
	of := instrument.Frame{Instrument: "memo", Provision: "doc-a001", Speakers: "the ministers", Adopters: []party.ID{"northland", "southland"}}
	due := func(text, norm string) document.Proposal {
		return inside(document.DateKind, text, document.Fields{Role: "deadline", Norm: norm})
	}
	for _, tc := range []struct {
		name   string
		act    document.Fields
		within []document.Proposal
		want   instrument.Provision // but its ids, passages, label and text
		open   []string
		left   []string
	}{
		{
			name:   "a commitment binds who speaks, where it says and by then",
			act:    document.Fields{Verb: "will", Force: document.Commitment, Speaker: "the Ministers", Themes: []string{"withdrawal"}},
			within: []document.Proposal{inside(document.PlaceKind, "Lower District", document.Fields{}), due("by 1 May 2024", "2024-05-01")},
			want: instrument.Provision{Force: instrument.Commits, Obligor: []party.ID{"northland", "southland"}, Areas: []place.AreaID{"valley"},
				Deadline: &instrument.Deadline{On: "2024-05-01"}},
			open: []string{instrument.NoAddressee, instrument.NoMeasure},
		},
		{
			name:   "an agreement binds whom it obliges, not all who signed",
			act:    document.Fields{Verb: "undertake", Force: document.Commitment, Section: document.Agreement, Speaker: "the ministers", Addressee: "Southland", Para: "4"},
			within: []document.Proposal{due("within ten days of the date of this text", "P10D")},
			want: instrument.Provision{Force: instrument.Commits, Obligor: []party.ID{"southland"}, Paragraph: "4",
				Deadline: &instrument.Deadline{Within: "P10D", ClockStart: "the date of this text"}},
			open: []string{instrument.NoAddressee, instrument.NoArea, instrument.NoMeasure},
		},
		{
			name:   "a demand binds whom it addresses",
			act:    document.Fields{Verb: "demand", Force: document.Demand, Section: document.Operative, Para: "2", Speaker: "the ministers", Addressee: "both sides"},
			within: []document.Proposal{inside(document.DateKind, "immediately", document.Fields{Role: "urgency", Norm: "-"})},
			want: instrument.Provision{Force: instrument.Demands, Obligor: []party.ID{"sides"}, Addressee: []party.ID{"sides"}, Paragraph: "OP2",
				Deadline: &instrument.Deadline{Words: "immediately"}},
			open: []string{instrument.NoArea, instrument.NoDate, instrument.NoMeasure},
		},
		{
			name:   "a call binds nobody; a name that the case does not know stays words",
			act:    document.Fields{Verb: "call upon", Force: document.Demand, Speaker: "the ministers", Addressee: "the Hill Brigade and the League of Fishers"},
			within: []document.Proposal{inside(document.DateKind, "every two weeks", document.Fields{Role: "frequency", Norm: "R/P14D"}), due("within 48 hours", "PT48H")},
			want: instrument.Provision{Force: instrument.CallsUpon, Addressee: []party.ID{"brigade"}, Recurrence: "P14D",
				Deadline: &instrument.Deadline{Within: "PT48H"}},
			open: []string{instrument.NoArea, instrument.NoClock, instrument.NoMeasure, instrument.OpenNames},
			left: []string{"the League of Fishers"},
		},
		{
			name: "what the list says is left out is an exception, a condition is an open point",
			act:  document.Fields{Verb: "will", Force: document.Commitment, Speaker: "Northland", Themes: []string{"ceasefire"}},
			within: []document.Proposal{
				inside(document.ConditionKind, "with the exception of groups designated by the Security Council", document.Fields{Type: "exception"}),
				inside(document.ConditionKind, "provided that the other side does the same", document.Fields{Type: "condition"}),
			},
			want: instrument.Provision{Force: instrument.Commits, Obligor: []party.ID{"northland"},
				Exceptions: []instrument.Exception{{ID: "x1", Text: "with the exception of groups designated by the Security Council", ExcludedGroups: true}},
				Caveats:    []string{"provided that the other side does the same"}},
			open: []string{instrument.NoAddressee, instrument.NoArea, instrument.NoDeadline, instrument.NoMeasure, instrument.OpenCondition},
		},
		{
			name:   "a promise against the listed groups does not leave them out",
			act:    document.Fields{Verb: "will", Force: document.Commitment, Speaker: "Northland", Themes: []string{"counter_terrorism"}},
			within: []document.Proposal{inside(document.ConditionKind, "as designated by the UN Security Council", document.Fields{Type: "scope"})},
			want:   instrument.Provision{Force: instrument.Commits, Obligor: []party.ID{"northland"}, Caveats: []string{"as designated by the UN Security Council"}},
			open:   []string{instrument.NoAddressee, instrument.NoArea, instrument.NoDeadline, instrument.NoMeasure},
		},
		{
			name:   "praise leaves nothing out; a state that is named is no place",
			act:    document.Fields{Verb: "welcome", Force: document.Acknowledgement, Speaker: "the ministers"},
			within: []document.Proposal{inside(document.PlaceKind, "Northland", document.Fields{}), inside(document.PlaceKind, "Farland", document.Fields{})},
			want:   instrument.Provision{Force: instrument.Welcomes},
			open:   []string{instrument.OpenNames},
			left:   []string{"Farland"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := instrument.Draft(document.Proposal{ID: "doc#a001", Kind: document.ActKind, Fields: tc.act}, tc.within, lakeland(), of)
			want := tc.want
			want.ID, want.Instrument, want.Confidence = "doc-a001", "memo", truceline.OneSource
			want.Themes, want.Label, want.Text = tc.act.Themes, got.Provision.Label, got.Provision.Text
			want.Passages = []instrument.Passage{{}}
			if diff := cmp.Diff(want, got.Provision); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if !slices.Equal(got.Open, tc.open) || !slices.Equal(got.Unresolved, tc.left) {
				t.Errorf("open %q, left as words %q; want %q, %q", got.Open, got.Unresolved, tc.open, tc.left)
			}
			if got.Provision.Label == "" || got.Provision.Text == "" {
				t.Error("it says nothing on a page")
			}
		})
	}
}

func TestDraftSaysWhatItSays(t *testing.T) {
	act := document.Proposal{Kind: document.ActKind, Fields: document.Fields{
		Verb: "demand", Force: document.Demand, Speaker: "Northland and Southland", Addressee: "the hill brigade", Themes: []string{"humanitarian_access", "detainees"},
	}}
	got := instrument.Draft(act, []document.Proposal{
		inside(document.PlaceKind, "Ford", document.Fields{}),
		inside(document.DateKind, "1 May", document.Fields{Role: "deadline", Norm: "2024-05-01"}),
	}, lakeland(), instrument.Frame{})
	if want := "Northland and Southland: demand, to Hill Brigade; on humanitarian access, detainees; place: Ford; by 2024-05-01"; got.Provision.Text != want {
		t.Errorf("got  %s\nwant %s", got.Provision.Text, want)
	}
	if want := "demand: humanitarian access"; got.Provision.Label != want {
		t.Errorf("label %q, want %q", got.Provision.Label, want)
	}
}

// A statement's call never becomes an obligation of its speaker, nor does a
// demand, whoever speaks, however he is addressed and whatever stands inside.
func TestAskingNeverBindsTheSpeaker(t *testing.T) {
	b := lakeland()
	verbs := []string{"call upon", "urge", "demand", "request", "must", "should", "invite", "order"}
	names := []string{"Northland", "Southland", "the Hill Brigade", "Eastland", "the ministers", ""}
	rapid.Check(t, func(t *rapid.T) {
		speaker := rapid.SampledFrom(names).Draw(t, "speaker")
		addressee := rapid.SampledFrom(names).Draw(t, "addressee")
		act := document.Proposal{Kind: document.ActKind, Fields: document.Fields{
			Verb: rapid.SampledFrom(verbs).Draw(t, "verb"), Force: document.Demand, Speaker: speaker, Addressee: addressee,
			Section: rapid.SampledFrom([]document.Section{document.Operative, document.Agreement, document.Statement, document.News}).Draw(t, "section"),
		}}
		of := instrument.Frame{Speakers: "the ministers", Adopters: []party.ID{"northland", "southland"}}
		p := instrument.Draft(act, nil, b, of).Provision
		addressed, _ := b.Parties(addressee)
		if p.Force == instrument.CallsUpon && len(p.Obligor) > 0 {
			t.Fatalf("a call binds %v", p.Obligor)
		}
		for _, id := range p.Obligor {
			if !slices.Contains(addressed, id) {
				t.Fatalf("%q of %q to %q binds %s", act.Fields.Verb, speaker, addressee, id)
			}
		}
	})
}

func TestCited(t *testing.T) {
	b := lakeland()
	for _, tc := range []struct {
		name       string
		text, norm string
		kind       string
		want       instrument.ID
	}{
		{"by symbol", "resolution 12", "L/RES/12(2023)", "unsc_resolution", "res"},
		{"by name", "the Memorandum on the Valley", "", "memorandum", "memo"},
		{"by sort and day", "Memorandum of 4 May 2023 on quiet", "", "memorandum", "memo"},
		{"the day of another sort is another text", "Protocol of 4 May 2023", "", "protocol", ""},
		{"a stranger", "resolution 13", "L/RES/13(2023)", "unsc_resolution", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, _ := b.Cited(document.Proposal{Text: tc.text, Fields: document.Fields{Norm: tc.norm, Type: tc.kind}})
			if got != tc.want {
				t.Errorf("%q means %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}
