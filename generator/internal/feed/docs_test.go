package feed

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const page = "../../../docs/feeds.md"

// TestTheExtensionIsDescribed compares the tables of docs/feeds.md with the structs: every key is there in its order, and
// it is said of each whether it is always there.
func TestTheExtensionIsDescribed(t *testing.T) {
	for heading, s := range map[string]reflect.Type{
		"## The extension `_factcheck`": reflect.TypeFor[FactCheck](),
		"### claimants":                 reflect.TypeFor[Claimant](),
		"### verdict":                   reflect.TypeFor[Verdict](),
		"### corrections":               reflect.TypeFor[Correction](),
		"### The feed's own":            reflect.TypeFor[jsonExtension](),
	} {
		if d := cmp.Diff(keys(s, true), described(t, heading)); d != "" {
			t.Errorf("%s, %s (-the program +the document):\n%s", heading, s, d)
		}
	}
}

// keys lists those of a struct, each with whether it is always there. Those of an embedded one are there together or
// not at all.
func keys(s reflect.Type, always bool) (all []string) {
	for i := range s.NumField() {
		f := s.Field(i)
		if f.Anonymous {
			all = append(all, keys(f.Type.Elem(), false)...)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if always && options != "omitempty" {
			all = append(all, name+" yes")
		} else {
			all = append(all, name+" no")
		}
	}
	return all
}

var row = regexp.MustCompile("(?m)^\\| `(\\w+)` \\| (yes|no) \\| .+ \\|$")

// described lists the keys in the table under a heading.
func described(t *testing.T, heading string) (all []string) {
	t.Helper()
	_, section, found := strings.Cut(document(t), "\n"+heading+"\n")
	if !found {
		t.Fatalf("there is no %q", heading)
	}
	section, _, _ = strings.Cut(section, "\n#")
	for _, m := range row.FindAllStringSubmatch(section, -1) {
		all = append(all, m[1]+" "+m[2])
	}
	return all
}

func document(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestTheExampleIsWhatIsWritten reads the example of docs/feeds.md and writes it again.
func TestTheExampleIsWhatIsWritten(t *testing.T) {
	_, example, _ := strings.Cut(document(t), "```json\n")
	example, _, _ = strings.Cut(example, "```\n")
	var check FactCheck
	d := json.NewDecoder(strings.NewReader(example))
	d.DisallowUnknownFields()
	if err := d.Decode(&check); err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(check)
	if err != nil {
		t.Fatal(err)
	}
	var want, got map[string]any
	if err := json.Unmarshal([]byte(example), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(written, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-the document +the program):\n%s", d)
	}
}
