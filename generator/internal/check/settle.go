package check

import (
	"cmp"
	"regexp"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

// Settle applies what the site says of checks to all findings of a run, and gives them sorted:
//
//   - `accept: {CODE: reason}` in a claim drops what was found with that code in the claim's file, and in its translations;
//   - `checks: {CODE: severity}` in site.yaml gives what remains another severity, or drops it.
//
// Both reach all findings of checks, and those warnings and notes of other codes that [diag.Adjustable] has; an error that is
// not a check's stays one. A code that neither can reach is an error (A391).
//
// Of many findings of one kind in one file, only the first are listed; see [diag.List.Abridge].
//
// Thorough says that all checks have run. Only then is it known which waivers are no longer needed (A390); of drafts,
// of retracted checks and of files that are broken never, since not all checks look at them.
func Settle(s *site.Site, found diag.List, thorough bool) diag.List {
	st := &settler{site: s, adjustable: map[diag.Code]bool{}, waived: map[waiver]*use{}}
	for _, code := range diag.Adjustable() {
		st.adjustable[code] = true
	}
	st.gather()
	settled := make(diag.List, 0, len(found))
	for _, d := range found {
		if !st.waives(d) {
			settled = append(settled, d)
		}
	}
	if thorough {
		settled = append(settled, st.unneeded()...)
	}
	return append(st.weigh(settled), st.unknown...).Sort().Abridge()
}

// waiver is a check that a file accepts.
type waiver struct {
	file string
	code diag.Code
}

// use is what became of a waiver.
type use struct {
	at      diag.At
	checked bool // all checks have looked at its claim
	found   bool // something was waived
}

// settler is a settlement under way.
type settler struct {
	site       *site.Site
	adjustable map[diag.Code]bool
	waived     map[waiver]*use
	unknown    diag.List
}

// gather lists the waivers, and finds codes that are none.
func (st *settler) gather() {
	for _, c := range st.site.Claims {
		st.accept(c, c.State != site.Draft && !c.Retracted() && !c.Broken())
	}
	for _, c := range st.site.Unbuilt {
		st.accept(c, false)
	}
	for code := range st.site.Config.Checks {
		st.name(config.FileName, st.site.Config.Positions.At(claim.Path("checks", code)), code)
	}
}

func (st *settler) accept(c *site.Claim, checked bool) {
	for code := range c.Accept {
		at := c.Positions.At(claim.Path("accept", code))
		if st.name(c.Path, at, code) {
			st.waived[waiver{c.Path, diag.Code(code)}] = &use{at: at, checked: checked}
		}
	}
}

// codeForm is what a code looks like; one that does not is reported where it is read.
var codeForm = regexp.MustCompile(`^A\d{3}$`)

// name tells whether a code is one that may be named.
func (st *settler) name(file string, at diag.At, code string) bool {
	if st.adjustable[diag.Code(code)] || !codeForm.MatchString(code) {
		return st.adjustable[diag.Code(code)]
	}
	p := diag.Problemf(diag.NoSuchCheck, "there is no check %q", code).Because("%s", nearest(code))
	if kind, known := diag.Kinds()[diag.Code(code)]; known {
		p = diag.Problemf(diag.NoSuchCheck, "%s (%s) is no check: what it finds must be mended", code, kind.Title)
	}
	st.unknown = append(st.unknown, diag.Finding{At: at, Severity: diag.Error, Problem: *p}.In(file))
	return false
}

// nearest is the hint for a wrong code: the one that differs in a single digit, rather of a check than of another warning.
func nearest(code string) string {
	var checks, others []string
	for _, known := range diag.Adjustable() {
		if known.IsCheck() {
			checks = append(checks, string(known))
		} else {
			others = append(others, string(known))
		}
	}
	if near := cmp.Or(diag.Nearest(code, checks), diag.Nearest(code, others)); near != "" {
		return `did you mean "` + near + `"?`
	}
	return ""
}

// reaches tells whether the site has a say in a finding.
func (st *settler) reaches(d diag.Diagnostic) bool {
	return st.adjustable[d.Code] && (d.Code.IsCheck() || d.Severity < diag.Error)
}

// waives tells that the claim a finding is about accepts it.
func (st *settler) waives(d diag.Diagnostic) bool {
	if len(st.waived) == 0 || !st.reaches(d) {
		return false
	}
	file := d.File
	if original, _, ok := claim.OriginalOf(file); ok {
		file = original
	}
	w := st.waived[waiver{file, d.Code}]
	if w != nil {
		w.found = true
	}
	return w != nil
}

// weigh gives findings the severities that site.yaml has for them.
func (st *settler) weigh(found diag.List) diag.List {
	severities := map[config.Severity]diag.Severity{"note": diag.Note, "warning": diag.Warning, "error": diag.Error}
	weighed := make(diag.List, 0, len(found))
	for _, d := range found {
		if wanted, ok := st.site.Config.Checks[string(d.Code)]; ok && st.reaches(d) {
			if wanted == "off" {
				continue
			}
			d.Severity = severities[wanted]
		}
		weighed = append(weighed, d)
	}
	return weighed
}

// unneeded finds the waivers of checks that found nothing: what they excuse is no longer so, and they would hide it if it
// came back for another reason.
func (st *settler) unneeded() diag.List {
	var found diag.List
	for w, use := range st.waived {
		if use.checked && !use.found {
			p := diag.Problemf(diag.UnneededWaiver, "there is nothing to accept: %s finds nothing here", w.code).Because("remove it from accept")
			found = append(found, diag.Finding{At: use.at, Severity: diag.Warning, Problem: *p}.In(w.file))
		}
	}
	return found
}
