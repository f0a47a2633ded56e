package site

import (
	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
)

// sharedSource is an entry of sources.yaml or sources.json.
type sharedSource struct {
	*claim.Source
	sum     digest.Sum
	library *claim.Library
	place   int // in it
}

func (s sharedSource) outlet() claim.Outlet { return s.library.Outlets[s.place] }

// share adds a library to the shared sources. Both files make one: an id stands in one of them only.
func (r *resolver) share(l *claim.Library, broken bool) {
	r.unshared = r.unshared || broken
	for i := range l.Sources {
		s := sharedSource{&l.Sources[i], l.Digests[i], l, i}
		first, taken := r.shared[s.ID]
		switch {
		case s.ID == "": // reported by the parser
		case !taken:
			r.shared[s.ID] = s
		case first.library != l:
			r.sharedTwice(first, s)
		}
	}
}

// sharedTwice reports an id that is in both files, always in sources.json, whichever was read first: the other file is
// written by hand.
func (r *resolver) sharedTwice(a, b sharedSource) {
	if a.library.Path != cslPath {
		a, b = b, a
	}
	r.fail(a.library.Path, a.library.At(a.place, "id"), diag.Problemf(diag.DuplicateSource, "the source %q is also in %s", a.ID, b.library.Path).
		Because("it stands there in line %d; remove one of them, or give one another id", b.library.At(b.place, "id").Line))
}
