package watch_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// step is something that is done to a site.
type step func(f *folder)

// TestWhateverIsDoneToTheFilesIsPublished does things to a site in steps. After each, what is published must be what the folder
// holds.
func TestWhateverIsDoneToTheFilesIsPublished(t *testing.T) {
	const name = "claims/a.md"
	edit := func(name, content string) step { return func(f *folder) { f.write(name, content) } }
	rename := func(from, to string) step { return func(f *folder) { f.rename(from, to) } }
	remove := func(name string) step { return func(f *folder) { f.remove(name) } }
	tests := map[string][]step{
		"cut and written":             {edit(name, "longer than it was"), edit(name, "")},
		"written in place":            {func(f *folder) { f.overwrite(name, "A") }},
		"deleted, and there again":    {remove(name), edit(name, "b")},
		"renamed":                     {rename(name, "claims/z.md"), rename("claims/z.md", name)},
		"saved by vim":                {vim(name, "once"), vim(name, "twice")},
		"saved by Emacs":              {emacs(name, "once"), emacs(name, "twice")},
		"saved by JetBrains":          {jetBrains(name, "once"), jetBrains(name, "twice")},
		"saved by sed -i":             {sed(name, "once"), sed(name, "twice")},
		"a link in place of a file":   {func(f *folder) { f.remove(name); f.link("2017/b.md", name) }, sed(name, "new")},
		"a link in place of a folder": {func(f *folder) { f.rename("claims/2017", "b"); f.link("../b", "claims/2017") }},
		"new folders with files at once, then more in them": {
			func(f *folder) { f.write("claims/x/y/z/n.md", "n"); f.write("claims/x/y/m.md", "m") },
			edit("claims/x/y/z/n.md", "later"), edit("claims/x/o.md", "o"),
		},
		"a folder called as Vim calls a file": {edit("claims/4913/index.md", "once"), edit("claims/4913/index.md", "twice")},
		"a folder renamed, then a file in it, twice": {
			rename("claims/2017", "claims/2018"), edit("claims/2018/b.md", "once"), edit("claims/2018/b.md", "twice"),
		},
		"a folder of folders renamed, then a file deep in it": {
			edit("claims/x/y/n.md", "n"), rename("claims/x", "claims/z"), edit("claims/z/y/n.md", "once"), edit("claims/z/y/n.md", "twice"),
		},
		"folders that change places, then files in them": {
			edit("claims/2018/b.md", "other"),
			func(f *folder) {
				f.rename("claims/2017", "claims/x")
				f.rename("claims/2018", "claims/2017")
				f.rename("claims/x", "claims/2018")
			},
			edit("claims/2017/b.md", "once"), edit("claims/2018/b.md", "twice"),
		},
		"a folder moved out and back, then a file in it": {
			edit("claims/x/y/n.md", "n"), rename("claims/x", "away"), rename("away", "claims/x"),
			edit("claims/x/y/n.md", "once"), edit("claims/x/o.md", "twice"),
		},
		"a folder moved out and back at once, then a file in it": {
			edit("claims/x/y/n.md", "n"),
			func(f *folder) { f.rename("claims/x", "away"); f.rename("away", "claims/x"); f.write(name, "seen") },
			edit("claims/x/y/n.md", "once"), edit("claims/x/o.md", "twice"),
		},
		"a folder replaced by another of its name, then a file in it": {
			func(f *folder) { f.remove("claims/2017"); f.mkdir("claims/2017") },
			edit("claims/2017/n.md", "n"), edit("claims/2017/n.md", "later"),
		},
		"a folder replaced by another that is moved there, then a file in it": {
			func(f *folder) { f.write("new/b.md", "new"); f.remove("claims/2017"); f.rename("new", "claims/2017") },
			edit("claims/2017/b.md", "once"), edit("claims/2017/b.md", "twice"),
		},
		"a folder of folders replaced by another that is moved there, then a file deep in it": {
			edit("claims/x/y/n.md", "n"),
			func(f *folder) {
				f.write("new/y/n.md", "new")
				f.rename("claims/x", "away")
				f.rename("new", "claims/x")
			},
			edit("claims/x/y/n.md", "once"), edit("claims/x/y/n.md", "twice"),
		},
		"a folder deleted": {edit("claims/x/y/n.md", "n"), remove("claims/x")},
		"a folder that becomes a file and a folder again": {
			func(f *folder) { f.remove("claims/2017"); f.write("claims/2017", "a file") },
			func(f *folder) { f.remove("claims/2017"); f.write("claims/2017/n.md", "n") },
			edit("claims/2017/n.md", "later"),
		},
		"all claims deleted, and there again": {
			remove("claims"), edit("claims/2017/b.md", "back"), edit("claims/2017/b.md", "once"), edit(name, "twice"),
		},
		"all claims moved out and back": {
			rename("claims", "away"), rename("away", "claims"), edit("claims/2017/b.md", "once"), edit(name, "twice"),
		},
		"site.yaml deleted, and there again": {remove("site.yaml"), edit("site.yaml", "title: y"), edit("site.yaml", "title: z")},
		"all that is there deleted": {
			func(f *folder) { f.remove("claims"); f.remove("content"); f.remove("site.yaml") },
			edit("content/x/y.md", "y"), edit("content/x/y.md", "z"),
		},
		"templates": {edit("templates/partials/_head.html", "once"), edit("templates/partials/_head.html", "twice")},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				for i, step := range steps {
					before := f.last()
					step(f)
					f.shown()
					if maps.Equal(before, f.last()) {
						t.Fatalf("step %d does nothing that shows", i)
					}
				}
				f.watchesOnlyItsFolders()
			})
		})
	}
}

func (f *folder) overwrite(name, content string) {
	f.t.Helper()
	file, err := os.OpenFile(f.path(name), os.O_WRONLY, 0)
	f.ok(err)
	_, err = file.WriteString(content)
	f.ok(err)
	f.ok(file.Close())
}

func (f *folder) mkdir(name string) {
	f.t.Helper()
	f.ok(os.Mkdir(f.path(name), 0o755))
}

// link makes a symbolic link.
func (f *folder) link(to, name string) {
	f.t.Helper()
	if err := os.Symlink(to, f.path(name)); err != nil {
		f.t.Skip(err)
	}
}

// vim saves as Vim does with backup and swap file: it tries whether it may write, keeps the old file, writes a new one.
func vim(name, content string) step {
	return func(f *folder) {
		f.write(name+".swp", "swap")
		f.write("claims/4913", "")
		f.remove("claims/4913")
		f.rename(name, name+"~")
		file, err := os.Create(f.path(name))
		f.ok(err)
		_, err = file.WriteString(content)
		f.ok(err)
		f.ok(file.Sync())
		f.ok(file.Close())
		f.remove(name + "~")
		f.remove(name + ".swp")
	}
}

// emacs locks the file, keeps what is not saved yet and the old file.
func emacs(name, content string) step {
	return func(f *folder) {
		f.link("ann@host.1234:1", "claims/.#a.md")
		f.write("claims/#a.md#", content)
		if _, err := os.Lstat(f.path(name + "~")); err != nil { // a backup is made of what was there when Emacs opened it
			f.rename(name, name+"~")
		}
		f.write(name, content)
		f.remove("claims/.#a.md")
		f.remove("claims/#a.md#")
	}
}

// jetBrains writes beside the file and changes places.
func jetBrains(name, content string) step {
	return func(f *folder) {
		f.write(name+"___jb_tmp___", content)
		f.rename(name, name+"___jb_old___")
		f.rename(name+"___jb_tmp___", name)
		f.remove(name + "___jb_old___")
	}
}

// sed writes beside the file and renames over it.
func sed(name, content string) step {
	return func(f *folder) {
		f.write("claims/sedAb12Cd", content)
		f.rename("claims/sedAb12Cd", name)
	}
}

// TestWhatChangesNothingPublishesNothing does such things, then an edit: that alone is published. Where there was something else for
// a moment, what it was may be published again.
func TestWhatChangesNothingPublishesNothing(t *testing.T) {
	tests := map[string]step{
		"touched": func(f *folder) {
			later := time.Now().Add(time.Second)
			f.ok(os.Chtimes(f.path("claims/a.md"), later, later))
		},
		"the same written again":   func(f *folder) { f.write("claims/a.md", "a") },
		"the same saved by vim":    vim("claims/a.md", "a"),
		"the same saved by Emacs":  emacs("claims/a.md", "a"),
		"an empty folder":          func(f *folder) { f.mkdir("claims/new") },
		"beside the site's inputs": func(f *folder) { f.write("public/index.html", "x"); f.write("notes.md", "x") },
		"ignored names":            func(f *folder) { f.write("claims/_old/a.md", "x"); f.write("claims/.git/index", "x") },
		"moved out and back":       func(f *folder) { f.rename("claims/2017", "away"); f.rename("away", "claims/2017") },
		"behind links": func(f *folder) {
			f.write("outside/a.md", "a")
			f.link("../outside", "claims/folder")
			f.link("../outside/a.md", "claims/file.md")
			f.link(".", "claims/2017/loop")
			time.Sleep(pause)
			f.write("outside/a.md", "new")
			f.write("outside/b/c.md", "new")
		},
	}
	forAMoment := map[string]bool{
		"the same written again": true, "the same saved by vim": true, "the same saved by Emacs": true, "moved out and back": true,
	}
	for name, do := range tests {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				before, was := len(f.states()), f.last()
				do(f)
				time.Sleep(pause)
				f.write("edited.md", "edited")
				f.rename("edited.md", "content/edited.md")
				f.shown()
				published := f.states()[before:]
				if forAMoment[name] && maps.Equal(published[0], was) {
					published = published[1:]
				}
				if len(published) != 1 {
					t.Errorf("published %v", published)
				}
				f.watchesOnlyItsFolders()
			})
		})
	}
}

// pause is long enough for something to be published that must not be: there is nothing to wait for.
const pause = 150 * time.Millisecond

// Writes of the same size within one tick of a clock look the same to whom looks at sizes and times, and so do those after which a
// tool sets the time back.
func TestWritesOfTheSameSizeAreSeen(t *testing.T) {
	for name, write := range map[string]func(f *folder, content string){
		"in a row": func(f *folder, content string) { f.overwrite("claims/a.md", content) },
		"with the time set back": func(f *folder, content string) {
			info, err := os.Stat(f.path("claims/a.md"))
			f.ok(err)
			f.overwrite("claims/a.md", content)
			f.ok(os.Chtimes(f.path("claims/a.md"), info.ModTime(), info.ModTime()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				for round := range 5 {
					for i := range 20 {
						write(f, fmt.Sprint(round, " ", 10+i))
					}
					f.shown()
				}
			})
		})
	}
}

func TestACheckoutOfThousandsOfFilesIsPublished(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	history := branches("one", 2000, "two", 3000)
	bothWays(t, func(t *testing.T, f *folder) {
		git := func(args ...string) {
			t.Helper()
			cmd := exec.Command("git", args...)
			cmd.Dir, cmd.Stdin = f.dir, strings.NewReader(history)
			cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git %v: %v\n%s", args, err, out)
			}
		}
		git("init", "-q")
		git("fast-import", "--quiet")
		for _, branch := range []string{"one", "two"} {
			git("checkout", "-q", branch)
			f.shown()
		}
		if n := len(f.last()); n != 3000+4 {
			t.Errorf("%d files are published", n)
		}
		f.write("claims/y7/7.md", "edited")
		f.shown()
		f.watchesOnlyItsFolders()
	})
}

// branches is what git fast-import makes of two branches of so many claims each.
func branches(one string, n int, two string, m int) string {
	var b strings.Builder
	write := func(branch string, n int) {
		fmt.Fprintf(&b, "reset refs/heads/%s\ncommit refs/heads/%[1]s\ncommitter Ann <ann@example.org> 0 +0000\ndata 0\n", branch)
		for i := range n {
			content := fmt.Sprint(branch, i)
			fmt.Fprintf(&b, "M 644 inline claims/y%d/%d.md\ndata %d\n%s\n", i%40, i, len(content), content)
		}
	}
	write(one, n)
	write(two, m)
	return b.String()
}

func TestAFileThatCanBeReadAgainIsPublished(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root reads everything; Windows knows no such modes")
	}
	for name, mode := range map[string]os.FileMode{"claims/a.md": 0o644, "claims/2017": 0o755, "claims": 0o755} {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, f *folder) {
				all := f.fresh()
				t.Cleanup(func() { _ = os.Chmod(f.path(name), mode) })
				f.ok(os.Chmod(f.path(name), 0))
				f.shown()
				if maps.Equal(f.last(), all) {
					t.Error("what cannot be read is published")
				}
				f.ok(os.Chmod(f.path(name), mode))
				f.shown()
				f.write("claims/2017/b.md", "edited")
				f.shown()
			})
		})
	}
}
