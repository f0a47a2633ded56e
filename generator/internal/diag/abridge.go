package diag

// MaxShown is how many diagnostics with one code are shown of one file. A file with more of them
// has one cause that repeats, and nobody reads the hundredth before fixing the first.
const MaxShown = 100

// Abridge shortens a sorted list: of the diagnostics of one file with the same code and severity, it
// keeps the first [MaxShown] and replaces the rest by one that counts them (see [Problem.More]).
func (l List) Abridge() List {
	if len(l) <= MaxShown {
		return l
	}
	type kind struct {
		file     string
		code     Code
		severity Severity
	}
	type group struct{ seen, size, rest int } // rest is the index of the one that counts
	groups := map[kind]*group{}
	for _, d := range l {
		k := kind{d.File, d.Code, d.Severity}
		if groups[k] == nil {
			groups[k] = &group{}
		}
		groups[k].size++
	}
	short := make(List, 0, len(l))
	for _, d := range l {
		g := groups[kind{d.File, d.Code, d.Severity}]
		switch g.seen++; {
		case g.seen <= MaxShown || g.size == MaxShown+1:
			short = append(short, d)
		case g.seen == MaxShown+1:
			g.rest = len(short)
			d.Problem = *More(d.Code, d.count())
			short = append(short, d)
		default:
			rest := &short[g.rest]
			rest.Problem = *More(d.Code, rest.More+d.count())
		}
	}
	return short
}

// More returns a problem that stands for n others with a code, which are not shown.
func More(code Code, n int) *Problem {
	p := Problemf(code, "%d more problems with this code are not shown", n).
		Because("fix those above first")
	p.More = n
	return p
}

// count returns how many problems a diagnostic stands for.
func (d Diagnostic) count() int { return max(1, d.More) }
