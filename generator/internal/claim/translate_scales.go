package claim

import (
	"fmt"

	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/id"
)

// In gives the scales, with the words of the program in the language, as a translation words them, in their order; t is nil where there is
// none. own is the language of the original, in which those texts stay that the translation leaves out. The findings are of the translation's file.
func (s *Scales) In(t *Translation, own config.Lang) (*Scales, diag.Findings) {
	n := &Scales{Path: s.Path, Positions: s.Positions, Scales: make([]*Scale, len(s.Scales))}
	var found diag.Findings
	texts := map[id.ID]*ScaleText{}
	if t != nil {
		texts = s.texts(t, &found)
	}
	for i, scale := range s.Scales {
		n.Scales[i] = scale.in(texts[scale.ID], own)
	}
	if t != nil {
		n.wanting(t, &found)
	}
	n.complete()
	return n, found
}

// texts gives what a translation says of each scale, and reports what is of none.
func (s *Scales) texts(t *Translation, found *diag.Findings) map[id.ID]*ScaleText {
	texts := map[id.ID]*ScaleText{}
	for i := range t.Scales.Scales {
		text := &t.Scales.Scales[i]
		at := func(parts ...any) diag.At { return t.Positions.At(Path(append([]any{"scales", i}, parts...)...)) }
		verdicts, scales := s.known(text.ID)
		switch {
		case text.ID == "": // reported by the parser
		case verdicts == nil:
			found.Add(at("id"), diag.Problemf(diag.UnknownScale, "unknown scale %q", text.ID).Because("%s", diag.DidYouMean(string(text.ID), scales)))
		case texts[text.ID] != nil:
			found.Add(at("id"), diag.Problemf(diag.BadScale, "the scale %q stands here a second time", text.ID))
		default:
			texts[text.ID] = text
			text.check(verdicts, at, found)
		}
	}
	return texts
}

// known gives the ids of the verdicts in all versions of a scale, nil where there is no such scale, and those of all scales.
func (s *Scales) known(scale id.ID) (verdicts map[id.ID]bool, scales []string) {
	for _, v := range s.Scales {
		scales = append(scales, string(v.ID))
		if v.ID != scale {
			continue
		}
		if verdicts == nil {
			verdicts = map[id.ID]bool{}
		}
		for _, verdict := range v.Verdicts {
			verdicts[verdict.ID] = true
		}
	}
	return verdicts, scales
}

// check reports verdicts that the scale does not have, or that stand there twice.
func (s *ScaleText) check(known map[id.ID]bool, at func(...any) diag.At, found *diag.Findings) {
	seen := map[id.ID]bool{}
	var names []string
	for name := range known {
		names = append(names, string(name))
	}
	for i := range s.Verdicts {
		switch v := s.Verdicts[i].ID; {
		case v == "": // reported by the parser
		case !known[v]:
			found.Add(at("verdicts", i, "id"), diag.Problemf(diag.UnknownVerdict, "unknown verdict %q", v).Because("%s", diag.DidYouMean(string(v), names)))
		case seen[v]:
			found.Add(at("verdicts", i, "id"), diag.Problemf(diag.BadScale, "the verdict %q stands here a second time", v))
		default:
			seen[v] = true
		}
	}
}

func (s *Scale) in(text *ScaleText, own config.Lang) *Scale {
	n := *s
	if text == nil {
		text = &ScaleText{}
	}
	of := func(program bool) config.Lang { // the language of what the translation leaves out
		if program {
			return "" // its words are known in all languages
		}
		return own
	}
	n.Label, n.LabelLang = orOriginal(text.Label, s.Label, of(s.unnamed))
	n.Verdicts = make([]*Verdict, len(s.Verdicts))
	for i, v := range s.Verdicts {
		n.Verdicts[i] = v.in(text.find(v.ID), of(s.Preset != ""))
	}
	return &n
}

func (s *ScaleText) find(verdict id.ID) *VerdictText {
	for i := range s.Verdicts {
		if s.Verdicts[i].ID == verdict {
			return &s.Verdicts[i]
		}
	}
	return &VerdictText{}
}

func (v *Verdict) in(text *VerdictText, own config.Lang) *Verdict {
	n := *v
	n.Label, n.LabelLang = orOriginal(text.Label, v.Label, own)
	n.Definition, n.DefinitionLang = orOriginal(text.Definition, v.Definition, own)
	return &n
}

// wanting warns of verdicts without a label in a translation. Those of presets are known to the program.
func (s *Scales) wanting(t *Translation, found *diag.Findings) {
	said := map[string]bool{}
	for _, scale := range s.Scales {
		for _, v := range scale.Verdicts {
			what := fmt.Sprintf("the verdict %q of the scale %q", v.ID, scale.ID)
			if scale.Preset == "" && v.LabelLang != "" && !said[what] {
				said[what] = true
				t.untranslated("scales", what, found)
			}
		}
	}
}
