package plan

import (
	"io"
	"slices"

	"assay/generator/internal/digest"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

// Memo remembers what was planned of the parts of a site, from one plan to the next. In sites that follow each other ([site.Site.Line]) only texts of claims differ,
// and whatever shows one that does is another thing. So of the very same things the same is planned. A memo must not be used twice at once.
type Memo struct {
	line  *site.Line
	key   digest.Sum // of what there is beside the site
	parts map[partKey]planned
}

// partKey names a part: what is planned of which thing.
type partKey struct {
	what string
	of   any // a pointer into the site, or a number or an address where the part's claims tell which it is
}

// planned is what was planned of a part, or of several.
type planned struct {
	claims  []*site.Claim // that it depends on beside what its key leads to
	outputs []unbound
	places  []place
	records []digest.Sum        // what the records of the claims of a part are made of
	parts   map[partKey]planned // parts of this one, to be remembered
	bound   []Output
}

// unbound is an output that any plan can make in which its part is the same.
type unbound struct {
	Output // without WriteTo
	write  func(p *planner, w io.Writer) error
}

// add adds an output. What writes it must use the planner that it is given: the one that plans it may be long gone.
func (p *planner) add(o Output, write func(p *planner, w io.Writer) error) {
	p.outputs = append(p.outputs, unbound{o, write})
}

// part plans a part of the site, or takes it as it was planned before. The texts of claims that it depends on must be those that its key leads to and those of
// the given claims; of the rest of the site it may depend on whatever it likes.
func (p *planner) part(what string, of any, claims []*site.Claim, plan func(*planner)) planned {
	key := partKey{what, of}
	made, known := p.known.parts[key]
	if !known || !slices.Equal(made.claims, claims) {
		own := *p
		own.planned = planned{claims: claims}
		plan(&own)
		p.hasher, made = own.hasher, own.planned
	}
	p.outputs, p.places = append(p.outputs, made.outputs...), append(p.places, made.places...)
	if p.parts == nil {
		p.parts = map[partKey]planned{}
	}
	p.parts[key] = made
	return made
}

// bind makes the outputs that were planned ones of this plan.
func (p *planner) bind() {
	p.bound = make([]Output, len(p.outputs))
	for i := range p.outputs {
		p.bound[i] = p.outputs[i].Output
		write := p.outputs[i].write
		p.bound[i].WriteTo = func(w io.Writer) error { return write(p, w) }
	}
	p.outputs = nil
}

// everywhere is the sum of what outputs depend on beside parts of the site.
func (p *planner) everywhere() digest.Sum {
	h := digest.New("everywhere")
	h.Sum(p.shared)
	h.Sum(p.texts.Digest())
	h.String(string(p.authority))
	for _, kind := range theme.Kinds() {
		h.Sum(p.Closure(kind))
	}
	return h.Done()
}

// expect forgets everything if anything but texts of claims may be another.
func (m *Memo) expect(line *site.Line, key digest.Sum) {
	if m.line != line || m.key != key {
		*m = Memo{line: line, key: key}
	}
}

// turn remembers what some planners have planned, and forgets all else. Of a site in several languages nothing is the same in the next.
func (m *Memo) turn(all []planner) {
	n := 0
	for i := range all {
		n += len(all[i].parts)
	}
	m.parts = make(map[partKey]planned, n)
	for i := range all {
		for key, made := range all[i].parts {
			m.parts[key] = made
		}
		all[i].parts = nil
	}
}
