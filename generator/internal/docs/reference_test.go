package docs_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/feed"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
)

// sections tells which struct each table of the reference describes, by document and heading.
func sections() map[string]map[string]reflect.Type {
	return map[string]map[string]reflect.Type{
		"front-matter.md": {
			"Claims":         reflect.TypeFor[claim.Claim](),
			"image":          reflect.TypeFor[claim.Image](),
			"appearances":    reflect.TypeFor[claim.Appearance](),
			"statements":     reflect.TypeFor[claim.Statement](),
			"sources":        reflect.TypeFor[claim.Source](),
			"snapshot":       reflect.TypeFor[claim.Snapshot](),
			"figures":        reflect.TypeFor[claim.Figure](),
			"media":          reflect.TypeFor[claim.Media](),
			"contacted":      reflect.TypeFor[claim.Contacted](),
			"developments":   reflect.TypeFor[claim.Development](),
			"corrections":    reflect.TypeFor[claim.Correction](),
			"was":            reflect.TypeFor[claim.Was](),
			"People":         reflect.TypeFor[claim.Person](),
			"Articles":       reflect.TypeFor[claim.Article](),
			"Topics":         reflect.TypeFor[claim.Topic](),
			"Pages":          reflect.TypeFor[claim.Page](),
			"Shared sources": reflect.TypeFor[claim.Library](),

			"Translated claims":           reflect.TypeFor[claim.ClaimText](),
			"translated image":            reflect.TypeFor[claim.ImageText](),
			"translated statements":       reflect.TypeFor[claim.StatementText](),
			"translated figures":          reflect.TypeFor[claim.FigureText](),
			"translated answers":          reflect.TypeFor[claim.ContactedText](),
			"translated developments":     reflect.TypeFor[claim.DevelopmentText](),
			"translated corrections":      reflect.TypeFor[claim.CorrectionText](),
			"translated wording":          reflect.TypeFor[claim.WasText](),
			"Translated articles":         reflect.TypeFor[claim.ArticleText](),
			"Translated people":           reflect.TypeFor[claim.PersonText](),
			"Translated topics and pages": reflect.TypeFor[claim.PageText](),
			"Translated scales":           reflect.TypeFor[claim.ScalesText](),
			"translated scale":            reflect.TypeFor[claim.ScaleText](),
			"translated verdicts":         reflect.TypeFor[claim.VerdictText](),
		},
		"site-yaml.md": {
			"The keys":  reflect.TypeFor[config.Config](),
			"publisher": reflect.TypeFor[config.Publisher](),
			"contact":   reflect.TypeFor[config.Contact](),
			"policies":  reflect.TypeFor[config.Policies](),
			"nav":       reflect.TypeFor[config.NavItem](),
			"languages": reflect.TypeFor[config.Language](),
		},
		"scales.md": {
			"The file": reflect.TypeFor[claim.Scales](),
			"scales":   reflect.TypeFor[claim.Scale](),
			"verdicts": reflect.TypeFor[claim.Verdict](),
		},
	}
}

// TestEveryStructIsDescribed sees that no struct that a file is decoded into has been left out above.
func TestEveryStructIsDescribed(t *testing.T) {
	described := map[reflect.Type]bool{}
	for _, inPage := range sections() {
		for _, s := range inPage {
			described[s] = true
		}
	}
	for s := range described {
		for _, f := range keysOf(s) {
			if inner := structIn(f.Type); inner != nil && !described[inner] {
				t.Errorf("%s of %s holds %s, which no table describes", f.Name, s, inner)
			}
		}
	}
}

// keysOf lists the fields of a struct that a key names.
func keysOf(s reflect.Type) (fields []reflect.StructField) {
	for _, f := range reflect.VisibleFields(s) {
		if _, ok := f.Tag.Lookup("yaml"); ok {
			fields = append(fields, f)
		}
	}
	return fields
}

// structIn gives the struct with keys that a value is or holds, or nil.
func structIn(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct && len(keysOf(t)) > 0 {
		return t
	}
	return nil
}

func TestReferenceHasEveryKey(t *testing.T) {
	for name, types := range sections() {
		p := read(t, name)
		for section, s := range types {
			t.Run(name+"#"+section, func(t *testing.T) {
				i := slices.IndexFunc(p.tables(), func(tb table) bool { return tb.section == section })
				if i < 0 {
					t.Fatal("there is no table")
				}
				checkTable(t, p.tables()[i], s, types)
			})
		}
	}
}

func checkTable(t *testing.T, tb table, s reflect.Type, types map[string]reflect.Type) {
	if want := []string{"key", "what it is", "required", "default", "meaning"}; !slices.Equal(tb.head, want) {
		t.Fatalf("the columns are %q, not %q", tb.head, want)
	}
	rows := map[string][]string{}
	for _, row := range tb.rows {
		key := strings.Trim(row[0], "`")
		if len(row) != 5 || rows[key] != nil || row[4] == "" {
			t.Errorf("the row of %q is a second one, or lacks a cell", key)
			continue
		}
		rows[key] = row
	}
	limits := map[string]int{}
	for _, key := range doc.KeysOf(s) {
		limits[key.Name] = key.Max
	}
	for _, f := range keysOf(s) {
		key, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		row := rows[key]
		delete(rows, key)
		if row == nil {
			t.Errorf("the key %q has no row", key)
			continue
		}
		if got, want := sortedValues(row[1]), shapeOf(f.Type, types)+limit(f.Type, limits[key]); got != want {
			t.Errorf("%s is %q, not %q", key, want, got)
		}
		switch required, isRequired := row[2] == "yes", option == "required"; {
		case required != isRequired:
			t.Errorf("%s: required is %v, and the table has %q", key, isRequired, row[2])
		case !isRequired && row[2] != "no" && !strings.HasPrefix(row[2], "unless "):
			t.Errorf("%s: %q is neither yes nor no nor a condition", key, row[2])
		case isRequired && row[3] != "–":
			t.Errorf("%s is required and has a default", key)
		}
	}
	for key := range rows {
		t.Errorf("there is no key %q", key)
	}
}

// limit is what the second column of a table adds for a key with a limit. The limit of most lists is
// stated once, above the tables.
func limit(t reflect.Type, n int) string {
	switch {
	case n == 0 || n == 1000 && t.Kind() == reflect.Slice:
		return ""
	case t.Kind() == reflect.String || t.Kind() == reflect.Pointer:
		return fmt.Sprintf(", at most %d characters", n)
	default:
		return fmt.Sprintf(", at most %d", n)
	}
}

// shapeOf is what the second column of a table says of a type.
func shapeOf(t reflect.Type, types map[string]reflect.Type) string {
	switch reflect.New(t).Interface().(type) {
	case *string, *doc.Free, *claim.Waivers, *bool, *int, *map[string]config.Severity:
		return map[reflect.Kind]string{reflect.String: "text", reflect.Bool: "`true` or `false`", reflect.Int: "whole number", reflect.Map: "mapping"}[t.Kind()]
	case *id.ID:
		return "id"
	case *date.Partial:
		return "date"
	case *date.Stamp:
		return "day or moment"
	case *doc.WebURL:
		return "web address"
	case *doc.URL, *config.BaseURL:
		return "address"
	case *feed.Authority:
		return "domain"
	case *doc.Contact:
		return "e-mail or address"
	case *config.Lang:
		return "language"
	case *config.Zone:
		return "time zone"
	case *claim.SourceID:
		return "source id"
	case *claim.Alias:
		return "path"
	case *claim.Timecode:
		return "timecode"
	case *claim.Number:
		return "number"
	case *claim.Colour:
		return "colour"
	case *claim.Speakers:
		return "[claimant](#claimant) or list of them"
	case *claim.ImageSrc:
		return "picture"
	case *claim.FilePath:
		return "file"
	case *claim.SHA256:
		return "SHA-256"
	case *claim.Icon:
		return "[icon](#icons)"
	case *claim.Group:
		return "[group](#groups)"
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return shapeOf(t.Elem(), types)
	case t.Kind() == reflect.Slice:
		return "list of " + plural(shapeOf(t.Elem(), types))
	case structIn(t) != nil:
		for section, s := range types {
			if s == t {
				return fmt.Sprintf("[%s](#%s)", section, anchor(section))
			}
		}
	case t.Kind() == reflect.String:
		return "`" + strings.Join(valuesOf(t), "` `") + "`"
	}
	return "?"
}

// sortedValues brings the values of an enumeration, which a reader wants in their own order, into that of the alphabet.
func sortedValues(cell string) string {
	values := strings.Fields(cell)
	for _, v := range values {
		if !strings.HasPrefix(v, "`") || !strings.HasSuffix(v, "`") {
			return cell
		}
	}
	slices.Sort(values)
	return strings.Join(values, " ")
}

func plural(shape string) string {
	switch {
	case strings.HasPrefix(shape, "["), shape == "text":
		return shape
	case strings.HasSuffix(shape, "ss"):
		return shape + "es"
	}
	return shape + "s"
}

// valuesOf lists the values of an enumeration, which it names when it refuses another.
func valuesOf(t reflect.Type) []string {
	v := reflect.New(t).Interface().(interface{ UnmarshalText(text []byte) error })
	problem, ok := v.UnmarshalText([]byte("no such value")).(*diag.Problem)
	if !ok {
		return nil
	}
	return strings.Split(strings.TrimPrefix(problem.Hint, "known: "), ", ")
}

// TestClaimantInPlace holds the one table whose struct cannot be reached from here to what the parser says.
func TestClaimantInPlace(t *testing.T) {
	_, found := claim.NewParser().Claim("claims/x.md", []byte("---\nclaimant: {qqqqqqqq: x}\n---\n"))
	var keys []string
	required := ""
	for _, f := range found {
		if f.Code == diag.UnknownKey {
			keys = strings.Split(strings.TrimPrefix(f.Hint, "known: "), ", ")
		}
		if f.Code == diag.Missing && f.At.Line == 2 && f.At.Col == 11 {
			required += strings.TrimSuffix(f.Message, " is required")
		}
	}
	for _, tb := range read(t, "front-matter.md").tables() {
		if tb.section != "claimant" {
			continue
		}
		var rows []string
		for _, row := range tb.rows {
			key := strings.Trim(row[0], "`")
			rows = append(rows, key)
			if (row[2] == "yes") != (key == required) {
				t.Errorf("%s: required is %q", key, row[2])
			}
		}
		slices.Sort(rows)
		if !slices.Equal(rows, keys) {
			t.Errorf("the table has %q, the parser knows %q", rows, keys)
		}
		return
	}
	t.Error("there is no table")
}

// TestDefaultsOfSiteYAML compares the defaults shown with those of a file that has a title only.
func TestDefaultsOfSiteYAML(t *testing.T) {
	cfg, _ := config.NewParser().Parse([]byte("title: x"))
	v := reflect.ValueOf(cfg).Elem()
	for _, tb := range read(t, "site-yaml.md").tables() {
		if tb.section != "The keys" {
			continue
		}
		for _, row := range tb.rows {
			for _, f := range keysOf(v.Type()) {
				key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
				if row[0] != "`"+key+"`" || key == "title" {
					continue
				}
				value, shown := v.FieldByIndex(f.Index), strings.Trim(row[3], "`")
				switch {
				case key == "time_zone":
					if shown != cfg.TimeZone.Location().String() {
						t.Errorf("the default of %s is not %s", key, shown)
					}
				case f.Type.Kind() == reflect.Bool && shown != fmt.Sprint(value):
					t.Errorf("the default of %s is %v, not %s", key, value, shown)
				case f.Type.Kind() != reflect.Bool && !value.IsZero() && shown != fmt.Sprint(value):
					t.Errorf("the default of %s is %v, not %s", key, value, shown)
				case f.Type.Kind() != reflect.Bool && value.IsZero() && strings.HasPrefix(row[3], "`"):
					t.Errorf("%s has no default, and the table has %s", key, shown)
				}
			}
		}
	}
}

// TestEveryKeyHasAnExample looks for each key in the YAML of its own section.
func TestEveryKeyHasAnExample(t *testing.T) {
	for name, types := range sections() {
		p := read(t, name)
		examples := map[string]string{}
		for _, b := range p.blocks() {
			if b.lang == "yaml" {
				examples[b.section] += b.text
			}
		}
		for section, s := range types {
			for _, f := range keysOf(s) {
				key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
				if !regexp.MustCompile(`(?m)(^|[\s{])` + key + `:`).MatchString(examples[section]) {
					t.Errorf("%s#%s: no example has %s", name, section, key)
				}
			}
		}
	}
}

// fillings are what an example may leave out because other examples have it.
func fillings() map[site.Kind][]string {
	return map[site.Kind][]string{
		site.ConfigFile:   {"title: x"},
		site.ClaimFile:    {"claim: x", "conclusion: x", "published: 2026-01-01", "authors: [x]"},
		site.ClaimantFile: {"name: x"},
		site.TeamFile:     {"name: x"},
		site.ArticleFile:  {"title: x", "published: 2026-01-01", "authors: [x]"},
		site.TopicFile:    {"title: x"},
		site.PageFile:     {"title: x"},
	}
}

// complete makes a file of an example that shows some of its keys.
func complete(b block) string {
	text := b.text
	needed := fillings()[site.Classify(b.file)]
	if strings.HasPrefix(b.file, "claims/") && strings.HasSuffix(b.file, ".es.md") {
		needed = []string{"claim: x", "conclusion: x"}
	}
	for _, filling := range needed {
		key, _, _ := strings.Cut(filling, ":")
		if b.lang == "yaml" && !regexp.MustCompile(`(?m)^`+key+`:`).MatchString(text) {
			text += filling + "\n"
		}
	}
	if b.lang == "yaml" && strings.HasSuffix(b.file, ".md") {
		return "---\n" + text + "---\n"
	}
	return text
}

// TestExamplesAreRead parses every block that is a file. Warnings are welcome: an example shows a part.
func TestExamplesAreRead(t *testing.T) {
	parser, n := site.NewParser(), 0
	for _, p := range all(t) {
		for _, b := range p.blocks() {
			if b.file == "" {
				if b.lang == "yaml" {
					t.Errorf("%s:%d: YAML that is part of no file", p.name, b.first)
				}
				continue
			}
			if p.name == guide || site.Classify(b.file) == site.Other || site.Classify(b.file) == site.TemplateFile {
				continue
			}
			n++
			for _, f := range parser.Parse(b.file, []byte(complete(b))).Findings {
				if f.Severity == diag.Error {
					t.Errorf("%s:%d: %v", p.name, b.first, f.In(b.file))
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d examples", n)
	}
}
