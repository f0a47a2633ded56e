// Package check is what a careful desk editor and a careful engineer would look at twice in a site that can be built.
//
// Whether a site is valid is said where its files are read and resolved. The rules here go beyond that, and each has a
// code A3xx with a page in docs/checks:
//
//   - [Run] has the rules that need the resolved site and nothing else. It runs on every build, over all of the site, in
//     a few milliseconds for 10 000 claims.
//   - [Thorough] has those that compare claims with each other or read kept copies. It runs when asked for.
//   - [Since] finds what was changed since a revision without a correction that says so.
//   - [Settle] applies what the site's owners say to what any rule of the program found: `checks` in site.yaml, and
//     `accept` in claims.
//
// # Severities
//
// A judgement of the desk, such as whether one source is enough, is asked for by a note. What is most likely a mistake is a
// warning. Nothing of Run and Thorough is an error: such a site misleads nobody by itself. What Since finds does, and is.
//
// # Which claims
//
// Rules look at what is built. A draft may be unfinished: of its evidence nothing is said, and a missing description of a
// picture is a note. Nor is anything said of the evidence of a retracted check, which nobody should mend, or of a file with
// errors, in which what seems to be missing may only be misspelt. How texts are made is looked at in all, as all may be read.
//
// # Evidence
//
// Shared sources count as if they were written in the claim. Verdicts that need no source are not asked for better ones.
//
//   - A310: one source, or several with the same outlet (package claim tells these apart). A source that names neither
//     publisher nor URL, and a withheld one, is taken for one of its own: nobody can tell.
//   - A311: no source of a kind that is evidence itself: primary, dataset, document or interview. An interview is one
//     because it has somebody's own words, as those of a withheld source that spoke to the desk. An expert judges evidence and a
//     news report passes it on. Where no source has a kind at all, that is said instead.
//   - A312: every source takes a side, it is always the same one, and none gives context: a note. Sides that contradict
//     the verdict are a warning: two sources or more take sides, all of them for a claim that is called false or mostly false, or
//     all against one that is called true or mostly true.
//   - A313: a source that is certainly newer than the last change of the check. One that only developments cite may be as new
//     as they are.
//   - A316: no appearance, no statement with a url, no picture or recording with one.
//   - A317: a claimant, or somebody of the team, without a type.
//
// # Other verdicts in a conclusion
//
// A315 finds the label of another verdict of the claim's scale in a conclusion that does not have the claim's own. Labels are
// whole words in any case, the longest first, so that "mostly false" is not also "false". Labels are often common
// words, so one counts only where it is meant as a rating:
//
//   - a label of several words on a scale of the kind truth: anywhere;
//   - in quotation marks, capitalised as the label is;
//   - capitalised as the label is in the middle of a sentence, with no capital on either side, as names have; not in German
//     and Luxembourgish, where all nouns have capitals;
//   - as a sentence of its own, or before a colon at the start of one: "False. …", "False: …";
//   - behind "rated", "we rate" or "verdict", with nothing but small words between: "we rate it false", "the verdict is: true";
//   - as all that is said in a sentence such as "That is false." or "The promise was broken."
//
// # Near claims
//
// A341 compares wordings as sets of word pairs, the beginning and the end counting as words, in lower case and without
// punctuation; each letter of a script without spaces is a word. Two are near if they share 11 of 20 of the pairs that either has,
// which one changed word in six still does. Every claim is compared with those published before it, and the one
// most like it is named. Claims that name each other, under related or in the text, are known to be near.
package check

import (
	"slices"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/site"
)

// Run gives the findings of the rules that need nothing but the resolved site, sorted.
func Run(s *site.Site) diag.List { return new(Runner).Run(s).Sort() }

// Runner runs the rules of [Run] on one site again and again. It remembers what it found of each claim by what the claim is, since
// few claims change from one build to the next.
type Runner struct {
	site   digest.Sum // what the rules look at beside the claim
	known  digest.Memo[version, diag.List]
	claims []*site.Claim // of the last run
}

// version is a claim as it is at present, in its file.
type version struct {
	claim digest.Sum
	path  string
}

// Run gives the findings of a site, in no particular order. It must not be called twice at once.
func (r *Runner) Run(s *site.Site) diag.List {
	f := &finder{site: s, ratings: ratingsOf(s)}
	f.settings()
	f.texts()
	f.people()
	beside := digest.New("check")
	beside.Sum(digest.Of("scales", s.Versions))
	beside.String(string(s.Config.Lang))
	beside.String(s.Zone.String())
	if sum := beside.Done(); sum != r.site {
		*r = Runner{site: sum}
	}
	return append(f.found, r.ofClaims(f)...)
}

// finder looks at a site, or at a part of it, and keeps what it finds.
type finder struct {
	site    *site.Site
	ratings ratings
	found   diag.List
}

// ofClaims gives what was found of all claims.
func (r *Runner) ofClaims(f *finder) diag.List {
	claims, before := f.site.Claims, r.claims
	r.claims = claims
	return slices.Concat(r.known.All(len(claims),
		func(i int) bool { return claims[i] == before[i] },
		func(i int) version { return version{claims[i].Digest, claims[i].Path} },
		func(i int) diag.List {
			one := finder{site: f.site, ratings: f.ratings}
			one.claim(claims[i])
			return one.found
		})...)
}

func (f *finder) claim(c *site.Claim) {
	f.text(c.Path, c.Body, c.State == site.Draft)
	if c.Retracted() {
		return
	}
	f.conclusion(c)
	if c.State != site.Draft && !c.Broken() {
		f.evidence(c)
		f.appearance(c)
		f.speakers(c)
	}
}

func (f *finder) note(file string, at diag.At, p *diag.Problem) { f.add(file, at, diag.Note, p) }

func (f *finder) warn(file string, at diag.At, p *diag.Problem) { f.add(file, at, diag.Warning, p) }

func (f *finder) add(file string, at diag.At, s diag.Severity, p *diag.Problem) {
	f.found = append(f.found, diag.Finding{At: at, Severity: s, Problem: *p}.In(file))
}
