// Package schema describes the files of a site as JSON Schema (https://json-schema.org/draft-07/schema), for editors that complete and check while one types.
//
// A schema is made of the types that the files are read into, so it has every key there is, and no other. It knows shapes, keys, and what values are allowed where
// that can be told from the value alone; what files say of each other only the program knows. What the program takes, a schema takes: it may be milder, and is never
// stricter, but that a key without a value is refused where values are listed.
//
// YAML has no quotes around most texts, and takes some for numbers or truth values; so do schemas, and every text may be one. A draft may lack what is
// required.
package schema

import (
	"encoding"
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/doc"
)

// Kind is a kind of file.
type Kind struct {
	Name  string
	Files string // as globs have it, relative to the site's root
	Title string
	holds reflect.Type
	draft bool // may lack what is required while it is a draft
}

// Kinds lists the kinds of files.
func Kinds() []Kind {
	return []Kind{
		{"site", "site.yaml", "The site", reflect.TypeFor[config.Config](), false},
		{"claim", "claims/**/*.md", "A claim", reflect.TypeFor[claim.Claim](), true},
		{"verdicts", "claims/verdicts.yaml", "Verdict scales", reflect.TypeFor[claim.Scales](), false},
		{"sources", "claims/sources.yaml", "Sources that claims share", reflect.TypeFor[claim.Library](), false},
		{"article", "content/articles/**/*.md", "An article", reflect.TypeFor[claim.Article](), true},
		{"person", "content/{claimants,team}/**/*.md", "A claimant, or somebody of the team", reflect.TypeFor[claim.Person](), false},
		{"topic", "content/topics/**/*.md", "A topic", reflect.TypeFor[claim.Topic](), false},
		{"page", "content/*.md", "A page", reflect.TypeFor[claim.Page](), false},
		{"claim-text", "claims/**/*.LANG.md", "A claim in another language", reflect.TypeFor[claim.ClaimText](), false},
		{"article-text", "content/articles/**/*.LANG.md", "An article in another language", reflect.TypeFor[claim.ArticleText](), false},
		{"person-text", "content/{claimants,team}/**/*.LANG.md", "Somebody in another language", reflect.TypeFor[claim.PersonText](), false},
		{"page-text", "content/*.LANG.md", "A page in another language", reflect.TypeFor[claim.PageText](), false},
		{"verdicts-text", "claims/verdicts.LANG.yaml", "Verdict scales in another language", reflect.TypeFor[claim.ScalesText](), false},
	}
}

// Find gives a kind by its name.
func Find(name string) (Kind, bool) {
	i := slices.IndexFunc(Kinds(), func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return Kinds()[i], true
}

// JSON gives the schema of a kind of file.
func (k Kind) JSON() ([]byte, error) {
	s := mapping(k.holds, k.draft)
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	s["title"] = k.Title
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

type object = map[string]any

var textType = reflect.TypeFor[encoding.TextUnmarshaler]()

// text is a value in one piece, whatever YAML takes it for.
func text() object { return object{"type": []string{"string", "number", "boolean", "null"}} }

func pattern(form string) object {
	s := text()
	s["pattern"] = form
	return s
}

// known are the schemas of types that say more than that they are texts.
func known() map[reflect.Type]object {
	return map[reflect.Type]object{
		reflect.TypeFor[date.Partial]():   pattern(`^\d{4}(-\d{2}(-\d{2})?)?$`),
		reflect.TypeFor[date.Stamp]():     pattern(`^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$`),
		reflect.TypeFor[doc.WebURL]():     pattern(`^[Hh][Tt][Tt][Pp][Ss]?://`),
		reflect.TypeFor[config.BaseURL](): pattern(`^[Hh][Tt][Tt][Pp][Ss]?://`),
		reflect.TypeFor[claim.Colour]():   pattern(`^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$`),
		reflect.TypeFor[claim.Timecode](): pattern(`^\d{1,3}(:\d{2}){1,2}$`),
		reflect.TypeFor[claim.Alias]():    pattern(`^(/|https?://)`),
		reflect.TypeFor[doc.Free]():       {"type": []string{"object", "null"}},
		reflect.TypeFor[claim.Waivers]():  {"type": []string{"object", "null"}, "patternProperties": object{`^A\d{3}$`: text()}, "additionalProperties": false},
	}
}

// of gives the schema of what a value of a type may be.
func of(t reflect.Type) object {
	if s, ok := known()[t]; ok {
		return s
	}
	switch v := reflect.Zero(t).Interface().(type) {
	case interface{ Values() []string }:
		return object{"enum": typed(v.Values())}
	case interface{ Alternatives() []any }:
		var all []object
		for _, alternative := range v.Alternatives() {
			all = append(all, of(reflect.TypeOf(alternative)))
		}
		return object{"anyOf": all}
	}
	if reflect.PointerTo(t).Implements(textType) {
		return text()
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": []string{"boolean", "null"}}
	case reflect.Int:
		return object{"type": []string{"integer", "null"}}
	case reflect.Pointer:
		return of(t.Elem())
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": of(t.Elem())}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": of(t.Elem())}
	case reflect.Struct:
		return mapping(t, false)
	default:
		return text()
	}
}

// typed gives the values that are allowed as YAML may take them.
func typed(values []string) []any {
	all := make([]any, 0, len(values)+2)
	for _, v := range values {
		all = append(all, v)
		if v == "true" || v == "false" {
			all = append(all, v == "true")
		}
	}
	return all
}

// within adds a limit to the schema of a list, mapping or text, and returns it.
func within(limit int, s object) object {
	if limit == 0 {
		return s
	}
	s = maps.Clone(s)
	if all, ok := s["anyOf"].([]object); ok {
		all = slices.Clone(all)
		for i := range all {
			if isKind(all[i], "array") {
				all[i] = within(limit, all[i])
			}
		}
		s["anyOf"] = all
		return s
	}
	switch {
	case isKind(s, "array"):
		s["maxItems"] = limit
	case isKind(s, "object"):
		s["maxProperties"] = limit
	case isKind(s, "string"):
		s["maxLength"] = limit
	}
	return s
}

// isKind reports whether a schema allows values of a type of JSON.
func isKind(s object, name string) bool {
	kinds, ok := s["type"].([]string)
	return ok && slices.Contains(kinds, name)
}

// mapping gives the schema of a mapping. A draft need not have what is required.
func mapping(t reflect.Type, draft bool) object {
	properties, required := object{}, []string{}
	for _, key := range doc.KeysOf(t) {
		properties[key.Name] = within(key.Max, of(key.Type))
		if key.Required {
			required = append(required, key.Name)
		}
	}
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	switch {
	case len(required) == 0:
		s["type"] = []string{"object", "null"}
	case draft:
		s["if"] = object{"properties": object{"draft": object{"const": true}}, "required": []string{"draft"}}
		s["else"] = object{"required": required}
	default:
		s["required"] = required
	}
	return s
}
