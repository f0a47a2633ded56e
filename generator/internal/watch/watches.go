package watch

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"assay/generator/internal/files"
)

// listener gives hints. It listens in the folders it is told to.
type listener interface {
	// Watch brings the watches to the site's root and the given folders. It tells whether there may be something in them that no
	// hint was or will be given of, as they were not watched until now. An error is of the system: it cannot watch them all.
	Watch(folders []files.Folder) (added bool, err error)
	// Forget makes the next Watch set up all watches anew.
	Forget()
	// Close returns when no more hints come.
	Close()
}

// watches are those of fsnotify, and the goroutine that hears them.
type watches struct {
	root    string
	watcher *fsnotify.Watcher
	of      map[string]files.Folder // by absolute path; zero for the root
	hearing sync.WaitGroup
}

func listenTo(root string, h *hints) (listener, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watches{root: root, watcher: watcher, of: map[string]files.Folder{}}
	w.hearing.Go(func() { w.hear(h) })
	return w, nil
}

// hear takes up events as they come, so that few are lost.
func (w *watches) hear(h *hints) {
	for {
		select {
		case event, ok := <-w.watcher.Events:
			if !ok {
				return
			}
			if rel, may := mayBeInput(w.root, event.Name); may {
				h.add(rel)
			}
		case _, ok := <-w.watcher.Errors:
			if !ok {
				return
			}
			h.lose()
		}
	}
}

func (w *watches) Watch(folders []files.Folder) (added bool, err error) {
	want := make(map[string]files.Folder, len(folders)+1)
	want[w.root] = files.Folder{}
	for _, f := range folders {
		want[filepath.Join(w.root, filepath.FromSlash(f.Path))] = f
	}
	w.removeStale(want)
	for path, folder := range want {
		if _, watched := w.of[path]; watched {
			continue
		}
		added = true
		switch err := w.watcher.Add(path); {
		case err == nil:
			w.of[path] = folder
		case !passing(err):
			return added, err
		}
	}
	return added, nil
}

// removeStale removes the watches of folders that are not wanted any more or others than they were. Those that fsnotify
// removed by itself, as a folder was moved or deleted, are forgotten.
func (w *watches) removeStale(want map[string]files.Folder) {
	alive := make(map[string]bool, len(w.of))
	for _, path := range w.watcher.WatchList() {
		alive[path] = true
	}
	for path, folder := range w.of {
		if wanted, ok := want[path]; !ok || wanted != folder || !alive[path] {
			w.remove(path)
		}
	}
}

// remove removes a watch. That it may be gone already, along with the folder, is as well.
func (w *watches) remove(path string) {
	_ = w.watcher.Remove(path)
	delete(w.of, path)
}

func (w *watches) Forget() {
	for path := range w.of {
		w.remove(path)
	}
}

func (w *watches) Close() {
	_ = w.watcher.Close() // it has no errors that matter to somebody who is done
	w.hearing.Wait()
}

// passing tells that a folder could not be watched because it is not what it was when it was looked into.
func passing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOTDIR)
}

// mayBeInput tells whether what happened at a path can matter, and gives the path relative to the root. Only names tell: the file
// or folder may be gone.
func mayBeInput(root, name string) (rel string, may bool) {
	rel, err := filepath.Rel(root, name)
	if err != nil || rel == "." {
		return ".", true
	}
	rel = filepath.ToSlash(rel)
	top, _, below := strings.Cut(rel, "/")
	if !below {
		return rel, slices.ContainsFunc([]string{"site.yaml", "claims", "content", "templates", "static"}, func(input string) bool {
			return strings.EqualFold(input, top) // as some file systems see it
		})
	}
	return rel, !files.Ignored(rel + "/index.md") // fewer names are ignored of folders than of files
}
