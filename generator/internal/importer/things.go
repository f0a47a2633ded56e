package importer

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/record"
)

// thing is a node of JSON-LD, or an item of microdata in the same shape.
type thing = map[string]any

// finder finds ClaimReviews in a document.
type finder struct {
	from    string
	byID    map[string]thing
	isPage  bool // web pages often say the same twice, as JSON-LD and as microdata
	records []Record
	found   []Problem
}

func newFinder(from string) *finder {
	return &finder{from: from, byID: map[string]thing{}}
}

// document looks at a whole document.
func (f *finder) document(v any) {
	f.index(v, 0)
	f.look(v, 0)
}

// maxDepth is how deep things may lie in others.
const maxDepth = 40

// index notes the things that others may name by @id.
func (f *finder) index(v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			f.index(item, depth+1)
		}
	case thing:
		if name, ok := v["@id"].(string); ok && len(v) > 1 {
			f.byID[name] = v
		}
		for _, value := range v {
			f.index(value, depth+1)
		}
	}
}

func (f *finder) look(v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			f.look(item, depth+1)
		}
	case thing:
		switch {
		case is(v, "ClaimReview"):
			f.review(v)
		case isSearchAnswer(v):
			f.answer(v)
		default:
			for _, key := range sortedKeys(v) {
				f.look(v[key], depth+1)
			}
		}
	}
}

// is tells that a thing has a type, alone or among others.
func is(v thing, name string) bool {
	for _, t := range texts(v["@type"]) {
		if t = t[strings.LastIndexAny(t, "/:#")+1:]; t == name {
			return true
		}
	}
	return false
}

// texts gives the texts of a value that may be one or several.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{v.String()}
	case float64:
		return []string{strconv.FormatFloat(v, 'f', -1, 64)}
	case bool:
		return []string{strconv.FormatBool(v)}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, texts(item)...)
		}
		return all
	case thing:
		for _, key := range []string{"@value", "name", "text", "url", "@id"} {
			if all := texts(v[key]); len(all) > 0 {
				return all
			}
		}
	}
	return nil
}

// text gives the first text of some values.
func text(values ...any) string {
	for _, v := range values {
		for _, s := range texts(v) {
			if s = clean(s); s != "" {
				return s
			}
		}
	}
	return ""
}

// things gives the things of a value that may be one or several; those that are named by @id are found.
func (f *finder) things(v any) []thing {
	switch v := v.(type) {
	case thing:
		if name, ok := v["@id"].(string); ok && len(v) == 1 && f.byID[name] != nil {
			return []thing{f.byID[name]}
		}
		return []thing{v}
	case []any:
		var all []thing
		for _, item := range v {
			all = append(all, f.things(item)...)
		}
		return all
	case string:
		if f.byID[v] != nil {
			return []thing{f.byID[v]}
		}
	}
	return nil
}

// review takes up a ClaimReview.
func (f *finder) review(v thing) {
	r := Record{From: fmt.Sprintf("%s#%d", f.from, len(f.records)+1), Extra: map[string]string{}}
	items := f.things(v["itemReviewed"])
	var item thing
	if len(items) > 0 {
		item = items[0]
	}
	r.Claim = text(v["claimReviewed"], item["claimReviewed"], item["text"], item["name"])
	say := problems{&r, &f.found}
	r.URL = f.address(say, "url", v["url"], v["mainEntityOfPage"])
	r.Title = text(v["headline"], v["name"])
	r.Lang = text(v["inLanguage"])
	for _, who := range f.people(v["author"], v["publisher"]) {
		r.Publisher = who
		break
	}
	if len(items) > 1 {
		say.add(fmt.Sprintf("it reviews %d things; the first is taken", len(items)))
	}
	r.Claimants = f.people(item["author"], item["creator"])
	r.Said = f.day(say, "the claim's datePublished", item["datePublished"])
	r.Published, r.Updated = f.day(say, "datePublished", v["datePublished"]), f.day(say, "dateModified", v["dateModified"])
	f.words(&r, item)
	for _, key := range []string{"firstAppearance", "appearance", "url", "sameAs"} {
		f.appearances(say, &r, key, item[key])
	}
	f.rating(say, &r, v["reviewRating"])
	told := "description"
	if r.Conclusion == "" {
		for _, told = range []string{"description", "reviewBody", "articleBody"} {
			if r.Conclusion = text(v[told]); r.Conclusion != "" {
				break
			}
		}
	} else {
		told = ""
	}
	f.rest(&r, "", v, "url", "mainEntityOfPage", "claimReviewed", "headline", "name", "inLanguage", "author", "publisher", "itemReviewed", "datePublished", "dateModified", "reviewRating", told)
	f.rest(&r, "itemReviewed.", item, "claimReviewed", "text", "name", "author", "creator", "datePublished", "firstAppearance", "appearance", "url", "sameAs")
	f.keep(r)
}

// words tells the claim's wordings apart: the one that is reviewed may be a short one, and what was said another.
func (f *finder) words(r *Record, item thing) {
	if !is(item, "Claim") {
		return
	}
	whole, said := text(item["name"]), text(item["text"])
	if n := len([]rune(r.Claim)); n <= claim.MaxShort && len([]rune(whole)) > n {
		r.Claim, r.Short = whole, r.Claim
	}
	if said != r.Claim && said != r.Short {
		r.Quote = said
	}
}

// rest keeps aside what has no place elsewhere, under its name.
func (f *finder) rest(r *Record, before string, v thing, used ...string) {
	for _, key := range sortedKeys(v) {
		if strings.HasPrefix(key, "@") || slices.Contains(used, key) {
			continue
		}
		if node, ok := v[key].(thing); ok {
			if name, _ := node["@id"].(string); f.byID[name] != nil {
				continue // of the graph, and found where it is named
			}
		}
		if value, ok := v[key].(string); ok {
			if value = clean(value); value != "" {
				r.Extra[before+key] = value
			}
		} else if value, err := json.Marshal(v[key]); err == nil && !slices.Contains([]string{"null", "[]", "{}"}, string(value)) {
			r.Extra[before+key] = string(value)
		}
	}
}

// appearances takes up where the claim can be found, and where it was made again: works that have a claim as their part.
func (f *finder) appearances(say problems, r *Record, key string, v any) {
	if list, ok := v.([]any); ok {
		for _, item := range list {
			f.appearances(say, r, key, item)
		}
		return
	}
	what := "the claim's " + key
	work := thing{}
	if all := f.things(v); len(all) > 0 {
		work = all[0]
	}
	for _, at := range f.addresses(say, what, v) {
		if at == r.URL || slices.ContainsFunc(r.Appears, func(a record.Appearance) bool { return a.URL == at }) {
			continue
		}
		if parts := f.things(work["hasPart"]); len(parts) > 0 && is(parts[0], "Claim") {
			said, _ := dayOf(text(parts[0]["datePublished"]))
			r.Statements = append(r.Statements, record.Statement{Claimants: f.people(parts[0]["author"]), Said: said.String(), URL: at, Quote: text(parts[0]["text"])})
			continue
		}
		day, _ := dayOf(text(work["datePublished"]))
		first := key == "firstAppearance" && !slices.ContainsFunc(r.Appears, func(a record.Appearance) bool { return a.First })
		r.Appears = append(r.Appears, record.Appearance{
			URL: at, Archive: f.address(say, what+"'s archivedAt", work["archivedAt"]), Title: text(work["name"], work["headline"]), Publisher: text(work["publisher"]), Date: day.String(),
			Media: mediaOf(work), First: first,
		})
	}
}

// mediaOf tells a recording.
func mediaOf(work thing) string {
	for kind, media := range map[string]string{"VideoObject": "video", "AudioObject": "audio", "ImageObject": "image"} {
		if is(work, kind) {
			return media
		}
	}
	return ""
}

// rating takes the label, and keeps the numbers aside.
func (f *finder) rating(say problems, r *Record, v any) {
	all := f.things(v)
	if len(all) == 0 {
		r.Label = text(v)
		return
	}
	rating := all[0]
	r.Label = text(rating["alternateName"], rating["name"])
	r.Conclusion = text(rating["ratingExplanation"])
	numbers := map[string]float64{}
	for _, key := range []string{"ratingValue", "bestRating", "worstRating"} {
		value := text(rating[key])
		if value == "" {
			continue
		}
		r.Extra[key] = value
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			numbers[key] = n
		} else if key == "ratingValue" && r.Label == "" {
			r.Label = value // a label in the wrong place
		}
	}
	value, has := numbers["ratingValue"]
	best, hasBest := numbers["bestRating"]
	worst, hasWorst := numbers["worstRating"]
	if has && (hasBest && value > best || hasWorst && value < worst || hasBest && hasWorst && best < worst) {
		say.add(fmt.Sprintf("its rating is %v of %v to %v; numbers are not used", text(rating["ratingValue"]), text(rating["worstRating"]), text(rating["bestRating"])))
	}
}

// longestRole is how long a description may be that tells who somebody is; a longer one tells a life.
const longestRole = 120

// people gives those that some values name.
func (f *finder) people(values ...any) []record.Person {
	var all []record.Person
	for _, v := range values {
		for _, who := range f.things(v) {
			p := record.Person{Name: text(who["name"]), Type: kindOf(who), Role: text(who["jobTitle"])}
			if about := text(who["description"]); p.Role == "" && len([]rune(about)) <= longestRole {
				p.Role = about
			}
			for _, same := range append(texts(who["sameAs"]), texts(who["url"])...) {
				if at, ok := address(same); ok && !slices.Contains(p.SameAs, at) {
					p.SameAs = append(p.SameAs, at)
				}
			}
			if p.Name != "" && !named(all, p.Name) {
				all = append(all, p)
			}
		}
		if len(all) == 0 {
			for _, name := range texts(v) {
				if name = clean(name); name != "" && !strings.Contains(name, "://") && !named(all, name) {
					all = append(all, record.Person{Name: name})
				}
			}
		}
	}
	return all
}

func named(all []record.Person, name string) bool {
	for _, p := range all {
		if p.Name == name {
			return true
		}
	}
	return false
}

func kindOf(who thing) string {
	switch {
	case is(who, "Person"):
		return "person"
	case is(who, "Organization"), is(who, "NewsMediaOrganization"), is(who, "GovernmentOrganization"), is(who, "Corporation"), is(who, "NGO"):
		return "organization"
	}
	return ""
}

// day reads a date; one that cannot be read is told of.
func (f *finder) day(say problems, what string, v any) date.Partial {
	value := text(v)
	if value == "" {
		return date.Partial{}
	}
	day, ok := dayOf(value)
	if !ok {
		say.add(fmt.Sprintf("%s %q is no date", what, value))
	}
	return day
}

// address reads the first address of some values.
func (f *finder) address(say problems, what string, values ...any) string {
	for _, v := range values {
		if all := f.addresses(say, what, v); len(all) > 0 {
			return all[0]
		}
	}
	return ""
}

// addresses reads all addresses of a value; those that cannot be mended are told of.
func (f *finder) addresses(say problems, what string, v any) []string {
	var raw []string
	switch v := v.(type) {
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, f.addresses(say, what, item)...)
		}
		return all
	case thing:
		if len(f.things(v)) > 0 {
			v = f.things(v)[0]
		}
		raw = texts(v["url"])
		if len(raw) == 0 {
			raw = texts(v["@id"])
		}
	default:
		raw = texts(v)
	}
	var all []string
	for _, value := range raw {
		if strings.TrimSpace(value) == "" {
			continue
		}
		at, ok := address(value)
		if !ok {
			say.add(fmt.Sprintf("%s %q is no address", what, at))
			continue
		}
		all = append(all, at)
	}
	return all
}

// keep takes a record, if it says anything that was not said before.
func (f *finder) keep(r Record) {
	if r.Claim == "" {
		f.found = append(f.found, Problem{From: r.From, Message: "it has no claim; nothing is made of it" + at(r.URL)})
		f.records = append(f.records, Record{}) // so that numbers count what is there
		return
	}
	if f.isPage && slices.ContainsFunc(f.records, func(before Record) bool {
		return before.key() == r.key() && before.Claim == r.Claim && before.Label == r.Label
	}) {
		return
	}
	f.records = append(f.records, r)
}

func at(url string) string {
	if url == "" {
		return ""
	}
	return ": " + url
}
