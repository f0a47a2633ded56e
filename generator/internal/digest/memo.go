package digest

import (
	"iter"
	"maps"
	"runtime"

	"assay/generator/internal/guard"
)

// Memo remembers from one build to the next what was made of inputs, by keys that name all they are made of. It must not be used
// twice at once.
type Memo[K comparable, V any] struct {
	known map[K]V
	last  []V // what All gave
}

// All gives the values of n inputs: those that are known, and of the others what of gives, which is called on all cores. An input for which same is true is the
// very one that had its number the last time; not even its key is looked at. same may be nil.
// Values that were of no use this time are forgotten once they are as many as those that were.
func (m *Memo[K, V]) All(n int, same func(i int) bool, key func(i int) K, of func(i int) V) []V {
	values, fresh := make([]V, n), make([]bool, n)
	known := 0 // the first so many inputs were there the last time
	if same != nil {
		known = min(n, len(m.last))
	}
	const atOnce = 256
	var group guard.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for first := 0; first < n; first += atOnce {
		group.Go(func() error {
			for i := first; i < min(first+atOnce, n); i++ {
				if i < known && same(i) {
					values[i] = m.last[i]
					continue
				}
				var there bool
				if values[i], there = m.known[key(i)]; !there {
					values[i], fresh[i] = of(i), true
				}
			}
			return nil
		})
	}
	_ = group.Wait() // nothing in it fails
	m.keep(key, values, fresh)
	m.last = values
	return values
}

// Known gives what is remembered, in no order.
func (m *Memo[K, V]) Known() iter.Seq2[K, V] { return maps.All(m.known) }

// Len is how much is remembered.
func (m *Memo[K, V]) Len() int { return len(m.known) }

// Learn remembers a value that was made before.
func (m *Memo[K, V]) Learn(key K, value V) {
	if m.known == nil {
		m.known = map[K]V{}
	}
	m.known[key] = value
}

func (m *Memo[K, V]) keep(key func(i int) K, values []V, fresh []bool) {
	if m.known == nil {
		m.known = make(map[K]V, len(values))
	}
	for i, isNew := range fresh {
		if isNew {
			m.known[key(i)] = values[i]
		}
	}
	if len(m.known) <= 2*len(values) {
		return
	}
	m.known = make(map[K]V, len(values))
	for i, v := range values {
		m.known[key(i)] = v
	}
}
