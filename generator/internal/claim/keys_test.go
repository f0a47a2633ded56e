package claim_test

import (
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// The tests of this file break, change and leave out every key of the full claim, one after the other.
// The keys are found in the file; that none is missing there is a test of its own.

// key is a place in the full claim where a key stands.
type key struct {
	path  string // such as sources.snapshot.file, without indexes
	name  string
	at    diag.At
	value reflect.Type // what its value is decoded into
	must  bool         // the key is required
}

// valueAt is where a value on the line of its key begins.
func (k key) valueAt() diag.At { return diag.At{Line: k.at.Line, Col: k.at.Col + len(k.name) + 2} }

// fields are the keys a struct type has, as its tags say.
func fields(t reflect.Type) map[string]key {
	keys := map[string]key{}
	for _, f := range reflect.VisibleFields(t) {
		if tag, ok := f.Tag.Lookup("yaml"); ok {
			name, option, _ := strings.Cut(tag, ",")
			keys[name] = key{name: name, value: f.Type, must: option == "required"}
		}
	}
	return keys
}

// inside is the struct type whose keys stand below a value of this type, or nil.
func inside(t reflect.Type) reflect.Type {
	switch {
	case t == reflect.TypeFor[claim.Speakers]():
		return reflect.TypeFor[claim.InlinePerson]()
	case isText(t):
		return nil
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer:
		return inside(t.Elem())
	case t.Kind() == reflect.Struct:
		return t
	}
	return nil
}

// isText tells that a type reads itself from a text.
func isText(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// keysOf finds the keys of the full claim.
func keysOf(t *testing.T) []key {
	t.Helper()
	header, _, _, found := doc.Split([]byte(full))
	wantFindings(t, found)
	root, found := doc.ParseYAML(header, 2)
	wantFindings(t, found)
	var keys []key
	var walk func(path string, n *doc.Node, t reflect.Type)
	walk = func(path string, n *doc.Node, in reflect.Type) {
		for _, item := range n.Items {
			walk(path, item, in)
		}
		if in == nil {
			return
		}
		known := fields(in)
		for _, f := range n.Fields {
			k, ok := known[f.Key]
			if !ok {
				t.Fatalf("the full claim has a key %s.%s that nothing decodes", path, f.Key)
			}
			k.path, k.at = strings.TrimPrefix(path+"."+f.Key, "."), f.KeyAt
			keys = append(keys, k)
			walk(k.path, f.Value, inside(k.value))
		}
	}
	walk("", root, reflect.TypeFor[claim.Claim]())
	return keys
}

func TestTheFullClaimHasEveryKey(t *testing.T) {
	want := map[string]bool{}
	var walk func(path string, in reflect.Type)
	walk = func(path string, in reflect.Type) {
		if in == nil {
			return
		}
		for name, k := range fields(in) {
			p := strings.TrimPrefix(path+"."+name, ".")
			want[p] = true
			walk(p, inside(k.value))
		}
	}
	walk("", reflect.TypeFor[claim.Claim]())
	got := map[string]bool{}
	for _, k := range keysOf(t) {
		got[k.path] = true
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
		t.Errorf("keys (-struct tags +full claim):\n%s", diff)
	}
}

// replace gives the full claim with other text from a key on to the end of its value.
func (k key) replace(text string) string {
	lines := strings.Split(full, "\n")
	line := []rune(lines[k.at.Line-1])
	end := k.at.Line
	for end < len(lines) && strings.HasPrefix(lines[end], strings.Repeat(" ", k.at.Col)) {
		end++
	}
	out := append(slices.Clone(lines[:k.at.Line-1]), string(line[:k.at.Col-1])+text)
	return strings.Join(append(out, lines[end:]...), "\n")
}

func TestEveryKeyMisspelt(t *testing.T) {
	for _, k := range keysOf(t) {
		t.Run(k.path, func(t *testing.T) {
			src := strings.Split(full, "\n")
			line := []rune(src[k.at.Line-1])
			src[k.at.Line-1] = string(line[:k.at.Col-1+len(k.name)]) + "x" + string(line[k.at.Col-1+len(k.name):])
			_, found := parser.Claim(path, []byte(strings.Join(src, "\n")))
			wantFinding(t, found, k.at, diag.UnknownKey)
		})
	}
}

func TestEveryKeyOfAnotherType(t *testing.T) {
	for _, k := range keysOf(t) {
		t.Run(k.path, func(t *testing.T) {
			at, wrong := k.valueAt(), "{a: b}"
			switch {
			case k.value == reflect.TypeFor[claim.Speakers]():
				wrong, at.Col = "[[a]]", at.Col+1
			case !isText(k.value) && slices.Contains([]reflect.Kind{reflect.Slice, reflect.Map, reflect.Struct, reflect.Pointer}, k.value.Kind()) &&
				k.value != reflect.TypeFor[*claim.Number]() && k.value != reflect.TypeFor[*string]():
				wrong = "words"
			}
			_, found := parser.Claim(path, []byte(k.replace(k.name+": "+wrong)))
			wantFinding(t, found, at, diag.WrongType)
			if k.value.Kind() == reflect.Slice && inside(k.value) == nil {
				_, found = parser.Claim(path, []byte(k.replace(k.name+": [ok, {a: b}]")))
				wantFinding(t, found, diag.At{Line: at.Line, Col: at.Col + len("[ok, ")}, diag.WrongType)
			}
		})
	}
}

// unfit has a text for every type that takes only some, and the code of the error.
func unfit() map[string]struct {
	text string
	code diag.Code
} {
	return map[string]struct {
		text string
		code diag.Code
	}{
		"date.Partial":         {"2017-13", diag.BadDate},
		"date.Stamp":           {"2017-01", diag.BadDate},
		"id.ID":                {"No Id", diag.BadID},
		"claim.SourceID":       {"-no-id", diag.BadID},
		"doc.WebURL":           {"example.org", diag.BadURL},
		"claim.MediaKind":      {"hologram", diag.BadValue},
		"claim.CorrectionKind": {"apology", diag.BadValue},
		"claim.PersonType":     {"robot", diag.BadValue},
		"claim.SourceKind":     {"rumour", diag.BadValue},
		"claim.Side":           {"both", diag.BadValue},
		"claim.Number":         {"14_2", diag.BadValue},
		"claim.Timecode":       {"noon", diag.BadValue},
		"claim.Alias":          {"old/path/", diag.BadValue},
		"claim.ImageSrc":       {"../a.png", diag.BadValue},
		"claim.FilePath":       {"/etc/file", diag.BadValue},
		"claim.SHA256":         {"0123456789abcdef", diag.BadValue},
		"claim.MediaCategory":  {"MissingContext", diag.BadValue},
		"config.Lang":          {"english", diag.BadValue},
		"bool":                 {"maybe", diag.WrongType},
	}
}

func TestEveryKeyWithAnUnfitValue(t *testing.T) {
	values := unfit()
	for _, k := range keysOf(t) {
		t.Run(k.path, func(t *testing.T) {
			element, before := k.value, ""
			switch {
			case element.Kind() == reflect.Pointer:
				element = element.Elem()
			case element == reflect.TypeFor[claim.Speakers]():
				element = reflect.TypeFor[claim.Speaker]().Field(0).Type // its id
			case element.Kind() == reflect.Slice:
				element, before = element.Elem(), "["
			}
			v, ok := values[element.String()]
			if !ok {
				if isText(element) {
					t.Fatalf("there is no unfit value for a %s", element)
				}
				return // any text fits, or the value has keys of its own
			}
			after := strings.Repeat("]", len(before))
			_, found := parser.Claim(path, []byte(k.replace(k.name+": "+before+v.text+after)))
			at := k.valueAt()
			at.Col += len(before)
			wantFinding(t, found, at, v.code)
		})
	}
}

func TestEveryKeyLeftOutOrLeftEmpty(t *testing.T) {
	required := map[string]bool{}
	for _, k := range keysOf(t) {
		t.Run(k.path, func(t *testing.T) {
			required[k.path] = k.must
			empty := diag.At{Line: k.at.Line, Col: k.at.Col + len(k.name) + 1}
			c, found := parser.Claim(path, []byte(k.replace(k.name+":")))
			if k.must {
				wantFinding(t, found, empty, diag.Missing)
				_, found = parser.Claim(path, []byte(k.replace(k.name+": '  '")))
				wantFinding(t, found, k.valueAt(), diag.Missing)
				return
			}
			if slices.ContainsFunc(found, func(f diag.Finding) bool { return f.At == empty && f.Code != diag.Missing }) {
				t.Errorf("empty, yet %q", show(found))
			}
			if k.path == k.name && k.name != "claim_short" && k.name != "title" { // empty is as good as absent; these two are made up for
				if v := fieldNamed(c, k.name); !v.IsZero() {
					t.Errorf("empty, yet %v", v)
				}
			}
		})
	}
	want := []string{
		"appearances.url", "authors", "claim", "claimant.name", "conclusion", "contacted.who", "corrections.date", "corrections.kind", "corrections.text",
		"developments.date", "developments.text", "figures.label", "image.src", "published", "sources.id", "sources.snapshot.file", "statements.claimant.name",
	}
	maps.DeleteFunc(required, func(_ string, must bool) bool { return !must })
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(required))); diff != "" {
		t.Errorf("required keys (-want +got):\n%s", diff)
	}
}

// fieldNamed is the value of a claim that a key of the top level stands for.
func fieldNamed(c *claim.Claim, name string) reflect.Value {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[claim.Claim]()) {
		if tag, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); tag == name {
			return reflect.ValueOf(c).Elem().FieldByIndex(f.Index)
		}
	}
	panic("no field for " + name)
}
