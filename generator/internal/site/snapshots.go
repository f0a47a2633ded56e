package site

import (
	"path"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// snapshots checks that the kept copies of a claim's sources are there, and are what was kept.
func (r *resolver) snapshots(c *Claim) {
	if !c.Keeps {
		return
	}
	for i := range c.Claim.Sources {
		if s := c.Claim.Sources[i].Snapshot; s != nil && s.File != "" {
			r.kept(c.Path, c.Positions, s, i)
		}
	}
}

// sharedSnapshots does the same for the sources that claims share.
func (r *resolver) sharedSnapshots() {
	for _, l := range r.site.Libraries {
		for i := range l.Sources {
			if s := l.Sources[i].Snapshot; s != nil && s.File != "" {
				r.kept(l.Path, l.Positions, s, i)
			}
		}
	}
}

// kept checks one copy. Evidence is exact: another content than the one that was kept is an error; a copy that is kept
// elsewhere is not.
func (r *resolver) kept(file string, at *doc.Positions, s *claim.Snapshot, source int) {
	dir := path.Dir(file)
	f, ok := r.get(path.Join(dir, string(s.File)))
	switch {
	case !ok:
		there := func() *diag.Words {
			var names []string
			for f := range r.snapshot.Under(path.Join(dir, path.Dir(string(s.File))) + "/") {
				names = append(names, strings.TrimPrefix(f.Path, dir+"/"))
			}
			return diag.NewWords(names)
		}
		r.warn(file, at.At(claim.Path("sources", source, "snapshot", "file")),
			diag.Problemf(diag.UnknownFile, "the kept copy %q is not in %s", s.File, dir).Because("%s", r.hint(file, there, string(s.File))))
	case s.SHA256 != "" && f.Sum.String() != string(s.SHA256):
		r.fail(file, at.At(claim.Path("sources", source, "snapshot", "sha256")),
			diag.Problemf(diag.WrongDigest, "%s is not what was kept: its SHA-256 is %s", s.File, f.Sum).
				Because("restore the copy; write the new sum only if the copy was replaced on purpose"))
	}
}

// keptFiles are the files that are never published because they are the copies of sources.
func (r *resolver) keptFiles() map[string]bool {
	files := map[string]bool{}
	add := func(file string, sources []claim.Source) {
		for i := range sources {
			if s := sources[i].Snapshot; s != nil {
				files[path.Join(path.Dir(file), string(s.File))] = true
			}
		}
	}
	for _, c := range r.all {
		if c.Keeps {
			add(c.Path, c.Claim.Sources)
		}
	}
	for _, l := range r.site.Libraries {
		add(l.Path, l.Sources)
	}
	return files
}
