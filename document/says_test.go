package document

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"strconv"
	"strings"
	"testing"
)

// A rule that asks for a word which the lexicon lacks would never fire.
func TestRulesKnowTheirWords(t *testing.T) {
	lex := tables()
	pkgs, err := parser.ParseDir(gotoken.NewFileSet(), ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	for _, pkg := range pkgs {
		ast.Inspect(pkg, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "says" {
				return true
			}
			if lit, ok := call.Args[1].(*ast.BasicLit); ok {
				word, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				if lex.find([]byte(word)) == 0 {
					missing[word] = true
				}
			}
			return true
		})
	}
	for word := range missing {
		t.Errorf("a rule asks for %q, which the lexicon does not have", word)
	}
}
