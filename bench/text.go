package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/bench/reading"
	"github.com/truceline/truceline/bench/workload"
	"github.com/truceline/truceline/document"
)

// What prose handles in a run: it reads a tenth of a megabyte a second at best.
const (
	proseBytes     = 100_000
	proseSentences = 1_000
)

// classFloor is the mean class F1 on W5 from which P10's times count.
const classFloor = 0.95

// megabyte is the unit of the rates and of the sizes of joined texts.
const megabyte = 1_000_000

// textStep reads texts and tells the digest of what is proposed.
func textStep(texts []reading.Text) step {
	return func() (answer, error) {
		rs := reading.ReadAll(texts)
		return func() string { return reading.Digest(rs) }, nil
	}
}

// readTask reads all texts, each by itself; or, with megabytes, all of them
// joined, again and again, to one text of that size.
func readTask(megabytes int) task {
	return func(in input) (step, error) {
		texts, err := reading.Texts(in.Texts)
		if megabytes > 0 {
			texts = []reading.Text{reading.Joined(texts, megabytes*megabyte)}
		}
		return textStep(texts), err
	}
}

// readLineTask reads the text of 20 MB with every line break taken out.
func readLineTask(in input) (step, error) {
	texts, err := reading.Texts(in.Texts)
	return textStep([]reading.Text{reading.Joined(texts, 20*megabyte).OnOneLine()}), err
}

// phrasesTask is the naive reader on all texts.
func phrasesTask(in input) (step, error) {
	texts, err := reading.Texts(in.Texts)
	if err != nil {
		return nil, err
	}
	naive, err := reading.NewPhrases(in.Texts)
	if err != nil {
		return nil, err
	}
	return func() (answer, error) {
		n := 0
		for _, t := range texts {
			n += len(naive.Read(t))
		}
		return func() string { return fmt.Sprintf("%d phrases", n) }, nil
	}, nil
}

// proseTask is prose on a sample of the texts.
func proseTask(in input) (step, error) {
	texts, err := reading.Texts(in.Texts)
	if err != nil {
		return nil, err
	}
	var bodies []string
	for _, t := range reading.Sample(texts, proseBytes) {
		bodies = append(bodies, t.Body)
	}
	return proseStep(bodies), nil
}

// proseStep has prose find words and entities.
func proseStep(bodies []string) step {
	p := reading.NewProse()
	return func() (answer, error) {
		words, entities := 0, 0
		for _, body := range bodies {
			doc, err := p.Read(body)
			if err != nil {
				return nil, err
			}
			words += len(doc.Tokens())
			entities += len(doc.Entities())
		}
		return func() string { return fmt.Sprintf("%d words, %d entities", words, entities) }, nil
	}
}

// sentencesTask reads every sentence of W5 as a text of its own.
func sentencesTask(in input) (step, error) {
	sentences, err := workload.Sentences(in.W5)
	if err != nil {
		return nil, err
	}
	return textStep(sentenceTexts(sentences)), nil
}

// sentenceTexts are sentences as texts.
func sentenceTexts(sentences []workload.Sentence) []reading.Text {
	out := make([]reading.Text, len(sentences))
	for i, s := range sentences {
		out[i] = reading.Text{Name: "w5-" + strconv.Itoa(i+1), Body: s.Text}
	}
	return out
}

// proseSentencesTask is prose on the first sentences of W5.
func proseSentencesTask(in input) (step, error) {
	sentences, err := workload.Sentences(in.W5)
	if err != nil {
		return nil, err
	}
	var bodies []string
	for _, s := range sentences[:min(proseSentences, len(sentences))] {
		bodies = append(bodies, s.Text)
	}
	return proseStep(bodies), nil
}

// scanTask is the plain regexp scan on every sentence of W5.
func scanTask(in input) (step, error) {
	sentences, err := workload.Sentences(in.W5)
	if err != nil {
		return nil, err
	}
	scan := reading.NewScan()
	return func() (answer, error) {
		verbs, dates := 0, 0
		for _, s := range sentences {
			v, d := scan.Read(s.Text)
			verbs += len(v)
			dates += len(d)
		}
		return func() string { return fmt.Sprintf("%d verbs, %d dates", verbs, dates) }, nil
	}, nil
}

// readingPart is what P10 knows before anything is timed.
type readingPart struct {
	texts     []reading.Text
	readings  []document.Reading // of the texts
	quality   reading.Quality
	sentences string // digest of the readings of W5
	n         int    // sentences
	classes   reading.Classes
	tables    []measure.Section
}

// texts prepares P10: quality first, which is the gate, and then the sides.
func (b *bench) texts(ctx context.Context) ([]measure.Metric, error) {
	b.where.Texts = filepath.Join(b.shared, "texts")
	p := &readingPart{}
	if err := p.readTexts(b.where.Texts); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the annotated texts are not there: set TRUCELINE_SHARED to the folder that holds texts (%w)", err)
	} else if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	if b.where.W5, err = workload.OpenSentences(ctx, b.shared, filepath.Join(cache, "truceline-bench")); err != nil {
		return nil, err
	}
	b.say("reading: the classes of W5")
	if err := p.readSentences(b.where.W5); err != nil {
		return nil, err
	}
	b.reading = p
	b.say("reading: starting both sides")
	side := map[string]measure.Side{}
	for _, name := range []string{"read", "read1", "read5", "read20", "line20", "phrases", "prose", "w5", "w5prose", "w5scan"} {
		c, err := b.start(ctx, name)
		if err != nil {
			return nil, err
		}
		side[name] = c.run
	}
	metrics, err := p.textMetrics(side)
	if err != nil {
		return nil, err
	}
	return append(metrics, p.sentenceMetrics(side)...), nil
}

// readTexts reads the texts, checks every span, and scores them.
func (p *readingPart) readTexts(dir string) error {
	var err error
	if p.texts, err = reading.Texts(dir); err != nil {
		return err
	}
	annotations, err := reading.Annotations(dir, p.texts)
	if err != nil {
		return err
	}
	naive, err := reading.NewPhrases(dir)
	if err != nil {
		return err
	}
	var byPhrase []document.Proposal
	for _, t := range p.texts {
		byPhrase = append(byPhrase, naive.Read(t)...)
	}
	p.readings = reading.ReadAll(p.texts)
	ours := reading.Proposals(p.readings)
	if err := reading.Check(ours, p.texts); err != nil {
		return fmt.Errorf("gate not met, spans that are none: %w", err)
	}
	p.quality = reading.NewQuality(p.texts, annotations, ours, byPhrase)
	p.tables = p.quality.Sections()
	return nil
}

// readSentences reads W5 and classes it, beside those who only look for verbs.
func (p *readingPart) readSentences(dir string) error {
	sentences, err := workload.Sentences(dir)
	if err != nil {
		return err
	}
	rs := reading.ReadAll(sentenceTexts(sentences))
	p.n, p.sentences = len(sentences), reading.Digest(rs)
	classes, scanned, tagged := make([]string, len(rs)), make([]string, len(rs)), make([]string, min(proseSentences, len(rs)))
	scan, prose := reading.NewScan(), reading.NewProse()
	for i, s := range sentences {
		classes[i], scanned[i] = reading.ClassOf(rs[i]), scan.ClassOf(s.Text)
		if i < len(tagged) {
			if tagged[i], err = prose.ClassOf(s.Text); err != nil {
				return err
			}
		}
	}
	p.classes = reading.Compare(sentences, classes)
	p.tables = append(p.tables, p.classes.Section(reading.FactsOf(sentences, rs),
		reading.Compare(sentences, scanned), reading.Compare(sentences[:len(tagged)], tagged)))
	return nil
}

// textMetrics are the speed on the texts: each once, and joined to sizes that
// would show it if the time grew faster than the text. They are gated on
// sound spans and on the same proposals every time, and not on how good these
// are: P10 is.
func (p *readingPart) textMetrics(side map[string]measure.Side) ([]measure.Metric, error) {
	one := measure.Metric{
		ID: "READ", Name: fmt.Sprintf("all %d texts, each once", len(p.texts)), Gate: "sound spans, the same proposals",
		Want: reading.Digest(p.readings), Ours: side["read"], Rival: "one regular expression a phrase",
		Items: reading.Size(p.texts), PeerItems: reading.Size(p.texts), Bytes: true, Floor: 20 * megabyte,
	}
	one.Peer = beside(side["phrases"], one.Want)
	prose := one
	prose.ID, prose.Name, prose.Rival, prose.Floor = "READp", "the same, the peer on a sample", "prose, words and entities", 0
	prose.Peer, prose.PeerItems = beside(side["prose"], one.Want), reading.Size(reading.Sample(p.texts, proseBytes))
	out := []measure.Metric{one, prose}
	small := reading.Joined(p.texts, megabyte)
	for _, x := range []struct {
		id, name, task string
		text           reading.Text
		target         float64
	}{
		{"READ5", "the texts joined to 5 MB", "read5", reading.Joined(p.texts, 5*megabyte), 0.8},
		{"READ20", "the texts joined to 20 MB", "read20", reading.Joined(p.texts, 20*megabyte), 0.8},
		{"READ20l", "the 20 MB on one line", "line20", reading.Joined(p.texts, 20*megabyte).OnOneLine(), 0},
	} {
		want, err := soundDigest(x.text)
		if err != nil {
			return nil, err
		}
		out = append(out, measure.Metric{
			ID: x.id, Name: x.name, Gate: one.Gate, Want: want, Ours: side[x.task], Peer: beside(side["read1"], want),
			Rival: "1 MB of ours: 1 is linear", Items: len(x.text.Body), PeerItems: len(small.Body), Bytes: true, Target: x.target,
		})
	}
	return out, nil
}

// soundDigest is the digest of a text's reading, once its spans are checked.
func soundDigest(t reading.Text) (string, error) {
	rs := reading.ReadAll([]reading.Text{t})
	if err := reading.Check(reading.Proposals(rs), []reading.Text{t}); err != nil {
		return "", fmt.Errorf("gate not met, spans that are none: %w", err)
	}
	return reading.Digest(rs), nil
}

// sentenceMetrics are P10: sentences a second, where W5 is classed well enough
// and the annotated texts are read as well as they must be.
func (p *readingPart) sentenceMetrics(side map[string]measure.Side) []measure.Metric {
	const met = "as good as it must be"
	m := measure.Metric{
		ID: "P10", Name: "sentences of W5, each a text", Gate: fmt.Sprintf("class F1 %.2f, no must missed", classFloor), Want: met,
		Ours:  func(ctx context.Context) (measure.Run, error) { return p.judged(ctx, side["w5"], met) },
		Rival: "prose, words and entities", Target: 25, Items: p.n, PeerItems: min(proseSentences, p.n),
	}
	m.Peer = beside(side["w5prose"], met)
	scan := m
	scan.ID, scan.Name, scan.Rival, scan.Target, scan.PeerItems = "P10r", "the same", "plain regexp scan: verbs and dates", 0.2, p.n
	scan.Peer = beside(side["w5scan"], met)
	return []measure.Metric{m, scan}
}

// judged runs our side of P10, and answers met if the gate is, or else how much
// is missing; the tables say what.
func (p *readingPart) judged(ctx context.Context, ours measure.Side, met string) (measure.Run, error) {
	run, err := ours(ctx)
	if err != nil {
		return run, err
	}
	if run.Answer != p.sentences {
		return run, fmt.Errorf("read W5 otherwise than before: %s, not %s", run.Answer, p.sentences)
	}
	run.Answer = met
	if missed := p.quality.Missed(); p.classes.Macro < classFloor || missed > 0 {
		run.Answer = fmt.Sprintf("class F1 %.3f and %d musts missed", p.classes.Macro, missed)
	}
	return run, nil
}

// beside is a peer that answers a question of its own: it must answer the same
// every time, and passes for what is wanted.
func beside(peer measure.Side, want string) measure.Side {
	first := ""
	return func(ctx context.Context) (measure.Run, error) {
		run, err := peer(ctx)
		if err != nil {
			return run, err
		}
		if first == "" {
			first = run.Answer
		}
		if run.Answer == "" || run.Answer != first {
			return run, fmt.Errorf("answered %q after %q", run.Answer, first)
		}
		run.Answer = want
		return run, nil
	}
}

// sections are the tables below the one of times.
func (b *bench) sections(results []measure.Result) []measure.Section {
	var out []measure.Section
	if b.screened != nil {
		out = append(append(out, b.screened.section()), b.screened.tables...)
	}
	if b.linked != nil {
		out = append(out, b.linked.section())
	}
	if len(b.truthSets) > 0 {
		out = append(out, truthSection(b.truthSets))
	}
	if b.claims.Title != "" {
		out = append(out, b.claims)
	}
	if b.reading != nil {
		out = append(append(out, b.reading.tables...), b.reading.allocations(results))
	}
	return out
}

// allocations tells how often the readers asked for memory.
func (p *readingPart) allocations(results []measure.Result) measure.Section {
	s := measure.Section{Title: "Allocations", Header: []string{"reader", "words", "a word", "a proposal"},
		Note: "The middle of all runs. A reader that asks for memory for what it proposes, and for nothing else, stays under one a word."}
	row := func(name string, runs []measure.Run, texts []reading.Text, proposals int) {
		if len(runs) == 0 {
			return
		}
		all := make([]float64, len(runs))
		for i, r := range runs {
			all[i] = float64(r.Allocs)
		}
		n, words := measure.SpreadOf(all).Median, reading.Words(texts)
		each := "-"
		if proposals > 0 {
			each = fmt.Sprintf("%.2f", n/float64(proposals))
		}
		s.Rows = append(s.Rows, []string{name, strconv.Itoa(words), fmt.Sprintf("%.3f", n/float64(words)), each})
	}
	for _, res := range results {
		switch res.Metric.ID {
		case "READ":
			row("ours", res.Ours, p.texts, len(reading.Proposals(p.readings)))
			row(res.Metric.Rival, res.Peer, p.texts, 0)
		case "READp":
			row(res.Metric.Rival, res.Peer, reading.Sample(p.texts, proseBytes), 0)
		}
	}
	return s
}
