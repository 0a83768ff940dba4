package document

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestSwitchesKnowTheirWords checks that every word that a switch over a token's
// word names is one that the scanner knows: a case with another never comes
// true, and nothing else would say so.
func TestSwitchesKnowTheirWords(t *testing.T) {
	lex := tables()
	var files []string
	for _, pattern := range []string{"date*.go", "citation*.go", "condition*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	words := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := gotoken.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SwitchStmt)
			if !ok {
				return true
			}
			if tag, ok := s.Tag.(*ast.SelectorExpr); !ok || tag.Sel.Name != "word" {
				return true
			}
			for _, c := range s.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					lit, ok := e.(*ast.BasicLit)
					if !ok {
						continue
					}
					w, err := strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
					words++
					if lex.find([]byte(w)) == 0 {
						t.Errorf("%v: the scanner does not know the word %q", set.Position(lit.Pos()), w)
					}
				}
			}
			return true
		})
	}
	if words == 0 {
		t.Error("no switch over words was found")
	}
}
