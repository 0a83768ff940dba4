package desk_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/desk"
	"github.com/truceline/truceline/party"
	"github.com/truceline/truceline/sanctions"
	"github.com/truceline/truceline/sanctions/screening"
)

func decided(who, ref, name string, v desk.MatchVerdict) desk.MatchDecision {
	return desk.MatchDecision{Party: party.ID(who), Ref: ref, Name: name, Verdict: v, Reason: "because " + string(v)}
}

func match(t testing.TB, d *desk.Desk, who, ref string, known time.Time) desk.MatchView {
	t.Helper()
	all, err := d.Matches(t.Context(), known)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if string(m.Party) == who && m.Ref == ref {
			return m
		}
	}
	return desk.MatchView{}
}

// A decision goes before what the case says; undoing one lets the one before it
// stand again, and the whole history stays.
func TestMatchesAreDecidedAndUndone(t *testing.T) {
	d, afresh := valleyIn(t)
	ctx := t.Context()
	excluded := func() (truceline.Answer, string) {
		t.Helper()
		out, err := d.DesignationsOn(ctx, desk.DesignationQuery{On: "2024-03-12", Name: "Lightning Column"})
		if err != nil || len(out.Parties) != 1 {
			t.Fatal(out, err)
		}
		return out.Parties[0].Answer, strings.Join(out.Parties[0].Reasons, "\n")
	}
	want := func(when string, answer truceline.Answer, says, by string, ofCase bool) {
		t.Helper()
		got, why := excluded()
		m := match(t, d, "lightning_column", "EX.001", time.Time{})
		if got != answer || !strings.Contains(why, says) || m.By != by || m.OfCase != ofCase {
			t.Errorf("%s it is excluded: %v because %q, by %s, of the case: %v", when, got, why, m.By, m.OfCase)
		}
	}
	want("by the case", truceline.Yes, "match decided by case editors", "case editors", true)
	before, err := d.Known(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.DecideMatch(ctx, "anna", decided("lightning_column", "EX.001", "", desk.MatchOther)); err != nil {
		t.Fatal(err)
	}
	want("denied", truceline.No, "anna decided that Lightning Column is not the subject of EX.001 (Lightning Column): because other", "anna", false)
	was := size(t, d)
	if err := d.DecideMatch(ctx, "anna", decided("lightning_column", "EX.001", "", desk.MatchOther)); err != nil || size(t, d) != was {
		t.Errorf("the same again: %v, %d more entries", err, size(t, d)-was)
	}
	if err := d.DecideMatch(ctx, "boris", decided("lightning_column", "EX.001", "", desk.MatchOpen)); err != nil {
		t.Fatal(err)
	}
	want("left open", truceline.Unknown, "because open", "boris", false)
	undo := func() error { return d.UndoMatch(ctx, "anna", "lightning_column", "EX.001", "too early") }
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	want("undone once", truceline.No, "because other", "anna", false)
	if err := undo(); err != nil {
		t.Fatal(err)
	}
	want("undone twice", truceline.Yes, "match decided by case editors", "case editors", true)
	if err := undo(); truceline.KindOf(err) != truceline.ConflictKind {
		t.Errorf("undone once too often: %v", err)
	}
	var said []string
	for _, e := range match(t, d, "lightning_column", "EX.001", time.Time{}).History {
		said = append(said, strings.TrimSpace(strings.Join([]string{e.By, string(e.Verdict), e.Reason, map[bool]string{true: "undoes", false: ""}[e.Undoes > 0]}, " ")))
	}
	if got, want := strings.Join(said, "; "), "anna other too early undoes; anna open too early undoes; boris open because open; anna other because other"; got != want {
		t.Errorf("the history is %s, want %s", got, want)
	}
	if m := match(t, afresh(), "lightning_column", "EX.001", before); len(m.History) != 0 || !m.OfCase {
		t.Errorf("as known before, %+v", m)
	}
}

func TestMatchesThatAreRefused(t *testing.T) {
	d := valley(t)
	importList(t, d, lakes("2024-06-01", column, brigade))
	for name, tc := range map[string]struct {
		m    desk.MatchDecision
		want truceline.Kind
	}{
		"no reason":             {desk.MatchDecision{Party: "hill_brigade", Ref: "EX.002", Verdict: desk.MatchSame, Reason: " \n"}, truceline.InvalidKind},
		"no verdict":            {decided("hill_brigade", "EX.002", "", "maybe"), truceline.InvalidKind},
		"no such party":         {decided("nobody", "EX.002", "", desk.MatchSame), truceline.NotFoundKind},
		"no party":              {decided("", "EX.002", "", desk.MatchSame), truceline.InvalidKind},
		"no such entry":         {decided("hill_brigade", "EX.009", "", desk.MatchSame), truceline.NotFoundKind},
		"a name it never had":   {decided("hill_brigade", "EX.002", "Valley Brigade", desk.MatchSame), truceline.NotFoundKind},
		"a name with a control": {decided("hill_brigade", "EX.002", "Hill\x00Brigade", desk.MatchSame), truceline.InvalidKind},
	} {
		if err := d.DecideMatch(t.Context(), "anna", tc.m); truceline.KindOf(err) != tc.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := d.DecideMatch(t.Context(), " ", decided("hill_brigade", "EX.002", "", desk.MatchSame)); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("by nobody: %v", err)
	}
	if err := d.UndoMatch(t.Context(), "anna", "hill_brigade", "EX.002", ""); truceline.KindOf(err) != truceline.InvalidKind {
		t.Errorf("undone without a reason: %v", err)
	}
}

// A decision on an entry whose only file is set aside has no effect, says so, and
// does not stop the case.
func TestMatchToAnEntryThatIsGone(t *testing.T) {
	d := valley(t)
	in := importList(t, d, lakes("2024-06-01", column, brigade))
	same(t, d, "hill_brigade", "EX.002", "hill brigade")
	if m := match(t, d, "hill_brigade", "EX.002", time.Time{}); m.Name != "Hill Brigade" || m.Idle != "" {
		t.Errorf("the match is %+v", m)
	}
	if err := d.DecideList(t.Context(), "anna", in.Digest, false, "not theirs"); err != nil {
		t.Fatal(err)
	}
	if m := match(t, d, "hill_brigade", "EX.002", time.Time{}); !strings.Contains(m.Idle, "no list that counts has an entry EX.002") {
		t.Errorf("without the file the match is %+v", m)
	}
	if got := evaluate(t, d); got.Incidents == 0 {
		t.Error("nothing was evaluated")
	}
}

// The list that the case was made with, in the two files that are known of it.
func TestRealLists(t *testing.T) {
	shared := os.Getenv("TRUCELINE_SHARED")
	if shared == "" {
		t.Skip("TRUCELINE_SHARED is not set: it is the folder that holds data/ with the files of the UN list")
	}
	d := newDesk(t)
	load(t, d, astana(t))
	files := os.DirFS(filepath.Join(shared, "data", "un"))
	for name, entries := range map[string]int{"un_sc_consolidated_2017-07-03.xml.gz": 1021, "un_sc_consolidated_2018-08-24.xml.gz": 1098} {
		out := importList(t, d, desk.ListInput{Files: files, Name: name})
		if out.Entries != entries || len(out.Unread) > 0 || len(out.Waits) > 0 {
			t.Errorf("%s: %d entries, %d unread, waits %v", name, out.Entries, len(out.Unread), out.Waits)
		}
	}
	if got := states(t, d, time.Time{}); got["2018-08-24"] != desk.FileCurrent || got["2017-07-03"] != desk.FileEarlier {
		t.Errorf("the files are %v", got)
	}
	for _, tc := range []struct {
		on    sanctions.Date
		name  string
		party string
		want  truceline.Answer
		says  string
	}{
		{"2013-05-29", "Jabhat al-Nusra", "nusra", truceline.No, "not yet listed"},
		{"2014-05-13", "Jabhat al-Nusra", "nusra", truceline.Yes, "as an aka of Al-Qaida in Iraq (QDe.115)"},
		{"2017-05-01", "Jabhat Fath al-Sham", "jfs", truceline.Unknown, "7 June 2017"},
		{"2017-06-06", "Jabhat Fath al-Sham", "jfs", truceline.Unknown, "7 June 2017"},
		{"2017-06-07", "Jabhat Fath al-Sham", "jfs", truceline.Yes, "under this name since 7 June 2017"},
		{"2018-06-04", "Hay'at Tahrir al-Sham", "hts", truceline.Unknown, "5 June 2018"},
		{"2018-06-05", "Hay'at Tahrir al-Sham", "hts", truceline.Yes, "in that as of 24 August 2018"},
		{"2017-05-01", "هيئة تحرير الشام", "hts", truceline.Unknown, "5 June 2018"},
	} {
		out, err := d.DesignationsOn(t.Context(), desk.DesignationQuery{On: tc.on, Name: tc.name})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(out.Parties, func(p desk.PartyExcluded) bool { return string(p.Party) == tc.party })
		if i < 0 {
			t.Errorf("%s on %s: no party %s among %+v", tc.name, tc.on, tc.party, out.Parties)
			continue
		}
		p := out.Parties[i]
		if p.Answer != tc.want || !strings.Contains(strings.Join(p.Reasons, "\n"), tc.says) {
			t.Errorf("%s on %s: %v because %q, want %v and %q", tc.name, tc.on, p.Answer, p.Reasons, tc.want, tc.says)
		}
	}
	day, err := d.DesignationsOn(t.Context(), desk.DesignationQuery{On: "2018-08-24", List: "un-sc"})
	if err != nil || len(day.Rows) != 1098 {
		t.Errorf("on the day of the file %d entries stood, %v", len(day.Rows), err)
	}
	day, err = d.DesignationsOn(t.Context(), desk.DesignationQuery{On: "2017-07-03"})
	if err != nil || len(day.Rows) < 1021 {
		t.Errorf("on the day of the first file %d entries stood, %v", len(day.Rows), err)
	}
	none, err := d.Contradictions(t.Context(), time.Time{})
	if err != nil || slices.ContainsFunc(none, func(s string) bool { return !strings.Contains(s, "the case calls it") }) {
		t.Errorf("the days of the case contradict the files: %v %v", none, err)
	}
	x, err := d.DesignationChanges(t.Context(), "2017-07-03", "2018-08-24", "", time.Time{})
	if err != nil || len(x.Added) < 92 || len(x.Removed) != 15 {
		t.Errorf("%d added, %d removed, %v", len(x.Added), len(x.Removed), err)
	}
	if !slices.ContainsFunc(x.Names.Added, func(m desk.DesignationMove) bool {
		return m.Ref == "QDe.137" && m.Name == "HTS" && m.Was == truceline.No
	}) {
		t.Error("the names that QDe.137 took in are not among the changes")
	}
	leads, err := d.Screen(t.Context(), screening.Query{Name: "Hayat Tahrir al Sham"}, "2018-03-16", time.Time{})
	if err != nil || len(leads) == 0 || leads[0].Ref != "QDe.137" || leads[0].Answer != truceline.Yes || leads[0].Named != truceline.No {
		t.Errorf("the leads are %+v, %v", leads, err)
	}
}
