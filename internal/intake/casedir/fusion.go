package casedir

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/incident"
)

// fusionFile is where a case keeps its weights of fusion; it need not have any.
const fusionFile = "fusion.yaml"

type fusionRow struct {
	Version  string      `yaml:"version"`
	Basis    string      `yaml:"basis"`
	Prior    float64     `yaml:"prior"`
	Propose  float64     `yaml:"propose"`
	Join     float64     `yaml:"join"`
	Pairwise bool        `yaml:"pairwise"`
	ReachM   float64     `yaml:"reach_m"`
	Window   float64     `yaml:"window_hours"`
	Levels   []weightRow `yaml:"levels"`
}

type weightRow struct {
	Aspect string  `yaml:"aspect"`
	Level  string  `yaml:"level"`
	M      float64 `yaml:"m"`
	U      float64 `yaml:"u"`
}

// fusion reads the weights of fusion, if the case has some.
func (l *loader) fusion(c *Case) {
	if _, err := fs.Stat(l.fsys, fusionFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	c.Weights = l.weights(fusionFile)
}

// Weights reads a file of weights as a case keeps one.
func Weights(fsys fs.FS, name string) (incident.Weights, error) {
	l := newLoader(fsys)
	w := l.weights(name)
	if len(l.problems) > 0 {
		return incident.Weights{}, l.problems
	}
	return *w, nil
}

func (l *loader) weights(name string) *incident.Weights {
	var r fusionRow
	if !l.yaml(name, &r) {
		return nil
	}
	w := incident.Weights{
		Version: r.Version, Basis: r.Basis, Prior: r.Prior, Propose: r.Propose, Join: r.Join, Pairwise: r.Pairwise,
		ReachM: r.ReachM, Window: incident.Hours(r.Window), Levels: make(map[string][]incident.LevelWeight),
	}
	for _, x := range r.Levels {
		w.Levels[x.Aspect] = append(w.Levels[x.Aspect], incident.LevelWeight{Level: x.Level, M: x.M, U: x.U})
	}
	at := spot{row: name}
	l.filled(at.at("version"), r.Version, "name this set of weights; it stands beside everything that was joined by it")
	if p, ok := errors.AsType[*truceline.Problem](w.Check()); ok {
		l.refuse(at.at(p.Field), "%s", p.Msg)
		return nil
	}
	return &w
}

// FusionFile writes weights as the file that a case keeps them in.
func FusionFile(w incident.Weights) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Weights by which reports of one event are found: m is the share of pairs of reports of one event that agree so\n")
	fmt.Fprintf(&b, "# far in an aspect, u that of pairs of two events. docs/fusion.md says how they come about.\n\n")
	fmt.Fprintf(&b, "version: %q\nbasis: %q\nprior: %.4f\npropose: %.2f\njoin: %.2f\nreach_m: %g\nwindow_hours: %g\n",
		w.Version, w.Basis, w.Prior, w.Propose, w.Join, w.ReachM, float64(w.Window))
	if w.Pairwise {
		b.WriteString("pairwise: true\n")
	}
	b.WriteString("\nlevels:\n")
	for _, a := range incident.Aspects() {
		for _, x := range w.Levels[a.String()] {
			fmt.Fprintf(&b, "  - {aspect: %s, level: %q, m: %.3g, u: %.3g}\n", a, x.Level, x.M, x.U)
		}
	}
	return b.String()
}
