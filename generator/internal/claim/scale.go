package claim

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
)

// ScaleKind says what a scale rates.
type ScaleKind string

// The kinds of scales. On a free scale there is no verdict: the conclusion's first sentence is the rating.
const (
	Truth   ScaleKind = "truth"
	Promise ScaleKind = "promise"
	MediaOf ScaleKind = "media"
	FreeOf  ScaleKind = "free"
)

// Values lists them.
func (ScaleKind) Values() []string {
	return []string{"truth", "promise", "media", "free"}
}

// UnmarshalText reads a scale's kind.
func (k *ScaleKind) UnmarshalText(text []byte) error {
	*k = ScaleKind(text)
	return oneOf("kind of scale", string(text), k.Values()...)
}

// Group is what a verdict means beside those of other desks.
type Group string

// look is the shape and colour of verdicts.
type look struct{ icon, colour string }

// unknownLook is that of a verdict whose meaning is not known.
var unknownLook = look{"circle", "#475467"}

// groups lists the groups, each with the shape and colour a verdict of it has unless it says otherwise.
// A verdict without a group has one that says nothing about its meaning.
func groups() map[Group]look {
	return map[Group]look{
		"true":          {"check", "#1a7f37"},
		"mostly-true":   {"check-half", "#4d7c0f"},
		"mixed":         {"half", "#8a6100"},
		"mostly-false":  {"cross-half", "#b54708"},
		"false":         {"cross", "#b42318"},
		"unproven":      {"question", "#475467"},
		"misleading":    {"warning", "#9a3412"},
		"satire":        {"mask", "#6941c6"},
		"not-checkable": {"slash", "#475467"},
		"promise":       {"flag", "#175cd3"},
	}
}

// Values lists them.
func (Group) Values() []string {
	var names []string
	for name := range groups() {
		names = append(names, string(name))
	}
	slices.Sort(names)
	return names
}

// UnmarshalText reads a group.
func (g *Group) UnmarshalText(text []byte) error {
	*g = Group(text)
	return oneOf("group", string(text), g.Values()...)
}

// Icons are the shapes a verdict can have.
func Icons() []string {
	return []string{"check", "check-half", "half", "cross-half", "cross", "question", "warning", "mask", "slash",
		"flag", "circle", "progress", "pause", "handshake"}
}

// Icon is a shape, so that a verdict is told apart without its colour.
type Icon string

// Values lists them.
func (Icon) Values() []string { return Icons() }

// UnmarshalText reads an icon's name.
func (i *Icon) UnmarshalText(text []byte) error {
	*i = Icon(text)
	return oneOf("icon", string(text), Icons()...)
}

// Colour is an sRGB colour as #rrggbb.
type Colour string

var colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// UnmarshalText reads #rrggbb or #rgb.
func (c *Colour) UnmarshalText(text []byte) error {
	s := strings.ToLower(string(text))
	if len(s) == 4 && s[0] == '#' {
		s = "#" + strings.Repeat(s[1:2], 2) + strings.Repeat(s[2:3], 2) + strings.Repeat(s[3:4], 2)
	}
	if !colourForm.MatchString(s) {
		return diag.Problemf(diag.BadValue, "%q is no colour", text).Because(`write it like "#b42318", in quotes`)
	}
	*c = Colour(s)
	return nil
}

// Verdict is one rating of a scale.
type Verdict struct {
	ID         id.ID    `yaml:"id,required"`
	Value      int      `yaml:"value"` // on the axis, 1 or more; 0 is off the axis
	Label      string   `yaml:"label,required"`
	Definition string   `yaml:"definition" max:"5000" text:"paragraphs"`
	Colour     Colour   `yaml:"colour"`
	Icon       Icon     `yaml:"icon"`
	Group      Group    `yaml:"group"`
	Aliases    []string `yaml:"aliases" max:"100"`
	Open       bool     `yaml:"open"` // of a promise's status: the outcome is still to come
	Retired    bool     `yaml:"retired"`
	ReplacedBy id.ID    `yaml:"replaced_by"`

	LabelLang      config.Lang // of Label in a translation that leaves it as it was, else ""
	DefinitionLang config.Lang // the same of Definition

	Digest digest.Sum
}

// NeedsSources tells whether a claim with this verdict must name what it rests on.
func (v *Verdict) NeedsSources() bool { return v.Group != "satire" && v.Group != "not-checkable" }

// Scale is a set of verdicts that exclude each other.
type Scale struct {
	ID        id.ID        `yaml:"id"`
	Preset    string       `yaml:"preset"`
	Label     string       `yaml:"label" max:"500"`
	Kind      ScaleKind    `yaml:"kind"`
	ValidFrom date.Partial `yaml:"valid_from"`
	Verdicts  []*Verdict   `yaml:"verdicts"`

	unnamed   bool        // the label is the program's
	LabelLang config.Lang // of Label in a translation that leaves it as it was, else ""
}

// Find gives the verdict with an id, or nil.
func (s *Scale) Find(v id.ID) *Verdict {
	for _, verdict := range s.Verdicts {
		if verdict.ID == v {
			return verdict
		}
	}
	return nil
}

// Best is the highest value on the axis, 0 where the scale has none.
func (s *Scale) Best() int {
	best := 0
	for _, v := range s.Verdicts {
		best = max(best, v.Value)
	}
	return best
}

// Worst is the lowest value on the axis, 0 where the scale has none.
func (s *Scale) Worst() int {
	worst := 0
	for _, v := range s.Verdicts {
		if v.Value > 0 && (worst == 0 || v.Value < worst) {
			worst = v.Value
		}
	}
	return worst
}

// Scales is verdicts.yaml.
type Scales struct {
	Path      string
	Scales    []*Scale `yaml:"scales,required" max:"100"`
	Positions *doc.Positions
	Digest    digest.Sum
}

// complete fills in icons and colours and makes the digests.
func (s *Scales) complete() {
	known := groups()
	for _, scale := range s.Scales {
		for _, v := range scale.Verdicts {
			look, ok := known[v.Group]
			if !ok {
				look = unknownLook
			}
			v.Icon = cmp.Or(v.Icon, Icon(look.icon))
			v.Colour = cmp.Or(v.Colour, Colour(look.colour))
			v.Digest = digest.Sum{}
			v.Digest = digest.Of("verdict", struct {
				Verdict     Verdict
				Scale       id.ID
				Kind        ScaleKind
				Best, Worst int
			}{*v, scale.ID, scale.Kind, scale.Best(), scale.Worst()})
		}
	}
	s.Digest = digest.Of("scales", s.Scales)
}

func (s *Scales) validate(found *diag.Findings) {
	type version struct {
		id   id.ID
		from date.Partial
	}
	seen := map[version]bool{}
	for i, scale := range s.Scales {
		at := func(parts ...any) diag.At { return s.Positions.At(Path(append([]any{"scales", i}, parts...)...)) }
		v := version{scale.ID, scale.ValidFrom}
		switch {
		case scale.ID == "":
			found.Add(at(), diag.Problemf(diag.Missing, "id is required"))
		case seen[v]:
			found.Add(at("id"), diag.Problemf(diag.BadScale, "the scale %q stands here a second time", scale.ID).
				Because("versions of a scale need different valid_from dates"))
		}
		seen[v] = true
		scale.validate(at, found)
	}
}

func (s *Scale) validate(at func(...any) diag.At, found *diag.Findings) {
	bad := func(at diag.At, format string, args ...any) {
		found.Add(at, diag.Problemf(diag.BadScale, format, args...))
	}
	switch {
	case len(s.Verdicts) == 0 && s.Kind != FreeOf:
		bad(at("verdicts"), "the scale %q has no verdicts", s.ID)
	case len(s.Verdicts) > 0 && s.Kind == FreeOf:
		bad(at("verdicts"), "a free scale has no verdicts: the conclusion's first sentence is the rating")
	}
	ids, values := map[id.ID]bool{}, map[int]bool{}
	for i, v := range s.Verdicts {
		switch {
		case ids[v.ID]:
			bad(at("verdicts", i, "id"), "the verdict %q stands here a second time", v.ID)
		case values[v.Value] && v.Value != 0:
			bad(at("verdicts", i, "value"), "the value %d stands here a second time", v.Value)
		case v.Value < 0 || v.Value == 0 && at("verdicts", i, "value") != at("verdicts", i): // 0 was written
			bad(at("verdicts", i, "value"), "a value is 1 or more; leave it out for a verdict off the axis")
		case v.Group != "" && (v.Group == "promise") != (s.Kind == Promise):
			bad(at("verdicts", i, "group"), "verdicts of promise scales, and of no others, have the group promise")
		case v.Value > 0 && s.Kind != Truth:
			bad(at("verdicts", i, "value"), "a verdict of a %s scale has no number", s.Kind)
		}
		ids[v.ID], values[v.Value] = true, true
		if n := utf8.RuneCountInString(v.Label); n > MaxLabel {
			found.Add(at("verdicts", i, "label"), tooLongLabel(n))
		}
	}
	delete(values, 0)
	if len(values) == 1 {
		bad(at("verdicts"), "the scale %q has a single value; an axis has a worst and a best", s.ID)
	}
	s.validateSuccession(at, found)
	s.validateOpen(at, found)
}

// MaxLabel is the length of a verdict's label in characters.
const MaxLabel = 40

func tooLongLabel(n int) *diag.Problem {
	return diag.Problemf(diag.TooLong, "a label has at most %d characters, this has %d", MaxLabel, n)
}

func verdictNames(vs []*Verdict) []string {
	names := make([]string, len(vs))
	for i, v := range vs {
		names[i] = string(v.ID)
	}
	return names
}
