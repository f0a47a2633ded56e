package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/archive"
	"assay/generator/internal/check"
	"assay/generator/internal/claim"
	"assay/generator/internal/date"
	"assay/generator/internal/fetch"
	"assay/generator/internal/links"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
	"assay/generator/internal/wayback"
)

type archiveFlags struct {
	siteFlags
	in                           []string
	dryRun, strict, allowPrivate bool
	pause, poll, timeout         time.Duration
	maxSize                      int
	service                      string
}

// The places that --in knows.
const (
	inWayback = "wayback"
	inFolder  = "folder"
)

func newArchive(streams Streams) *cobra.Command {
	var f archiveFlags
	formats := []string{formatText, formatJSON}
	c := &cobra.Command{
		Use:   "archive [FILE...]",
		Short: "Keep copies of the pages that the site rests on, before they are gone",
		Long: `Archive looks for sources, appearances and recordings that have no copy in an archive, asks the Wayback Machine of the Internet Archive for one,
and writes its address into the file as archive: … Nothing else in the file changes: comments, order, quotation marks and line ends stay.
Files are named to look at these alone; by default all are, drafts too.

With the keys of an account in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY (https://archive.org/account/s3.php) pages are saved, unless there
is a copy from the days when the source was accessed. Without keys the copy that was made closest to that day is taken, or the newest.

With --in folder a copy is kept in the site itself: a web archive (WARC) in the folder snapshots beside the file, with its SHA-256 under
snapshot:. It is never published. What a source is quoted with is looked for in the copy. --in wayback,folder does both.

It may be interrupted at any time and goes on where it was. The exit code is 0 whatever could not be kept, with --strict 1.

As JSON it prints an array of {url, copy, new, file, missing, later, why, places: [{file, line, column, what}]}.`,
		Example: "  assay archive --dry-run\n  IA_ACCESS_KEY_ID=… IA_SECRET_ACCESS_KEY=… assay archive claims/2026/us-13-wars.md\n  assay archive --in wayback,folder",
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			return f.run(c.Context(), streams, args)
		},
	}
	f.add(c, formats...)
	_ = c.Flags().MarkHidden("drafts") // they count anyway
	flags := c.Flags()
	flags.StringSliceVar(&f.in, "in", []string{inWayback}, "`where` copies are kept: wayback, folder or both")
	flags.BoolVar(&f.dryRun, "dry-run", false, "list what has no copy, and ask nobody")
	flags.BoolVar(&f.strict, "strict", false, "fail where something could not be kept")
	flags.DurationVar(&f.pause, "pause", time.Second, "between two requests")
	flags.DurationVar(&f.poll, "poll", 5*time.Second, "between two questions whether a page is saved")
	flags.DurationVar(&f.timeout, "timeout", time.Minute, "how long an answer may take")
	flags.IntVar(&f.maxSize, "max-size", 50, "how many `megabytes` a page may have that is kept in a folder")
	flags.StringVar(&f.service, "service", "", "the `address` of another service that answers as the Wayback Machine does")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "ask also in networks that are not public, and through a proxy")
	return c
}

func (f *archiveFlags) run(ctx context.Context, streams Streams, files []string) error {
	keys, err := f.keys()
	if err != nil {
		return err
	}
	f.siteFlags.drafts = true
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	_ = opened.builder.Keep() // without it the next run takes longer
	only, err := within(opened.root, files)
	if err != nil {
		return err
	}
	a := &archiver{f: f, root: opened.folder, rows: []archiveRow{}, errs: newProgress(streams.Err, "archive")}
	if slices.Contains(f.in, inWayback) {
		err = a.wayback(ctx, result.Site, only, keys)
	}
	if err == nil && slices.Contains(f.in, inFolder) {
		err = a.folder(ctx, result.Site, only)
	}
	a.errs.end()
	told := a.tell(streams)
	switch {
	case err == nil:
		return told
	case ctx.Err() != nil:
		return err
	}
	sayf(streams.Err, "assay: %v\n", err) // nothing is wrong with how the command was called
	return errReported
}

// keys reads the account's from the environment, and looks at --in.
func (f *archiveFlags) keys() (*wayback.Keys, error) {
	for _, where := range f.in {
		if where != inWayback && where != inFolder {
			return nil, fmt.Errorf("--in %q: wayback, folder or both", where)
		}
	}
	if f.maxSize < 1 {
		return nil, fmt.Errorf("--max-size %d: at least one megabyte", f.maxSize)
	}
	k := wayback.Keys{Access: os.Getenv("IA_ACCESS_KEY_ID"), Secret: os.Getenv("IA_SECRET_ACCESS_KEY")}
	switch {
	case k == wayback.Keys{}:
		return nil, nil
	case k.Access == "" || k.Secret == "":
		return nil, errors.New("of IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY one is set and the other is not")
	}
	return &k, nil
}

// within gives the names of files as the site knows them; nil for all.
func within(root string, files []string) (map[string]bool, error) {
	if len(files) == 0 {
		return nil, nil
	}
	if real, err := filepath.EvalSymlinks(root); err == nil {
		root = real
	}
	only := map[string]bool{}
	for _, name := range files {
		full, err := filepath.Abs(name)
		if err != nil {
			return nil, err
		}
		if full, err = filepath.EvalSymlinks(full); err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(root, full)
		if err != nil || !filepath.IsLocal(rel) {
			return nil, fmt.Errorf("%s is not a file of the site in %s", name, root)
		}
		only[filepath.ToSlash(rel)] = true
	}
	return only, nil
}

// archiver keeps copies and writes them down.
type archiver struct {
	f    *archiveFlags
	root *os.Root
	rows []archiveRow
	errs *progress
}

// wayback asks for copies in the Wayback Machine.
func (a *archiver) wayback(ctx context.Context, s *site.Site, only map[string]bool, keys *wayback.Keys) error {
	all, allPlaces := archive.Wanted(s)
	var pages []archive.Page
	places := map[string][]links.Place{}
	for i, p := range all {
		here := slices.DeleteFunc(allPlaces[i], func(place links.Place) bool { return only != nil && !only[place.File] })
		if len(here) == 0 {
			continue
		}
		pages, places[p.URL] = append(pages, p), here
		if a.f.dryRun {
			row := rowOf(p.URL, here...)
			row.wanted = true
			a.rows = append(a.rows, row)
		}
	}
	if a.f.dryRun || len(pages) == 0 {
		return nil
	}
	client := fetch.New(fetch.Options{UserAgent: userAgent(), AllowPrivate: a.f.allowPrivate, Timeout: a.f.timeout, MaxBytes: 4 << 20})
	defer client.Close()
	k := archive.Keeper{
		Wayback: &wayback.Client{HTTP: client, Keys: keys, Lookup: a.f.service, Web: a.f.service, Now: time.Now},
		Jobs:    readJobs(a.root), Pause: a.f.pause, Poll: a.f.poll,
	}
	done := 0
	err := k.Keep(ctx, pages, func(r archive.Result) {
		a.rows = append(a.rows, a.write(r, places[r.URL]))
		done++
		a.errs.step(done, len(pages))
	})
	if kept := a.f.keepJobs(a.root, k.Jobs); err == nil {
		err = kept
	}
	return err
}

// write writes down a copy wherever its page is named.
func (a *archiver) write(r archive.Result, places []links.Place) archiveRow {
	row := rowOf(r.URL, places...)
	row.Later = r.Later
	if r.Why != nil {
		row.Why = r.Why.Error()
	}
	if r.Copy == nil {
		return row
	}
	row.Copy, row.New = r.Copy.URL, r.New
	type kind struct{ file, what string }
	written := map[kind]bool{}
	for _, p := range places {
		if written[kind{p.File, p.What}] {
			continue
		}
		written[kind{p.File, p.What}] = true
		err := editFile(a.root, p.File, func(src []byte) (out []byte, err error) {
			out, _, err = archive.AddCopy(p.File, src, p.What, r.URL, r.Copy)
			return out, err
		})
		if err != nil {
			row.Why = err.Error()
		}
	}
	return row
}

// folder keeps copies in the site's own folders.
func (a *archiver) folder(ctx context.Context, s *site.Site, only map[string]bool) error {
	type source struct {
		address string
		links.Place
	}
	var all []source
	for _, l := range links.Of(s) {
		for _, p := range l.Places {
			if p.Source != nil && p.Source.Snapshot == nil && (only == nil || only[p.File]) {
				all = append(all, source{l.URL, p})
			}
		}
	}
	if a.f.dryRun {
		for _, one := range all {
			row := rowOf(one.address, one.Place)
			row.wanted = true
			a.rows = append(a.rows, row)
		}
		return nil
	}
	client := fetch.New(fetch.Options{UserAgent: userAgent(), AllowPrivate: a.f.allowPrivate, Timeout: a.f.timeout, MaxBytes: int64(a.f.maxSize) << 20})
	defer client.Close()
	var mu sync.Mutex
	done := 0
	return fetch.ByHost(ctx, len(all), func(i int) string { return all[i].address }, 8, a.f.pause, func(i int) {
		row := rowOf(all[i].address, all[i].Place)
		content, captured, err := archive.Snapshot(ctx, client, all[i].address, userAgent(), time.Now)
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			err = a.store(&row, all[i].Place, content, captured)
		}
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			row.Why = err.Error()
		}
		a.rows = append(a.rows, row)
		done++
		a.errs.step(done, len(all))
	})
}

// store writes a copy beside the file that names the source, and then down in that.
func (a *archiver) store(row *archiveRow, p links.Place, content []byte, captured time.Time) error {
	if path.Ext(p.File) == ".json" {
		return errors.New("CSL-JSON has no place for a kept copy: name it in sources.yaml")
	}
	dir := path.Dir(p.File)
	name := archive.FileFor(p.File, p.Source.ID, func(name string) bool {
		_, err := a.root.Lstat(filepath.FromSlash(path.Join(dir, name)))
		return err == nil
	})
	row.File = path.Join(dir, name)
	if err := refuseLinks(a.root, filepath.FromSlash(row.File)); err != nil {
		return err
	}
	if err := a.root.MkdirAll(filepath.FromSlash(path.Dir(row.File)), 0o755); err != nil {
		return err
	}
	if err := replaceFile(a.root, starter.File{Path: row.File, Text: string(content)}); err != nil {
		return err
	}
	sum := sha256.Sum256(content)
	kept := claim.Snapshot{File: claim.FilePath(name), SHA256: claim.SHA256(hex.EncodeToString(sum[:])), Captured: date.Stamp{Moment: captured}}
	added := 0
	err := editFile(a.root, p.File, func(src []byte) (out []byte, err error) {
		out, added, err = archive.AddSnapshot(p.File, src, p.Source.ID, kept)
		return out, err
	})
	if err == nil && added == 0 {
		err = fmt.Errorf("%s names the source no more, or has a copy by now", p.File)
	}
	if err != nil {
		_ = a.root.Remove(filepath.FromSlash(row.File)) // nobody would know what it is
		row.File = ""
		return err
	}
	if p.Source.Quote != "" {
		row.Missing = check.NotKept(name, content, p.Source.Quote)
	}
	return nil
}
