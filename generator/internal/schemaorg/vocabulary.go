package schemaorg

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
)

//go:embed vocabulary.txt
var vocabularyText string

// vocabulary is what schema.org's terms are and how they belong together. It does not change once it is made.
type vocabulary struct {
	types      map[string]*class
	properties map[string]*property
	members    map[string][]*class // of enumerations, with the enumerations each is in

	typeNames, propertyNames []string // sorted, to find the nearest among them

	// Types that the rules ask for.
	claimReview, mediaReview, newsArticle, dataFeed, role *class
}

// class is a type: of things, of data or of enumerations.
type class struct {
	name    string
	index   int
	parents []*class
	above   typeSet // the class itself and all its ancestors
	members []string
}

// property is what things of some types have.
type property struct {
	name    string
	domains []*class // the types that have it, and with them those below
	ranges  []*class // the types its values can be of
	takes   taking
}

// typeSet is a set of types, by their index.
type typeSet [16]uint64

func (s *typeSet) add(other *typeSet) {
	for i, word := range other {
		s[i] |= word
	}
}

func (s *typeSet) has(c *class) bool { return s[c.index/64]&(1<<(c.index%64)) != 0 }

func (s *typeSet) hasAny(classes []*class) bool {
	return slices.ContainsFunc(classes, func(c *class) bool { return s.has(c) })
}

// taking sums up the ranges of a property as far as they decide about a value that is not a node.
type taking uint16

const (
	takesText taking = 1 << iota
	takesURL
	takesNumber
	takesBoolean
	takesDate
	takesTime
	takesMember   // of an enumeration whose members are known
	takesQuantity // which is often written as a number or text, such as "PT5M" or 1200
	takesThing
	takesAnything
	takesNodeOnly // a text is tolerated for most things, but not for these; see nodeOnly
)

// nodeOnly are the properties whose value must be a node, since fact-checks are told apart by what is in it.
var nodeOnly = []string{"author", "itemReviewed", "publisher", "reviewRating"}

// loadVocabulary reads vocabulary.txt, which its tests hold to the form.
func loadVocabulary() *vocabulary {
	v := &vocabulary{types: make(map[string]*class, 1000), properties: make(map[string]*property, 1600), members: make(map[string][]*class, 600)}
	for line := range strings.Lines(vocabularyText) { // types stand in the order of the alphabet: all have to be there before any has parents
		if rest, ok := strings.CutPrefix(line, "type "); ok {
			name, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
			v.types[name] = &class{name: name, index: len(v.types)}
		}
	}
	for line := range strings.Lines(vocabularyText) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		switch name, rest := words[1], words[2:]; words[0] {
		case "type":
			v.types[name].parents = v.named(rest)
		case "property":
			arrow := slices.Index(rest, ">")
			v.properties[name] = &property{name: name, domains: v.named(rest[:arrow]), ranges: v.named(rest[arrow+1:])}
		case "member":
			v.members[name] = v.named(rest)
			for _, enumeration := range v.members[name] {
				enumeration.members = append(enumeration.members, name)
			}
		}
	}
	for _, c := range v.types {
		c.climb()
	}
	for _, p := range v.properties {
		p.takes = v.takingOf(p)
	}
	v.typeNames = slices.Sorted(maps.Keys(v.types))
	v.propertyNames = slices.Sorted(maps.Keys(v.properties))
	v.claimReview, v.mediaReview, v.newsArticle = v.types["ClaimReview"], v.types["MediaReview"], v.types["NewsArticle"]
	v.dataFeed, v.role = v.types["DataFeed"], v.types["Role"]
	return v
}

func (v *vocabulary) named(names []string) []*class {
	classes := make([]*class, len(names))
	for i, name := range names {
		classes[i] = v.types[name]
	}
	return classes
}

// climb gathers the ancestors of a type.
func (c *class) climb() {
	if c.above.has(c) {
		return
	}
	c.above[c.index/64] |= 1 << (c.index % 64)
	for _, parent := range c.parents {
		parent.climb()
		c.above.add(&parent.above)
	}
}

func (v *vocabulary) takingOf(p *property) taking {
	var takes taking
	for _, r := range p.ranges {
		switch below := func(name string) bool { return r.above.has(v.types[name]) }; {
		case r.name == "URL":
			takes |= takesURL
		case below("Text"):
			takes |= takesText
		case below("Number"):
			takes |= takesNumber
		case r.name == "Boolean":
			takes |= takesBoolean
		case r.name == "Date", r.name == "DateTime":
			takes |= takesDate
		case r.name == "Time":
			takes |= takesTime
		case below("Enumeration") && len(r.members) > 0:
			takes |= takesMember
		case below("Quantity"), below("StructuredValue"):
			takes |= takesQuantity
		case r.name == "Thing":
			takes |= takesAnything
		default:
			takes |= takesThing
		}
	}
	if len(p.ranges) == 0 {
		takes |= takesAnything
	}
	if slices.Contains(nodeOnly, p.name) {
		takes |= takesNodeOnly
	}
	return takes
}

// propertiesOf names the properties that things of these types have.
func (v *vocabulary) propertiesOf(types *typeSet) []string {
	return slices.DeleteFunc(slices.Clone(v.propertyNames), func(name string) bool { return !types.hasAny(v.properties[name].domains) })
}
