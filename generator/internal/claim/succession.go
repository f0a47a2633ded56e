package claim

import (
	"assay/generator/internal/diag"
)

// Successor follows replaced_by to the verdict that is to be used instead; nil where there is none.
func (s *Scale) Successor(v *Verdict) *Verdict {
	next := s.Find(v.ReplacedBy)
	for range s.Verdicts { // no chain without a circle is longer
		if next == nil || next.ReplacedBy == "" {
			return next
		}
		next = s.Find(next.ReplacedBy)
	}
	return nil
}

// validateSuccession checks that only retired verdicts have a successor, and that following it ends at one in use.
func (s *Scale) validateSuccession(at func(...any) diag.At, found *diag.Findings) {
	for i, v := range s.Verdicts {
		if v.ReplacedBy == "" {
			continue
		}
		here := at("verdicts", i, "replaced_by")
		switch last := s.Successor(v); {
		case v.ReplacedBy == v.ID:
			found.Add(here, diag.Problemf(diag.BadScale, "the verdict %q cannot replace itself", v.ID))
		case s.Find(v.ReplacedBy) == nil:
			found.Add(here, diag.Problemf(diag.UnknownVerdict, "unknown verdict %q", v.ReplacedBy).
				Because("%s", diag.DidYouMean(string(v.ReplacedBy), verdictNames(s.Verdicts))))
		case !v.Retired:
			found.Add(here, diag.Problemf(diag.BadScale, "the verdict %q is replaced and not retired", v.ID).
				Because("add retired: true, or remove replaced_by"))
		case last == nil && s.circular(v):
			found.Add(here, diag.Problemf(diag.BadScale, "the verdict %q is replaced in a circle: none of them is in use", v.ID).
				Because("end it at a verdict that is not retired"))
		case last != nil && last.Retired:
			found.Add(here, diag.Problemf(diag.BadScale, "%q, which replaces %q, is retired itself", last.ID, v.ID).
				Because("name a verdict that is in use, or remove replaced_by"))
		}
	}
}

// circular tells that following replaced_by never ends.
func (s *Scale) circular(v *Verdict) bool {
	for range s.Verdicts {
		if v = s.Find(v.ReplacedBy); v == nil {
			return false
		}
	}
	return true
}

// validateOpen: only a promise has an outcome to come; the verdict on what was said is final.
func (s *Scale) validateOpen(at func(...any) diag.At, found *diag.Findings) {
	for i, v := range s.Verdicts {
		if v.Open && s.Kind != Promise {
			found.Add(at("verdicts", i, "open"), diag.Problemf(diag.BadScale, "a verdict of a %s scale cannot be open", s.Kind).
				Because("open marks the statuses of a promise whose outcome is still to come"))
		}
	}
}
