package sanctions

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/truceline/truceline"
)

// A History is one list through its files: who stood on it when, under which
// names, and what that rests on.
//
// A file says what stood on the list as of its day, and states dates: of
// listing, of amendments, of delisting. Between two files, and before the first,
// only those dates speak, and what they leave open is unknown. After the newest
// file the list is taken to stand as it did, and the reasons say so.
type History struct {
	List    string   `json:"list"`
	Title   string   `json:"title,omitempty"`
	Files   []File   `json:"files"`   // by day
	Courses []Course `json:"courses"` // by reference, then ID
	Remarks []string `json:"remarks,omitempty"`
}

// A File is a snapshot that a History rests on.
type File struct {
	On        Date   `json:"on"`
	Digest    string `json:"digest,omitempty"`
	Generated string `json:"generated,omitempty"`
	Format    string `json:"format,omitempty"`
	Entries   int    `json:"entries"`
}

// A Course is an entry through the files of a list, as the newest file that
// holds it has it.
type Course struct {
	Entry
	// Refs are references that earlier files gave it.
	Refs []string `json:"earlier_references,omitempty"`
	// Stands is when it was listed, the last time if it was removed and came back.
	Stands Span `json:"stands"`
	// Basis is what Stands rests on, in sentences that name the files.
	Basis []string `json:"basis"`
	// Earlier is when it was listed before that: removed and back, or under
	// another entry as the comments say.
	Earlier    []EarlierListing `json:"earlier,omitempty"`
	Called     []Called         `json:"called"` // every name that a file gave it, the primary name first
	Amendments []Amendment      `json:"amendments,omitempty"`
	Remarks    []string         `json:"remarks,omitempty"` // where the files contradict each other
}

// An EarlierListing is a time for which the subject of an entry was listed
// before the entry's last listing, or beside it under another reference.
type EarlierListing struct {
	Span  Span   `json:"span"`
	Under string `json:"under,omitempty"` // the reference under which; empty: its own
	Name  string `json:"name,omitempty"`  // of that entry, or the name under which it stood
	Basis string `json:"basis"`
}

// A Called is a name of an entry and when the list had it. A name that went and
// came back stands twice.
type Called struct {
	Name
	Span  Span   `json:"span"`
	Basis string `json:"basis"`
}

// An Amendment is a day on which an entry was amended, or a change between two
// files of which no day, or not the one day, is stated (On is empty).
type Amendment struct {
	On Date `json:"on,omitempty"`
	// From and To are the first and the last day on which a change without a
	// stated day may have been made; empty if On is given.
	From    Date     `json:"from,omitempty"`
	To      Date     `json:"to,omitempty"`
	Changes []string `json:"changes,omitempty"` // what is known to have changed
	Basis   string   `json:"basis"`
}

// A Standing is an entry that was, or may have been, listed on a day.
type Standing struct {
	Course  *Course          `json:"course"`
	Answer  truceline.Answer `json:"answer"` // yes or unknown
	Names   []Called         `json:"names"`  // what the list called it that day: certainly or possibly, see Span
	Reasons []string         `json:"reasons"`
}

// An edition is the files of one day: as a rule one.
type edition struct {
	on    Date
	snaps []Snapshot
}

// Chronicle joins the files of one list, given in any order, into its history.
//
// An entry is known by its ID. Where an ID vanishes and an entry with the same
// reference appears, the two are one entry, which is remarked. It was certainly
// listed from the day of listing that it states to that of delisting. Where it
// states none, or a file contradicts it, the files bound the time: an entry that
// is not in file A and is in file B came after A's day and by B's; one that is in
// A and not in B went after A's day and by B's. An entry that is absent from a
// file later than its day of listing is possible from that day and certain from
// the first file that holds it. A date without day or month widens the span. A
// day of listing that is later than a file that holds the entry is that of a new
// listing.
//
// A name in the first file that holds the entry is possible from the listing and
// certain from the last amendment by that file: it came with one of the two or
// between them. A name that is in file B and not in the earlier A came on the
// only amendment in between, between the first and the last if there are
// several, after A's day and by B's if none is stated; and the same way round for
// a name that went.
//
// Files of one day that differ leave open what they differ in. A file of another
// list, or one without a whole date, is a Problem.
func Chronicle(snaps []Snapshot) (History, error) {
	var h History
	editions, err := h.editions(snaps)
	if err != nil || len(editions) == 0 {
		return h, err
	}
	tracks := link(editions)
	byRef := make(map[string][]*track)
	for _, t := range tracks {
		t.course(editions)
		byRef[t.Ref] = append(byRef[t.Ref], t)
	}
	for _, t := range tracks { // what the comments of one entry say of another
		for _, x := range t.others {
			for _, of := range byRef[x.Ref] {
				of.told(t.Ref, x.EarlierListing)
			}
		}
	}
	for _, t := range tracks {
		if same := byRef[t.Ref]; t.Ref != "" && len(same) > 1 {
			t.Remarks = append(t.Remarks, fmt.Sprintf("the reference %s stands for %d entries", t.Ref, len(same)))
		}
		h.Courses = append(h.Courses, t.Course)
	}
	slices.SortStableFunc(h.Courses, func(a, b Course) int {
		return cmp.Or(strings.Compare(a.Ref, b.Ref), strings.Compare(a.ID, b.ID))
	})
	first, newest := editions[0].on, editions[len(editions)-1].on
	h.Remarks = append(h.Remarks,
		fmt.Sprintf("the first file is of %s: an entry that was removed before it is not known from these files", first.Words()),
		fmt.Sprintf("the newest file is of %s: for later days the list is taken to stand as it did", newest.Words()))
	return h, nil
}

// editions sorts the files by day and leaves copies out.
func (h *History) editions(snaps []Snapshot) ([]edition, error) {
	snaps = slices.Clone(snaps)
	for i, s := range snaps {
		if !s.On.Whole() {
			return nil, truceline.Invalid("on", "%q is no day; a file of a list stands as of a whole date such as 2018-08-24", s.On)
		}
		if s.List != snaps[0].List {
			return nil, truceline.Invalid("list", "files of %q and of %q are two histories; give those of one list", snaps[0].List, s.List)
		}
		snaps[i].Entries = slices.Clone(s.Entries)
		slices.SortFunc(snaps[i].Entries, func(a, b Entry) int {
			if c := cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Ref, b.Ref)); c != 0 {
				return c
			}
			return strings.Compare(a.text(), b.text()) // slow, and only for entries of one ID
		})
	}
	slices.SortStableFunc(snaps, func(a, b Snapshot) int {
		if c := cmp.Or(strings.Compare(string(a.On), string(b.On)), strings.Compare(a.Generated, b.Generated), strings.Compare(a.Digest, b.Digest)); c != 0 {
			return c
		}
		return strings.Compare(whole(a), whole(b))
	})
	var out []edition
	for i, s := range snaps {
		h.List, h.Title = s.List, cmp.Or(s.Title, h.Title)
		f := File{On: s.On, Digest: s.Digest, Generated: s.Generated, Format: s.Format, Entries: len(s.Entries)}
		if i == 0 || snaps[i-1].On != s.On {
			out = append(out, edition{on: s.On, snaps: []Snapshot{s}})
			h.Files = append(h.Files, f)
			continue
		}
		last := &out[len(out)-1]
		if !slices.Contains(h.Files, f) {
			h.Files = append(h.Files, f)
		}
		if !slices.ContainsFunc(last.snaps, func(x Snapshot) bool { return reflect.DeepEqual(x.Entries, s.Entries) }) {
			if len(last.snaps) == 1 {
				h.Remarks = append(h.Remarks, fmt.Sprintf("files of one day, %s, differ: what they differ in is left open", s.On.Words()))
			}
			last.snaps = append(last.snaps, s)
		}
	}
	return out, nil
}

func whole(s Snapshot) string {
	b, _ := json.Marshal(s) // strings and lists of them: it cannot fail
	return string(b)
}

// A track follows one entry through the editions.
type track struct {
	Course
	ids    map[string]bool
	seen   map[int][]Entry // by edition: as each of its files that hold it has it
	last   int             // the last edition that holds it
	others []ofAnother
}

// newest is the entry as the last file of an edition that holds it has it.
func (t *track) newest(i int) Entry { return t.seen[i][len(t.seen[i])-1] }

// link finds the entries of the editions that are one entry.
func link(editions []edition) []*track {
	var out []*track
	byID := make(map[string]*track)
	byRef := make(map[string]*track)
	for i, ed := range editions {
		present := make(map[string]bool)
		for _, s := range ed.snaps {
			for _, e := range s.Entries {
				present[e.ID] = true
			}
		}
		for _, s := range ed.snaps {
			holders := make(map[string]int)
			for _, e := range s.Entries {
				holders[e.Ref]++
			}
			claimed := make(map[*track]bool)
			for _, e := range s.Entries {
				t := byID[e.ID]
				if t == nil {
					if old := byRef[e.Ref]; old != nil && e.Ref != "" && holders[e.Ref] == 1 && !old.among(present) && old.last < i {
						t = old
						t.Remarks = append(t.Remarks, fmt.Sprintf("the list changed the ID of %s from %s to %s by %s; it is taken for one entry, since the reference is the same and the old ID is gone",
							e.Ref, t.newest(t.last).ID, e.ID, ed.on.Words()))
					} else {
						t = &track{ids: make(map[string]bool), seen: make(map[int][]Entry)}
						out = append(out, t)
					}
					byID[e.ID] = t
				}
				if claimed[t] {
					t.Remarks = appendNew(t.Remarks, fmt.Sprintf("the list as of %s holds more than one entry with the ID %s; the first is taken", ed.on.Words(), e.ID))
					continue
				}
				claimed[t] = true
				t.ids[e.ID] = true
				t.seen[i] = append(t.seen[i], e)
				t.last = i
				byRef[e.Ref] = t
			}
		}
	}
	return out
}

func (t *track) among(ids map[string]bool) bool {
	for id := range t.ids {
		if ids[id] {
			return true
		}
	}
	return false
}

// appendNew appends a sentence that is not there yet.
func appendNew(ss []string, s string) []string {
	if slices.Contains(ss, s) {
		return ss
	}
	return append(ss, s)
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
