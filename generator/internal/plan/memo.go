package plan

import (
	"io"
	"iter"
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
	parts map[partKey]*planned
	lists *lists
}

// partKey names a part: what is planned of which thing.
type partKey struct {
	what string
	of   any // a pointer into the site, or a number or an address where the part's claims tell which it is
}

// planned is what was planned of a part: outputs and places, or what was planned of parts of it.
type planned struct {
	claims  []*site.Claim // whose texts it depends on beside those that its key leads to
	outputs []unbound
	places  []place
	records []digest.Sum // what the records of its claims are made of
	inner   []*planned   // in order
}

// unbound is an output that any plan can make in which its part is the same.
type unbound struct {
	Output // without WriteTo
	write  func(p *planner, w io.Writer) error
}

// madePart is a part that was not known before.
type madePart struct {
	key partKey
	*planned
}

// add adds an output. What writes it must use the planner that it is given: the one that plans it may be long gone.
func (p *planner) add(o Output, write func(p *planner, w io.Writer) error) {
	here := p.here()
	here.outputs = append(here.outputs, unbound{o, write})
}

// here is where outputs and places are added that are of no part of what is being planned.
func (p *planner) here() *planned {
	if p.open == nil {
		p.open = &planned{}
		p.plan.inner = append(p.plan.inner, p.open)
	}
	return p.open
}

// part plans a part of the site, or takes it as it was planned before. The texts of claims that it depends on must be those that its key leads to and those of
// the given claims; of the rest of the site it may depend on whatever it likes.
func (p *planner) part(what string, of any, claims []*site.Claim, plan func(*planner)) *planned {
	key := partKey{what, of}
	made := p.known.parts[key]
	if made == nil || !slices.Equal(made.claims, claims) {
		made = &planned{claims: claims}
		own := *p
		own.plan, own.open = made, nil
		plan(&own)
		p.hasher, p.made = own.hasher, append(own.made, madePart{key, made})
	}
	p.plan.inner, p.open = append(p.plan.inner, made), nil
	return made
}

// all goes through what was planned, in order.
func (m *planned) all() iter.Seq[*planned] {
	return func(yield func(*planned) bool) { m.visit(yield) }
}

func (m *planned) visit(yield func(*planned) bool) bool {
	for _, inner := range m.inner {
		if !inner.visit(yield) {
			return false
		}
	}
	return len(m.outputs)+len(m.places) == 0 || yield(m)
}

// count is the number of outputs.
func (m *planned) count() int {
	n := 0
	for part := range m.all() {
		n += len(part.outputs)
	}
	return n
}

// bind makes the outputs that were planned ones of this plan.
func (p *planner) bind(outputs []Output) {
	i := 0
	for part := range p.plan.all() {
		for at := range part.outputs {
			write := part.outputs[at].write
			outputs[i] = part.outputs[at].Output
			outputs[i].WriteTo = func(w io.Writer) error { return write(p, w) }
			i++
		}
	}
	p.plan, p.open, p.made = nil, nil, nil // outputs hold the planner, and it nothing that only planning needs
}

// everywhere is the sum of what outputs depend on beside the site.
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
		*m = Memo{line: line, key: key, parts: map[partKey]*planned{}}
	}
}

// learn remembers what some planners have made, if there will be another plan.
func (m *Memo) learn(all []planner) {
	if m == nil {
		return
	}
	for i := range all {
		for _, made := range all[i].made {
			m.parts[made.key] = made.planned
		}
		all[i].made = nil
	}
}
