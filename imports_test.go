package truceline_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/truceline/truceline"

// tiers says who may import whom: a package imports only tiers above its own
// (a smaller number). docs/architecture.md draws it. A package that stands in
// no tier fails the test until someone gives it one.
var tiers = map[string]int{
	"": 0,

	"place": 1, "party": 1, "tlog": 1, "headline/wording": 1, "sanctions/screening": 1,
	"report": 2, "sanctions": 2, "document": 2, "place/gazetteer": 2,
	"instrument": 3, "incident": 3, "headline": 3, "document/gold": 3,
	"observance": 4, "ledgers": 4, "movement": 5,
	"publication": 5,

	"cases": 6, "internal/locale": 6,
	"internal/intake/csvrows": 6, "internal/intake/lexicon": 6, "internal/intake/casedir": 6, // what the readers of one format share is no sibling
	"internal/intake/ged": 6, "internal/intake/claims": 6, "internal/intake/bulletin": 6, "internal/intake/docfile": 6,
	"internal/intake/mapped": 6, "internal/intake/hxl": 6,
	"internal/intake/accounts": 6, "internal/intake/acled": 6, "internal/intake/geojson": 6,
	"internal/intake/unlist": 6, "internal/intake/ftm": 6, "internal/intake/plainlist": 6, "internal/intake/listing": 6,
	"internal/intake/listing/listingtest": 6, "internal/intake/unpack": 6,
	"internal/rivals/score": 6, "internal/rivals/headlines": 7, "internal/rivals": 7, // the truth that fusion is measured against
	"internal/namesakes": 7, // the names that screening is measured with
	"internal/store":     7,
	"internal/desk":      8,
	"internal/web":       9,
	"cmd/truceline":      10,
}

// shared may be imported by siblings of its own tier: csvrows is the one reader
// of rows for every format made of rows, lexicon the one reader of words,
// mapped the one that makes reports of columns, which hashtags only name,
// listing what the readers of designation lists have in common, and unpack how
// both take gzip within bounds.
var shared = map[string]bool{
	"internal/intake/csvrows": true, "internal/intake/lexicon": true, "internal/intake/mapped": true, "internal/intake/listing": true,
	"internal/intake/unpack": true,
}

// impure is what the field may not import: it takes values and gives values.
var impure = []string{"database/sql", "embed", "log", "math/rand", "net", "os"}

func TestImports(t *testing.T) {
	fsys := os.DirFS(".")
	for _, file := range goFiles(t, fsys) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		dir := path.Dir(file)
		if dir == "." {
			dir = ""
		}
		tier, ok := tiers[dir]
		if !ok {
			t.Errorf("%s: package %q stands in no tier; give it one in imports_test.go and draw it in docs/architecture.md", file, dir)
			continue
		}
		f := parse(t, fsys, file)
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			checkImport(t, file, tier, imported)
		}
		if tier <= 7 && calls(f, "time", "Now") {
			t.Errorf("%s calls time.Now: the clock belongs to internal/desk and cmd", file)
		}
	}
}

func checkImport(t *testing.T, file string, tier int, imported string) {
	t.Helper()
	own, ours := strings.CutPrefix(imported, module)
	own = strings.TrimPrefix(own, "/")
	if ours {
		above, ok := tiers[own]
		if ok && (above < tier || above == tier && shared[own]) {
			return
		}
		t.Errorf("%s (tier %d) imports %s (tier %d): a package imports only tiers above its own", file, tier, own, above)
		return
	}
	if tier > 5 {
		return
	}
	for _, no := range impure {
		if imported == no || strings.HasPrefix(imported, no+"/") {
			t.Errorf("%s imports %s: the field takes values and gives values", file, imported)
		}
	}
}

// goFiles lists the module's own Go files. Folders with a go.mod of their own
// are other modules.
func goFiles(t *testing.T, fsys fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			name := d.Name()
			if p != "." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
				return fs.SkipDir
			}
			if _, err := fs.Stat(fsys, path.Join(p, "go.mod")); p != "." && err == nil {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(p, ".go") {
			out = append(out, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func parse(t *testing.T, fsys fs.FS, file string) *ast.File {
	t.Helper()
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// calls reports whether the file names a function of a package.
func calls(f *ast.File, pkg, name string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == name {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == pkg {
				found = true
			}
		}
		return !found
	})
	return found
}

// TestWords keeps words out of the code that the project does not use of
// anybody. docs/words.md says what is said instead.
func TestWords(t *testing.T) {
	fsys := os.DirFS(".")
	banned := []string{"viol" + "ator", "enem" + "y", "terror" + "ist"}
	for _, file := range goFiles(t, fsys) {
		src, err := fs.ReadFile(fsys, file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.ToLower(string(src)), "\n") {
			for _, w := range banned {
				if strings.Contains(line, w) {
					t.Errorf("%s:%d says %q", file, i+1, w)
				}
			}
		}
	}
}
