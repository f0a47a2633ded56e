package files

import (
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"assay/generator/internal/digest"
)

// File is an input file as it was when the snapshot was taken.
type File struct {
	Path    string // slash-separated, relative to the site's root
	Size    int64
	ModTime time.Time // UTC
	Sum     digest.Sum
}

// Snapshot is the input files of one moment. It never changes; the zero Snapshot has no files.
type Snapshot struct {
	taken   time.Time // when the scan began
	entries []entry   // sorted by path
	folders []Folder  // sorted by path
	young   []string  // paths of the files that had not settled then
}

// newSnapshot makes a snapshot of entries that are in order.
func newSnapshot(taken time.Time, entries []entry, folders []Folder) *Snapshot {
	s := &Snapshot{taken: taken, entries: entries, folders: folders}
	for i := range entries {
		if !s.hasSettled(&entries[i]) {
			s.young = append(s.young, entries[i].Path)
		}
	}
	return s
}

// Folder is a folder that was looked into, as inputs are in it or could be. Folders that are not equal are different ones, even
// at one path.
type Folder struct {
	Path   string // slash-separated, relative to the site's root, such as "claims/2017"
	number uint64 // of its inode; 0 where the system does not say
}

// entry is a file with all that tells whether it was touched since.
type entry struct {
	File
	inode inode
}

// stamp is what the file system says of a file without opening it; a file with the same stamp is taken to be the same.
type stamp struct {
	size     int64
	modified time.Time
	inode    inode
}

// inode tells apart what size and modification time cannot; zero where the system does not say.
type inode struct {
	number  uint64
	changed int64 // nanoseconds
}

// stampOf copies what info says: some file systems change an info along with its file.
func stampOf(info fs.FileInfo) stamp {
	return stamp{
		size:     info.Size(),
		modified: info.ModTime().Round(0).UTC(), // in a form that can be compared with ==
		inode:    inodeOf(info),
	}
}

func (e *entry) stamp() stamp { return stamp{e.Size, e.ModTime, e.inode} }

// settled is the age from which on a file that is written to gets another modification time.
// The coarsest clock in use is that of FAT, two seconds.
const settled = 2 * time.Second

// unchanged gives the number of the entry of a path if the file certainly still is what it was.
func (s *Snapshot) unchanged(path string, now stamp) (int, bool) {
	i, found := s.search(path)
	if !found {
		return 0, false
	}
	return i, s.stillHas(&s.entries[i], now)
}

// folder is what a snapshot has of a folder and of those below it.
type folder struct {
	snapshot *Snapshot
	first    int
	entries  []entry
	prefix   int // length of the folder's path with its slash
}

func (s *Snapshot) folder(path string) folder {
	first, _ := s.search(path + "/")
	end, _ := s.search(path + string('/'+1))
	return folder{s, first, s.entries[first:end], len(path) + 1}
}

// unchanged gives the number of the file of a name, if it is a file as the snapshot has it.
func (f folder) unchanged(name string, info fs.FileInfo) (int, bool) {
	i, found := slices.BinarySearchFunc(f.entries, name, func(e entry, name string) int {
		return strings.Compare(e.Path[f.prefix:], name)
	})
	if !found || !info.Mode().IsRegular() || !f.snapshot.stillHas(&f.entries[i], stampOf(info)) {
		return 0, false
	}
	return f.first + i, true
}

// stillHas tells that a file cannot have changed since the snapshot was taken.
func (s *Snapshot) stillHas(e *entry, now stamp) bool {
	return e.stamp() == now && s.hasSettled(e)
}

func (s *Snapshot) hasSettled(e *entry) bool { return s.taken.Sub(e.ModTime) > settled }

func (s *Snapshot) search(path string) (int, bool) {
	return slices.BinarySearchFunc(s.entries, path, func(e entry, path string) int {
		return strings.Compare(e.Path, path)
	})
}

// Get finds a file by its path.
func (s *Snapshot) Get(path string) (File, bool) {
	i, found := s.search(path)
	if !found {
		return File{}, false
	}
	return s.entries[i].File, true
}

// Folders gives the folders below the site's root, outer ones first.
func (s *Snapshot) Folders() []Folder { return s.folders }

// Same tells that the files of two snapshots have the same paths and contents.
func (s *Snapshot) Same(as *Snapshot) bool {
	return slices.EqualFunc(s.entries, as.entries, func(a, b entry) bool { return a.Sum == b.Sum && a.Path == b.Path })
}

// At gives the file with a number, in the order of the paths.
func (s *Snapshot) At(i int) File { return s.entries[i].File }

// Len is the number of files.
func (s *Snapshot) Len() int { return len(s.entries) }

// All gives the files, sorted by path.
func (s *Snapshot) All() iter.Seq[File] { return s.Under("") }

// Under gives the files whose paths start with prefix, such as "claims/", sorted by path.
func (s *Snapshot) Under(prefix string) iter.Seq[File] {
	return func(yield func(File) bool) {
		first, _ := s.search(prefix)
		for _, e := range s.entries[first:] {
			if !strings.HasPrefix(e.Path, prefix) || !yield(e.File) {
				return
			}
		}
	}
}
