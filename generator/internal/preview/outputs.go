package preview

import (
	"slices"
	"strings"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
)

// outputs are those of a result, to be found by their paths.
type outputs struct {
	all      []plan.Output
	place    map[string]int // in all, by path
	pictures string         // names what the pictures are, all of them: no page's key covers the bytes of those it shows
}

// get gives the output with a path, nil where there is none.
func (o outputs) get(path string) *plan.Output {
	if i, ok := o.place[path]; ok {
		return &o.all[i]
	}
	return nil
}

// after gives the outputs that come after those there are, counts what differs, and lists what is gone. Few edits change a path, and making
// the places anew takes longer than seeing that they are the same.
func (o outputs) after(all []plan.Output, c *Change) (next outputs, gone []*plan.Output) {
	if slices.EqualFunc(o.all, all, func(a, b plan.Output) bool { return a.Path == b.Path }) {
		for i := range all {
			if all[i].Key != o.all[i].Key {
				c.Changed++
			}
		}
		return outputs{all, o.place, pictures(all)}, nil
	}
	next = outputs{all, make(map[string]int, len(all)), pictures(all)}
	for i := range all {
		next.place[all[i].Path] = i
		switch old := o.get(all[i].Path); {
		case old == nil:
			c.Added++
		case old.Key != all[i].Key:
			c.Changed++
		}
	}
	if len(all)-c.Added == len(o.all) { // all are still there
		return next, nil
	}
	for i := range o.all {
		if next.get(o.all[i].Path) == nil {
			gone = append(gone, &o.all[i])
		}
	}
	c.Removed = len(gone)
	return next, gone
}

func pictures(all []plan.Output) string {
	h := digest.New("pictures")
	for i := range all {
		if strings.HasPrefix(all[i].Type, "image/") {
			h.Sum(all[i].Key)
		}
	}
	return h.Done().Short()
}
