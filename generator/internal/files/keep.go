package files

import (
	"slices"
	"time"

	"assay/generator/internal/pack"
)

// Only gives the snapshot with those of its files that keep is true of, and without folders.
func (s *Snapshot) Only(keep func(File) bool) *Snapshot {
	only := &Snapshot{taken: s.taken}
	for i := range s.entries {
		if keep(s.entries[i].File) {
			only.entries = append(only.entries, s.entries[i])
		}
	}
	return only
}

// Replaces tells that a later scan is better served by s than by a snapshot from before: a file is another one, or was found anew, or could not be relied on
// before since it had just been written.
func (s *Snapshot) Replaces(before *Snapshot) bool {
	return !slices.Equal(s.entries, before.entries) ||
		slices.ContainsFunc(before.entries, func(e entry) bool { return !before.stillHas(&e, e.stamp()) })
}

// AppendPacked writes the files of a snapshot, for a later process to scan against.
func (s *Snapshot) AppendPacked(b []byte) []byte {
	b = pack.AppendUint(appendTime(b, s.taken), uint64(len(s.entries)))
	for i := range s.entries {
		e := &s.entries[i]
		b = pack.AppendInt(pack.AppendString(b, e.Path), e.Size)
		b = append(appendTime(b, e.ModTime), e.Sum[:]...)
		b = pack.AppendInt(pack.AppendUint(b, e.inode.number), e.inode.changed)
	}
	return b
}

// UnpackSnapshot reads what AppendPacked wrote. The reader has an error where the files are not in order.
func UnpackSnapshot(r *pack.Reader) *Snapshot {
	taken := readTime(r)
	entries := make([]entry, r.Len())
	for i := range entries {
		e := &entries[i]
		e.Path, e.Size, e.ModTime = r.String(), r.Int(), readTime(r)
		r.Bytes(e.Sum[:])
		e.inode = inode{r.Uint(), r.Int()}
		if i > 0 && entries[i-1].Path >= e.Path {
			r.Fail()
			return &Snapshot{}
		}
	}
	return newSnapshot(taken, entries, nil)
}

func appendTime(b []byte, t time.Time) []byte {
	return pack.AppendInt(pack.AppendInt(b, t.Unix()), int64(t.Nanosecond()))
}

func readTime(r *pack.Reader) time.Time { return time.Unix(r.Int(), r.Int()).UTC() }
