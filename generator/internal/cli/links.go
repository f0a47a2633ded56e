package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"strings"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/fetch"
	"assay/generator/internal/links"
)

type linksFlags struct {
	siteFlags
	all, strict, allowPrivate bool
	maxAge, pause, timeout    time.Duration
	hosts                     int
}

func newLinks(streams Streams) *cobra.Command {
	var f linksFlags
	formats := []string{formatText, formatJSON}
	c := &cobra.Command{
		Use:   "links",
		Short: "Look whether the pages that the site rests on are still there",
		Long: `Links asks for every page that a source, an appearance, a statement or a recording names, in drafts too, and tells what became of it:

  moved          it stands elsewhere for good
  gone           its server says that it is not there
  soft-404       its server says that all is well, and shows that nothing is there, or its home page
  parked         the name is for sale
  no-host        nobody has the name any more
  unreachable, timeout, certificate, refused, server-error, private
                 nobody can say: nobody answers, or does not let programs in

Of a source that has a copy in an archive it says so. Hosts are asked one request after the other, with a pause. What was found fine is
believed for a week (.assay/links.json).

It is never part of a build. The exit code is 0 whatever is found, with --strict 1 where a page is lost that has no copy.

As JSON it is an array of {url, state, status, to, why, checked, places: [{file, line, column, what, archive}]}.`,
		Example: "  assay links\n  assay links --max-age 0 --format json",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			return f.run(c.Context(), streams)
		},
	}
	f.add(c, formats...)
	_ = c.Flags().MarkHidden("drafts") // they count anyway
	flags := c.Flags()
	flags.BoolVar(&f.all, "all", false, "tell of pages that are fine, too")
	flags.BoolVar(&f.strict, "strict", false, "fail where a page is lost that has no copy")
	flags.DurationVar(&f.maxAge, "max-age", 7*24*time.Hour, "how long to believe that a page is fine")
	flags.DurationVar(&f.pause, "pause", time.Second, "between two requests to a host")
	flags.DurationVar(&f.timeout, "timeout", 30*time.Second, "how long a page may take")
	flags.IntVar(&f.hosts, "hosts", 16, "how many hosts to ask at once")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "ask also in networks that are not public, and through a proxy")
	return c
}

func (f *linksFlags) run(ctx context.Context, streams Streams) error {
	if f.hosts < 1 {
		return fmt.Errorf("--hosts %d: at least one", f.hosts)
	}
	f.siteFlags.drafts = true
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	_ = opened.builder.Keep() // without it the next run takes longer
	all := links.Of(result.Site)
	addresses := make([]string, len(all))
	for i, l := range all {
		addresses[i] = l.URL
	}
	client := fetch.New(fetch.Options{UserAgent: userAgent(), AllowPrivate: f.allowPrivate, Timeout: f.timeout, MaxBytes: 256 << 10})
	defer client.Close()
	bar := newProgress(streams.Err, "links")
	known := readLinks(opened.folder, time.Now())
	checker := links.Checker{Client: client, Now: time.Now, Pause: f.pause, Hosts: f.hosts, MaxAge: f.maxAge, Step: bar.step}
	found, err := checker.Check(ctx, addresses, known)
	bar.end()
	if kept := f.keep(opened.folder, addresses, known, found); kept != nil && err == nil {
		sayf(streams.Err, "what was found is not kept: %v\n", kept)
	}
	if err != nil {
		return err
	}
	return f.tell(streams, all, found)
}

// tell prints what was found.
func (f *linksFlags) tell(streams Streams, all []links.Link, found []links.Result) error {
	rows := linkRows(all, found)
	if f.format == formatJSON {
		if err := writeJSON(streams.Out, rows); err != nil {
			return err
		}
	} else if err := f.print(streams.Out, rows); err != nil {
		return err
	}
	if f.strict {
		for _, row := range rows {
			if row.State.Lost() && !row.kept() {
				return errReported
			}
		}
	}
	return nil
}

// linkRow is an address with what was found and where it stands.
type linkRow struct {
	links.Result
	Places []linkPlace `json:"places"`
}

type linkPlace struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	What    string `json:"what"`
	Archive string `json:"archive,omitempty"`
}

// kept tells that a copy of the page can be read wherever it is named.
func (r *linkRow) kept() bool {
	for _, p := range r.Places {
		if p.Archive == "" {
			return false
		}
	}
	return true
}

func linkRows(all []links.Link, found []links.Result) []linkRow {
	rows := make([]linkRow, len(all))
	for i, l := range all {
		rows[i].Result = found[i]
		for _, p := range l.Places {
			rows[i].Places = append(rows[i].Places, linkPlace{p.File, p.At.Line, p.At.Col, p.What, p.Archive})
		}
	}
	return rows
}

// print writes a line for every place of every page that is not simply there, and a summary.
func (f *linksFlags) print(w io.Writer, rows []linkRow) error {
	var b strings.Builder
	counts, order, copies := map[links.State]int{}, []links.State(nil), 0
	for _, row := range rows {
		if counts[row.State] == 0 {
			order = append(order, row.State)
		}
		counts[row.State]++
		if row.State.Lost() && row.kept() {
			copies++
		}
		if row.State == links.Fine && !f.all {
			continue
		}
		for _, p := range row.Places {
			sayf(&b, "%s:%d:%d: %s: %s\n", p.File, p.Line, p.Column, row.State, row.Result.URL)
			for _, more := range []string{row.details(), prefixed("it stands at ", row.To), prefixed("there is a copy at ", p.Archive)} {
				if more != "" && (row.State != links.Fine) {
					sayf(&b, "    %s\n", more)
				}
			}
		}
	}
	parts := make([]string, len(order))
	for i, state := range order {
		parts[i] = fmt.Sprintf("%d %s", counts[state], state)
	}
	sayf(&b, "%s", count(len(rows), "page"))
	if len(parts) > 0 {
		sayf(&b, ": %s", strings.Join(parts, ", "))
	}
	if copies > 0 {
		sayf(&b, "; of those that are lost %d %s a copy", copies, map[bool]string{true: "has", false: "have"}[copies == 1])
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *linkRow) details() string {
	switch {
	case r.Why != "":
		return r.Why
	case r.Status >= 300:
		return fmt.Sprintf("it answers with status %d", r.Status)
	}
	return ""
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// linksFile is where it is kept what became of pages, in the site's root.
const linksFile = stateFolder + "/links.json"

// readLinks returns what was found before a moment; nothing if that cannot be read. The file may have come
// with a checkout, so a result from the future, which would never become old, is not believed.
func readLinks(root *os.Root, now time.Time) map[string]links.Result {
	var all []links.Result
	if !readState(root, linksFile, &all) {
		return nil
	}
	known := map[string]links.Result{}
	for _, r := range all {
		if !r.Checked.After(now) {
			known[r.URL] = r
		}
	}
	return known
}

// keep leaves what was found for the next time, in place of what was known of the same addresses. Nothing is kept of those that nobody names any more.
func (f *linksFlags) keep(root *os.Root, addresses []string, known map[string]links.Result, found []links.Result) error {
	if f.noCache {
		return nil
	}
	now := map[string]links.Result{}
	for _, r := range found {
		now[r.URL] = r
	}
	all := []links.Result{}
	for _, address := range addresses {
		if r, ok := now[address]; ok {
			all = append(all, r)
		} else if r, ok := known[address]; ok {
			all = append(all, r)
		}
	}
	return keepJSON(root, linksFile, all)
}
