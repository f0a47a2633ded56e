package claim

import (
	"strings"
	"unicode"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
)

// SourceID is the name a source is cited by: letters and digits of any script, and - _ . : behind the first.
// It is wider than an id because reference managers choose it.
type SourceID string

// UnmarshalText reads a source's name.
func (s *SourceID) UnmarshalText(text []byte) error {
	ok := len(text) > 0
	for i, r := range string(text) {
		ok = ok && (unicode.IsLetter(r) || unicode.IsDigit(r) || i > 0 && (unicode.IsMark(r) || strings.ContainsRune("-_.:", r)))
	}
	if !ok {
		return diag.Problemf(diag.BadID, "%q is no name of a source", text).Because("use letters, digits and hyphens, such as crawford-2016")
	}
	*s = SourceID(text)
	return nil
}

// Source is what a verdict rests on. In a claim it is either whole, or refers by its id to a shared one and then has
// only what belongs to the citing claim: supports, quote and accessed.
type Source struct {
	ID        SourceID     `yaml:"id,required"`
	Title     string       `yaml:"title"`
	Author    string       `yaml:"author"`
	Publisher string       `yaml:"publisher"`
	Date      date.Partial `yaml:"date"`
	URL       doc.WebURL   `yaml:"url"`
	Lang      config.Lang  `yaml:"lang"`
	Archive   doc.WebURL   `yaml:"archive"`
	Accessed  date.Partial `yaml:"accessed"`
	Kind      SourceKind   `yaml:"kind"`
	Supports  Side         `yaml:"supports"`
	Quote     string       `yaml:"quote" text:"paragraphs"`
	Snapshot  *Snapshot    `yaml:"snapshot"`
	Interest  string       `yaml:"interest"`
	Withheld  string       `yaml:"withheld"`
}

// CitedSource is an entry of a claim's list with its number.
type CitedSource struct {
	*Source
	Number    int
	Citations int // in the text
	Outlet    Outlet
}

// number lists the sources in the order of their numbers: first those cited in the text, as they are cited there,
// then the others.
func (c *Claim) number() {
	for i := range c.Sources {
		c.Shares = c.Shares || c.Sources[i].IsReference()
		c.Keeps = c.Keeps || c.Sources[i].Snapshot != nil
	}
	listed := make(map[SourceID]*Source, len(c.Sources))
	for i := range c.Sources {
		if s := &c.Sources[i]; s.ID != "" && listed[s.ID] == nil {
			listed[s.ID] = s
		}
	}
	cited := make([]CitedSource, 0, len(listed))
	at := make(map[SourceID]int, len(listed))
	take := func(name SourceID) {
		if _, taken := at[name]; listed[name] != nil && !taken {
			at[name] = len(cited)
			cited = append(cited, CitedSource{Source: listed[name], Number: len(cited) + 1, Outlet: listed[name].outlet()})
		}
	}
	for _, name := range c.Body.Cited {
		take(SourceID(name))
	}
	for i := range c.Sources {
		take(c.Sources[i].ID)
	}
	for _, ref := range c.Body.Citations {
		if i, known := at[SourceID(ref.ID)]; known {
			cited[i].Citations++
		}
	}
	c.Cited = cited
}

// IsReference tells that the entry only refers to a shared source.
func (s *Source) IsReference() bool {
	if s.Title != "" {
		return false // as nearly all have one, the rest need not be looked at
	}
	rest := *s
	rest.ID, rest.Supports, rest.Quote, rest.Accessed = "", "", "", date.Partial{}
	return rest == Source{}
}

// Over gives the shared source with what the citing entry says of it.
func (s *Source) Over(shared Source) Source {
	merged := shared
	if s.Supports != "" {
		merged.Supports = s.Supports
	}
	if s.Quote != "" {
		merged.Quote = s.Quote
	}
	if !s.Accessed.IsZero() {
		merged.Accessed = s.Accessed
	}
	return merged
}

// CheckAccess tells that a source cannot have been read when the entry says, nil where it can.
func (s *Source) CheckAccess() *diag.Problem {
	if !s.Accessed.Before(s.Date) {
		return nil
	}
	return diag.Problemf(diag.BadOrder, "accessed %s is before the date of the source, %s", s.Accessed, s.Date)
}

// check tells what is wrong with a whole source by itself.
func (s Source) check(at func(key string) diag.At, found *diag.Findings) {
	if p := s.CheckAccess(); p != nil {
		found.Warn(at("accessed"), p)
	}
	if s.Withheld == "" {
		if s.Title == "" {
			found.Add(at("title"), diag.Problemf(diag.Missing, "the source %q has no title", s.ID).
				Because("give it one, or say under withheld: why it is not named"))
		}
		return
	}
	for key, value := range map[string]string{"author": s.Author, "url": string(s.URL), "archive": string(s.Archive)} {
		if value != "" {
			found.Add(at(key), diag.Problemf(diag.WithheldSource, "a withheld source cannot have %s: it would be named", key).
				Because("remove %s, or withheld", key))
		}
	}
}

// validateSources checks the claim's own list: each id once, each whole entry fit to be shown.
func (c *Claim) validateSources(found *diag.Findings) {
	first := map[SourceID]int{}
	for i, s := range c.Sources {
		if s.ID == "" {
			continue
		}
		if j, twice := first[s.ID]; twice {
			found.Add(c.at("sources", i, "id"), diag.Problemf(diag.DuplicateSource, "the source %q stands here a second time", s.ID).
				Because("the first is in line %d", c.at("sources", j, "id").Line))
			continue
		}
		first[s.ID] = i
		if !s.IsReference() {
			s.check(func(key string) diag.At { return c.at("sources", i, key) }, found)
		}
	}
}

// validateCitations checks that what is cited is listed and what is listed is cited.
func (c *Claim) validateCitations(found *diag.Findings) {
	list := c.sourceList()
	cited := map[SourceID]bool{}
	cite := func(s SourceID, at diag.At) {
		cited[s] = true
		list.check(s, at, found)
	}
	for _, r := range c.Body.Citations {
		cite(SourceID(r.ID), r.At)
	}
	for i, f := range c.Figures {
		cite(f.Source, c.at("figures", i, "source"))
	}
	for i, d := range c.Developments {
		for j, s := range d.Sources {
			cite(s, c.at("developments", i, "sources", j))
		}
	}
	for i, s := range c.Sources {
		if s.ID != "" && !cited[s.ID] {
			found.Warn(c.at("sources", i, "id"), diag.Problemf(diag.NeverCited, "the source %q is never cited", s.ID).
				Because("cite it in the text as [@%s]", s.ID))
		}
	}
}

// sourceList is the ids of a claim's sources, for checking what is cited.
type sourceList struct {
	names    []string
	listed   map[SourceID]bool
	unlisted int // ids that were cited and are not listed
}

func (c *Claim) sourceList() *sourceList {
	l := &sourceList{listed: make(map[SourceID]bool, len(c.Sources))}
	for i := range c.Sources {
		if s := c.Sources[i].ID; s != "" {
			l.names, l.listed[s] = append(l.names, string(s)), true
		}
	}
	return l
}

// check adds a finding if a cited source is not listed.
func (l *sourceList) check(s SourceID, at diag.At, found *diag.Findings) {
	if s == "" || l.listed[s] {
		return
	}
	p := diag.Problemf(diag.UnknownSource, "the source %q is not in this claim's list", s)
	if l.unlisted++; l.unlisted <= diag.MaxShown { // the others are only counted
		p.Hint = diag.DidYouMean(string(s), l.names)
	}
	found.Add(at, p)
}

// Library is a file of sources that several claims share: sources.yaml, or sources.json in CSL-JSON, the form in which
// reference managers hand over what they know (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html).
//
// CSL-JSON is a foreign format that programs write. A few keys of an item are read, and must have the right shape; docs/sources.md
// lists them, and what becomes of each. All others are passed over. What a [Source] has no place for, such as a date
// of the year -44 or a range of years, is left out with a warning.
//
// The id of an item is its citation key: what stands under citation-key, or in a line "Citation Key: crawford-2016" of its note,
// where Zotero puts the field Extra, or under id. Zotero gives items without a citation key an address for an id; of that the
// last part is taken, the key of the item, such as KC6WFG78.
//
// An item may say when it was accessed, as reference managers note it for all; in sources.yaml only the citing claim does.
type Library struct {
	Path      string
	Sources   []Source `yaml:"sources,required" max:"100000"`
	Positions *doc.Positions
	Digests   []digest.Sum // of each source
	Outlets   []Outlet     // of each source
}

// At gives the place of a value of a source, such as its id.
func (l *Library) At(source int, key string) diag.At {
	return l.Positions.At(Path("sources", source, key))
}

func (l *Library) validate(found *diag.Findings) {
	l.unique(found)
	for i, s := range l.Sources {
		at := func(key string) diag.At { return l.At(i, key) }
		s.check(at, found)
		for key, set := range map[string]bool{"supports": s.Supports != "", "accessed": !s.Accessed.IsZero()} {
			if set {
				found.Add(at(key), diag.Problemf(diag.BadValue, "%s belongs to the claim that cites the source", key).
					Because("write it there, beside the source's id"))
			}
		}
	}
}

// unique checks that each source has an id of its own.
func (l *Library) unique(found *diag.Findings) {
	first := map[SourceID]int{}
	for i, s := range l.Sources {
		if j, twice := first[s.ID]; twice && s.ID != "" {
			found.Add(l.At(i, "id"), diag.Problemf(diag.DuplicateSource, "the source %q stands here a second time", s.ID).
				Because("the first is in line %d", l.At(j, "id").Line))
			continue
		}
		first[s.ID] = i
	}
}
