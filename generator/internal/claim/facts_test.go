package claim_test

import (
	"reflect"
	"strings"
	"testing"

	"assay/generator/internal/claim"
)

func TestWhatDiffersInTexts(t *testing.T) {
	const file = `---
title: Wars
claim: America has had 13 wars.
quote: Thirteen.
conclusion: It has not.
verdict: "false"
published: 2026-01-01
updated: 2026-01-03
claimant: ann
said: 2026-01-01
authors: [desk]
topics: [war]
related: [other]
sources:
  - {id: a, title: A, url: "https://a.example/"}
  - {id: b, title: B, url: "https://b.example/"}
figures: [{label: Wars, claimed: 13, found: 12}]
x: {desk: 1}
---
Text [@a] and [@b], as [here](claim:other).
`
	parse := func(text string) *claim.Claim {
		c, found := claim.NewParser().Claim("claims/wars.md", []byte(text))
		if found.Failed() {
			t.Fatal(found)
		}
		return c
	}
	before := parse(file)
	for edit, want := range map[[2]string]bool{
		{"", ""}:                                  true,
		{"title: Wars", "title: War"}:             true,
		{"13 wars.", "14 wars."}:                  true,
		{"Thirteen.", "Fourteen."}:                true,
		{"It has not.", "It has."}:                true,
		{"Text ", "More text. "}:                  true,
		{"Text ", "## Heading\n\nText "}:          true,
		{"title: Wars\n", "# why\ntitle: Wars\n"}: true,
		{`"false"`, `"true"`}:                     false,
		{"2026-01-03", "2026-01-04"}:              false,
		{"claimant: ann", "claimant: ben"}:        false,
		{"said: 2026-01-01", "said: 2025"}:        false,
		{"[desk]", "[desk, eva]"}:                 false,
		{"[war]", "[wars]"}:                       false,
		{"related: [other]", "related: []"}:       false,
		{"title: B", "title: C"}:                  false,
		{"[@a] and [@b]", "[@b] and [@a]"}:        false,
		{"(claim:other)", "(claim:another)"}:      false,
		{"found: 12", "found: 11"}:                false,
		{"desk: 1", "desk: 2"}:                    false,
	} {
		if got := parse(strings.Replace(file, edit[0], edit[1], 1)).DiffersInTexts(before); got != want {
			t.Errorf("%q for %q differs in texts: %v, want %v", edit[1], edit[0], got, want)
		}
	}
	moved := *before
	moved.Path = "claims/old/wars.md"
	if moved.DiffersInTexts(before) {
		t.Error("a claim in another file differs in texts")
	}
}

// Whoever adds a field to a claim decides here whether it is a text.
func TestFieldsThatAreTexts(t *testing.T) {
	texts := map[string]bool{"Title": true, "Wording": true, "Short": true, "Conclusion": true, "Quote": true, "Body": true, "Cited": true, "Positions": true, "Digest": true, "HeadDigest": true}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[claim.Claim]()) {
		if field.Anonymous {
			continue
		}
		var a, b claim.Claim
		v := reflect.ValueOf(&a).Elem().FieldByIndex(field.Index)
		switch v.Kind() {
		case reflect.String:
			v.SetString("x")
		case reflect.Bool:
			v.SetBool(true)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
		case reflect.Map:
			v.Set(reflect.MakeMap(v.Type()))
		case reflect.Array:
			v.Index(0).SetUint(1)
		case reflect.Struct: // a date, or a moment that begins with one
			for v.Kind() == reflect.Struct {
				v = v.Field(0)
			}
			v.SetInt(1)
		default:
			t.Fatalf("%s is a %s", field.Name, v.Kind())
		}
		if same := reflect.DeepEqual(a.Facts(), b.Facts()); same != texts[field.Name] {
			t.Errorf("%s is a text: %v, want %v", field.Name, same, texts[field.Name])
		}
	}
}
