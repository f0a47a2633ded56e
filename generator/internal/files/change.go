package files

// Change is a file that two snapshots differ in.
type Change struct {
	Path string
	Kind ChangeKind
}

// ChangeKind says what became of a file.
type ChangeKind int

// The kinds of change.
const (
	Edited ChangeKind = iota
	Added
	Removed
)

// String gives a change as people say it, such as "claims/moon.md is new".
func (c Change) String() string {
	switch c.Kind {
	case Added:
		return c.Path + " is new"
	case Removed:
		return c.Path + " is gone"
	default:
		return c.Path + " changed"
	}
}

// Since lists what is different from an earlier snapshot, by path. A file whose content is the same has not changed.
func (s *Snapshot) Since(earlier *Snapshot) []Change {
	var changes []Change
	was := earlier.entries
	for _, e := range s.entries {
		for len(was) > 0 && was[0].Path < e.Path {
			changes, was = append(changes, Change{was[0].Path, Removed}), was[1:]
		}
		switch {
		case len(was) == 0 || was[0].Path != e.Path:
			changes = append(changes, Change{e.Path, Added})
			continue
		case was[0].Sum != e.Sum:
			changes = append(changes, Change{e.Path, Edited})
		}
		was = was[1:]
	}
	for _, e := range was {
		changes = append(changes, Change{e.Path, Removed})
	}
	return changes
}

// Edits gives the numbers of the files whose content is another than in an earlier snapshot. The answer is false where files were added or
// removed.
func (s *Snapshot) Edits(earlier *Snapshot) (numbers []int, ok bool) {
	if len(s.entries) != len(earlier.entries) {
		return nil, false
	}
	for i := range s.entries {
		a, b := &s.entries[i], &earlier.entries[i]
		if a.Path != b.Path {
			return nil, false
		}
		if a.Sum != b.Sum {
			numbers = append(numbers, i)
		}
	}
	return numbers, true
}
