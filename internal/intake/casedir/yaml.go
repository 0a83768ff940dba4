package casedir

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth is how deep a YAML file of a case may nest. The format needs six.
const maxDepth = 32

// yaml decodes a file into the struct that into points to. It is strict: an
// unknown field, a field given twice or a value of the wrong shape is a problem
// with its line, and the rest is still read. Scalars keep the text that was
// written, so that "2017-05-05" and "0012" are what they look like. A field
// named Line receives the line on which its struct begins.
//
// The library's own strict decoder stops at the first problem of a row and
// names unknown fields in no fixed order, so its syntax tree is read here.
func (l *loader) yaml(name string, into any) bool {
	b, ok := l.read(name, maxYAML)
	if !ok {
		return false
	}
	tokens := lexer.Tokenize(string(b))
	if line, what := unwanted(tokens); what != "" {
		l.refuse(lineOf(name, line), "%s", what)
		return false
	}
	file, err := parse(tokens)
	if err != nil {
		line, msg := 1, "is not YAML"
		if e, ok := errors.AsType[yaml.Error](err); ok {
			msg = "is not YAML: " + e.GetMessage()
			if t := e.GetToken(); t != nil {
				line = t.Position.Line
			}
		}
		l.refuse(lineOf(name, line), "%s; mind the indentation, and quote text that holds a colon or begins with a mark", msg)
		return false
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil {
			bodies = append(bodies, doc.Body)
		}
	}
	if len(bodies) == 0 {
		l.refuse(spot{row: name}, "is empty; docs/case-format.md says what it holds")
		return false
	}
	if len(bodies) > 1 {
		l.refuse(spot{row: name}, "holds %d YAML documents; write exactly one", len(bodies))
		return false
	}
	d := decoder{l: l, file: name}
	d.value(bodies[0], reflect.ValueOf(into).Elem(), "")
	return true
}

// parse keeps a panic of the library from ending the program: the bytes come
// from outside.
func parse(tokens token.Tokens) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parse: %v", p)
		}
	}()
	return parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
}

// unwanted finds what the format has no use for and an attacker has: anchors
// and aliases, which multiply, tags, complex keys and endless nesting.
func unwanted(tokens token.Tokens) (line int, what string) {
	depth, entries := 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, entries = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return line, "holds an anchor or an alias (& or *), which the format does not use; write the value out, or quote it if it is text"
		case token.TagType:
			return line, "holds a tag (!), which the format does not use; quote it if it is text"
		case token.MappingKeyType:
			return line, "holds a complex key (?), which the format does not use; quote it if it is text"
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType:
			entries++
		}
		if max(depth, entries) > maxDepth {
			return line, fmt.Sprintf("nests deeper than %d levels; the format needs six", maxDepth)
		}
		if t.Type != token.CommentType && t.Position.IndentNum > 4*maxDepth {
			return line, fmt.Sprintf("is indented by more than %d columns; the format needs few", 4*maxDepth)
		}
	}
	return 0, ""
}

// A decoder fills the structs of rows.go from a syntax tree.
type decoder struct {
	l    *loader
	file string
}

func (d decoder) refuse(n ast.Node, field, format string, args ...any) {
	at := lineOf(d.file, lineOfNode(n))
	at.field = field
	d.l.refuse(at, format, args...)
}

func (d decoder) value(n ast.Node, v reflect.Value, field string) {
	if n == nil || n.Type() == ast.NullType {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		before := len(d.l.problems)
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), field)
		if len(d.l.problems) > before && v.Elem().Kind() != reflect.Struct {
			v.SetZero() // a bad number is not the number 0
		}
	case reflect.Struct:
		d.fields(n, v, field)
	case reflect.Slice:
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			d.refuse(n, field, "must be a list; write [a, b], or one item a line after a dash")
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
		for i, item := range seq.Values {
			at := fmt.Sprintf("%s[%d]", field, i)
			if item == nil || item.Type() == ast.NullType {
				d.refuse(seq, at, "is empty; give it a value or take it out")
				continue
			}
			d.value(item, v.Index(i), at)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		d.pairs(n, field, func(key string, value ast.Node) {
			if v.Type().Elem().Kind() == reflect.Slice {
				item := reflect.New(v.Type().Elem()).Elem()
				d.value(value, item, join(field, key))
				v.SetMapIndex(reflect.ValueOf(key), item)
				return
			}
			if text, ok := d.scalar(value, join(field, key)); ok {
				v.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(text))
			}
		})
	default:
		if text, ok := d.scalar(n, field); ok {
			d.set(n, v, field, text)
		}
	}
}

// set gives a scalar field its value.
func (d decoder) set(n ast.Node, v reflect.Value, field, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		if text != "true" && text != "false" {
			d.refuse(n, field, "%q is neither true nor false", text)
			return
		}
		v.SetBool(text == "true")
	case reflect.Int:
		i, err := strconv.Atoi(text)
		if err != nil {
			d.refuse(n, field, "%q is not a whole number", text)
			return
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			d.refuse(n, field, "%q is not a number", text)
			return
		}
		v.SetFloat(f)
	}
}

// fields fills a struct from a mapping by its yaml tags; embedded structs lend
// their fields.
func (d decoder) fields(n ast.Node, v reflect.Value, field string) {
	known := make(map[string]reflect.Value)
	var collect func(reflect.Value)
	collect = func(v reflect.Value) {
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch tag := f.Tag.Get("yaml"); {
			case f.Anonymous:
				collect(v.Field(i))
			case tag != "":
				known[tag] = v.Field(i)
			case f.Name == "Line":
				v.Field(i).SetInt(int64(lineOfNode(n)))
			}
		}
	}
	collect(v)
	d.pairs(n, field, func(key string, value ast.Node) {
		f, ok := known[key]
		if !ok {
			names := make([]string, 0, len(known))
			for k := range known {
				names = append(names, k)
			}
			d.refuse(value, join(field, key), "unknown field; %s", suggest(key, names, "the fields here are "))
			return
		}
		d.value(value, f, join(field, key))
	})
}

// pairs calls yield for each key of a mapping, once.
func (d decoder) pairs(n ast.Node, field string, yield func(key string, value ast.Node)) {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		d.refuse(n, field, "must be fields with values; write {name: value}, or one name: value a line")
		return
	}
	first := make(map[string]int)
	for _, kv := range values {
		key := kv.Key.GetToken().Value
		if line, twice := first[key]; twice {
			d.refuse(kv.Key, join(field, key), "stands twice, first on line %d; keep one", line)
			continue
		}
		first[key] = lineOfNode(kv.Key)
		yield(key, kv.Value)
	}
}

// scalar is a value's text as written; null is no text.
func (d decoder) scalar(n ast.Node, field string) (string, bool) {
	switch n := n.(type) {
	case nil, *ast.NullNode:
		return "", false
	case *ast.StringNode:
		return strings.TrimRight(n.Value, "\n"), true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	d.refuse(n, field, "must be one value, not a list or fields")
	return "", false
}

// lineOfNode is the line on which a node begins, or 1 if it does not say.
func lineOfNode(n ast.Node) int {
	switch m := n.(type) {
	case *ast.MappingNode:
		if !m.IsFlowStyle && len(m.Values) > 0 {
			return lineOfNode(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return lineOfNode(m.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func join(field, key string) string {
	if field == "" {
		return key
	}
	return field + "." + key
}

// suggest ends a sentence about a word that is not among the known ones: with
// the nearest of them, or with all.
func suggest(word string, known []string, all string) string {
	slices.Sort(known)
	best, least := "", max(2, len(word)/3)+1
	for _, k := range known {
		if n := distance(word, k); n < least {
			best, least = k, n
		}
	}
	if best != "" {
		return fmt.Sprintf("the nearest is %q", best)
	}
	return all + strings.Join(known, ", ")
}

// distance is how many single-byte insertions, deletions and replacements turn
// a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
