package claim

import "assay/generator/internal/message"

// InWordsOf gives the scales in the language of a catalogue: the labels and definitions of verdicts that are a preset's, and the labels of
// scales that have none of their own. What a site writes in verdicts.yaml stays as it is.
func (s *Scales) InWordsOf(texts *message.Catalogue) *Scales {
	translate := func(key string, text *string) {
		if texts.Has(key) {
			*text = texts.Text(key)
		}
	}
	all := *s
	all.Scales = make([]*Scale, len(s.Scales))
	for i, scale := range s.Scales {
		own := *scale
		if own.unnamed {
			translate("scale."+string(own.Kind), &own.Label)
		}
		if own.Preset != "" {
			own.Verdicts = make([]*Verdict, len(scale.Verdicts))
			for j, verdict := range scale.Verdicts {
				v, key := *verdict, "verdict."+own.Preset+"."+string(verdict.ID)
				translate(key+".label", &v.Label)
				translate(key+".definition", &v.Definition)
				own.Verdicts[j] = &v
			}
		}
		all.Scales[i] = &own
	}
	all.complete()
	return &all
}
