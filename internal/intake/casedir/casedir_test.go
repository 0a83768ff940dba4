package casedir_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	_ "time/tzdata"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/truceline/truceline"
	"github.com/truceline/truceline/internal/intake/casedir"
)

var update = flag.Bool("update", false, "rewrite what the scenarios want")

// example is the files of the case that New writes.
func example(t testing.TB) fstest.MapFS {
	t.Helper()
	out := make(fstest.MapFS)
	dir := os.DirFS("template")
	err := fs.WalkDir(dir, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(dir, name)
		out[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// replace exchanges a piece of text, which must stand there, for another.
func replace(t testing.TB, files fstest.MapFS, name, old, with string) {
	t.Helper()
	f, ok := files[name]
	if !ok || !strings.Contains(string(f.Data), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), old, with, 1))}
}

// TestProblems spoils the example in one way a scenario. A section "edit FILE"
// replaces the text of a line "- " by that of the lines "+ " after it, with its
// indentation; "remove FILE" takes a file out; any other section adds a file.
func TestProblems(t *testing.T) {
	scenarios, err := filepath.Glob("testdata/problems/*.txtar")
	if err != nil || len(scenarios) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, path := range scenarios {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			scenario, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files := example(t)
			want := -1
			for i, f := range scenario.Files {
				switch verb, file, _ := strings.Cut(f.Name, " "); verb {
				case "want":
					want = i
				case "remove":
					delete(files, file)
				case "edit":
					edit(t, files, file, string(f.Data))
				default:
					files[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			problems, _ := casedir.Lint(files)
			got := problems.Error() + "\n"
			if len(problems) == 0 {
				t.Fatal("no problem was found")
			}
			if *update {
				scenario.Files[want].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(scenario), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if w := string(scenario.Files[want].Data); got != w {
				t.Errorf("got:\n%swant:\n%s", got, w)
			}
			if c, err := casedir.Load(files); c != nil || truceline.KindOf(err) != truceline.InvalidKind {
				t.Errorf("Load = %v, %v; a case with problems must not load", c, err)
			}
		})
	}
}

func edit(t *testing.T, files fstest.MapFS, file, lines string) {
	t.Helper()
	var old string
	var with []string
	flush := func() {
		if old == "" {
			return
		}
		text := string(files[file].Data)
		at := strings.Index(text, old)
		if at < 0 {
			t.Fatalf("%s does not hold %q", file, old)
		}
		// Further lines take the indentation of the line that is replaced.
		line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		if strings.HasPrefix(strings.TrimLeft(line, " "), "- ") {
			indent += "- "
		}
		replace(t, files, file, old, strings.Join(with, "\n"+indent))
	}
	for line := range strings.Lines(lines) {
		line = strings.TrimSuffix(line, "\n")
		if text, ok := strings.CutPrefix(line, "- "); ok {
			flush()
			old, with = text, nil
		} else {
			with = append(with, strings.TrimPrefix(line, "+ "))
		}
	}
	flush()
}
