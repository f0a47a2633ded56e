package claim_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/claim"
)

// another has a text that fits, and that the full claim does not have, for every type.
func another() map[string]string {
	return map[string]string{
		"string":               "other words",
		"bool":                 "", // the other one
		"date.Partial":         "1999-12",
		"date.Stamp":           "2026-12-01",
		"id.ID":                "another",
		"claim.SourceID":       "another",
		"doc.WebURL":           "https://other.example/",
		"claim.MediaKind":      "audio",
		"claim.CorrectionKind": "update",
		"claim.PersonType":     "person",
		"claim.SourceKind":     "dataset",
		"claim.Side":           "for",
		"claim.Number":         "42",
		"claim.Timecode":       "1:02:03",
		"claim.Alias":          "/another/",
		"claim.Image":          "{src: other.png, alt: another}",
		"claim.ImageSrc":       "other.png",
		"claim.FilePath":       "other.warc",
		"claim.SHA256":         strings.Repeat("0", 64),
		"claim.MediaCategory":  "staged",
		"config.Lang":          "pt-BR",
		"claim.Was":            "{verdict: other}",
		"claim.Snapshot":       "{file: other.warc}",
		"claim.Waivers":        "{A311: another reason}",
		"doc.Free":             "{other: 1}",
		"claim.Speakers":       "somebody-else",
	}
}

func TestDigestsChangeWithWhatTheyCover(t *testing.T) {
	before, _ := parser.Claim(path, []byte(full))
	head := fields(reflect.TypeFor[claim.Head]())
	values := another()
	for _, k := range keysOf(t) {
		t.Run(k.path, func(t *testing.T) {
			element := k.value
			for element.Kind() == reflect.Pointer || element.Kind() == reflect.Slice && values[element.String()] == "" {
				element = element.Elem()
			}
			value, ok := values[element.String()]
			if element.Kind() == reflect.Struct && !ok {
				return // the keys in it are tested one by one
			}
			switch {
			case !ok:
				t.Fatalf("there is no other value for a %s", element)
			case element.Kind() == reflect.Bool:
				value = "true"
				if strings.Contains(strings.Split(full, "\n")[k.at.Line-1], "true") {
					value = "false"
				}
			case k.path == "claimant.type":
				value = "person"
			case k.path == "statements.claimant.type":
				value = "organization"
			case k.value.Kind() == reflect.Slice && k.value != reflect.TypeFor[claim.Speakers]():
				value = "[" + value + "]"
			}
			after, found := parser.Claim(path, []byte(k.replace(k.name+": "+value)))
			for _, line := range show(found) {
				if !slices.ContainsFunc([]string{" A017 ", " A103 ", " A110 ", " A112 ", " A117 ", " A137 "}, func(code string) bool { return strings.Contains(line, code) }) {
					t.Errorf("%s does not fit: %s", value, line) // but for what it has to do with other keys
				}
			}
			if after.Digest == before.Digest {
				t.Error("the digest is the same")
			}
			top, _, _ := strings.Cut(k.path, ".")
			if _, of := head[top]; of != (after.HeadDigest != before.HeadDigest) {
				t.Errorf("of the head: %v; the head's digest changes: %v", of, after.HeadDigest != before.HeadDigest)
			}
		})
	}
}

func TestHeadDigest(t *testing.T) {
	before, _ := parser.Claim(path, []byte(full))
	for what, src := range map[string]string{
		"another body":  full + "\nMore of it.\n",
		"a comment":     strings.Replace(full, "\nsaid:", "\n# heard on the day\nsaid:", 1),
		"other quotes":  strings.Replace(full, `"War costs: the numbers"`, "'War costs: the numbers'", 1),
		"another order": strings.Replace(strings.Replace(full, "scale: truth\n", "", 1), "\nsaid:", "\nscale: truth\nsaid:", 1),
		"Windows lines": strings.ReplaceAll(full, "\n", "\r\n"),
		"draft":         strings.Replace(full, "draft: false", "draft: true", 1),
		"a blank line":  strings.Replace(full, "\nupdated", "\n\nupdated", 1),
	} {
		after, _ := parser.Claim(path, []byte(src))
		if after.HeadDigest != before.HeadDigest {
			t.Errorf("%s: the head's digest changes", what)
		}
		if after.Digest == before.Digest {
			t.Errorf("%s: the digest is the same", what)
		}
	}
	renamed, _ := parser.Claim("claims/other.md", []byte(full))
	if renamed.HeadDigest == before.HeadDigest || renamed.Digest == before.Digest {
		t.Error("another id has the same digests")
	}
	moved, _ := parser.Claim("claims/2017/us-13-wars/index.md", []byte(full))
	if moved.HeadDigest != before.HeadDigest || moved.Digest != before.Digest {
		t.Error("moved to another folder, the claim has other digests")
	}
}

// Absent and false, zero or empty are told apart where it matters to a reader.
func TestHeadDigestOfAbsence(t *testing.T) {
	seen := map[string]string{}
	for what, lines := range map[string]string{
		"nothing":         "",
		"a decoration":    "image: {src: a.png, alt: ''}\n",
		"another":         "image: {src: b.png, alt: ''}\n",
		"an alt text":     "image: {src: a.png, alt: b}\n",
		"a credit":        "image: {src: a.png, alt: '', credit: b}\n",
		"one claimant":    "claimant: a\n",
		"another one":     "claimant: {name: a}\n",
		"two claimants":   "claimant: [a, b]\n",
		"in other order":  "claimant: [b, a]\n",
		"one topic":       "topics: [a]\n",
		"a year":          "said: 2017\n",
		"its first month": "said: 2017-01\n",
		"its first day":   "said: 2017-01-01\n",
	} {
		sum := good(t, lines).HeadDigest.String()
		if other := seen[sum]; other != "" {
			t.Errorf("%s and %s have one digest", what, other)
		}
		seen[sum] = what
	}
}

func TestPersonDigests(t *testing.T) {
	const src = "---\nname: Jack Ma\ntype: person\nrole: Chairman\nsame_as: [https://example.org/a]\n---\nText\n"
	before, found := parser.Person("content/claimants/jack-ma.md", []byte(src))
	wantFindings(t, found)
	for what, change := range map[string]struct {
		file, old, new string
		name           bool // what others' pages show changes
	}{
		"name":    {"jack-ma", "Jack Ma", "Ma Yun", true},
		"type":    {"jack-ma", "type: person", "type: organization", true},
		"role":    {"jack-ma", "Chairman", "Founder", true},
		"same_as": {"jack-ma", "/a]", "/b]", true}, // in the structured data of their claims,
		"body":    {"jack-ma", "Text", "More", false},
		"id":      {"ma-yun", "", "", true},
	} {
		after, _ := parser.Person("content/claimants/"+change.file+".md", []byte(strings.Replace(src, change.old, change.new, 1)))
		if after.Digest == before.Digest || (after.NameDigest != before.NameDigest) != change.name {
			t.Errorf("%s: digest changes %v, that of the name %v", what, after.Digest != before.Digest, after.NameDigest != before.NameDigest)
		}
	}
}

func TestLibraryDigests(t *testing.T) {
	const src = "sources:\n  - {id: a, title: A, url: 'https://example.org/'}\n  - {id: b, title: B}\n"
	before, found := parser.Library("claims/sources.yaml", []byte(src))
	wantFindings(t, found)
	after, _ := parser.Library("claims/sources.yaml", []byte(strings.Replace(src, "title: B", "title: C", 1)))
	same := slices.Index(after.Digests, before.Digests[0])
	if len(after.Digests) != 2 || same != 0 || after.Digests[1] == before.Digests[1] {
		t.Errorf("digests went from %v to %v", before.Digests, after.Digests)
	}
}
