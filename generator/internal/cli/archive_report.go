package cli

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/generator/internal/links"
)

// archiveRow is what came of a page.
type archiveRow struct {
	URL     string         `json:"url"`
	Copy    string         `json:"copy,omitempty"`    // its address
	New     bool           `json:"new,omitempty"`     // made just now
	File    string         `json:"file,omitempty"`    // of the kept copy
	Missing string         `json:"missing,omitempty"` // what is quoted and is not in it
	Later   bool           `json:"later,omitempty"`   // ask again
	Why     string         `json:"why,omitempty"`     // something could not be done
	Places  []archivePlace `json:"places"`

	wanted bool // of a dry run
}

type archivePlace struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	What   string `json:"what"`
}

func rowOf(address string, places ...links.Place) archiveRow {
	row := archiveRow{URL: address}
	for _, p := range places {
		row.Places = append(row.Places, archivePlace{p.File, p.At.Line, p.At.Col, p.What})
	}
	return row
}

// tell prints what came of the pages.
func (a *archiver) tell(streams Streams) error {
	slices.SortStableFunc(a.rows, func(x, y archiveRow) int {
		p, q := x.Places[0], y.Places[0]
		if p.File != q.File {
			return strings.Compare(p.File, q.File)
		}
		return p.Line - q.Line
	})
	if a.f.format == formatJSON {
		if err := writeJSON(streams.Out, a.rows); err != nil {
			return err
		}
	} else if err := a.print(streams); err != nil {
		return err
	}
	if a.f.strict && slices.ContainsFunc(a.rows, func(r archiveRow) bool { return !r.kept() }) {
		return errReported
	}
	return nil
}

// kept tells that there is a copy, and that it is written down.
func (r *archiveRow) kept() bool {
	return (r.Copy != "" || r.File != "") && r.Missing == "" && r.Why == ""
}

// print writes lines for every place, and a summary.
func (a *archiver) print(streams Streams) error {
	var b strings.Builder
	copies, kept, none := 0, 0, 0
	for _, row := range a.rows {
		state := "no copy"
		switch {
		case row.wanted:
			state = "no copy yet"
		case row.File != "":
			state, kept = "kept", kept+1
		case row.Copy != "" && row.New:
			state, copies = "saved", copies+1
		case row.Copy != "":
			state, copies = "copied", copies+1
		default:
			none++
		}
		for _, p := range row.Places {
			sayf(&b, "%s:%d:%d: %s: %s\n", p.File, p.Line, p.Column, state, row.URL)
		}
		more := []string{row.Copy, row.File, row.Why, prefixed("what is quoted is not in it: ", row.Missing)}
		if row.Later {
			more = append(more, "run this again later")
		}
		for _, line := range more {
			if line != "" {
				sayf(&b, "    %s\n", line)
			}
		}
	}
	if a.f.dryRun {
		sayf(&b, "%s without a copy\n", count(len(a.rows), "page"))
	} else {
		sayf(&b, "%s: %d with a copy in the Wayback Machine now, %d kept in the site, %d without\n", count(len(a.rows), "page"), copies, kept, none)
	}
	_, err := streams.Out.Write([]byte(b.String()))
	return err
}

// jobsFile is where it is kept which pages are being saved, in the site's root.
const jobsFile = stateFolder + "/archive.json"

// readJobs gives the jobs under way; where they cannot be read, there are none.
func readJobs(root *os.Root) map[string]string {
	jobs := map[string]string{}
	if !readState(root, jobsFile, &jobs) || jobs == nil {
		return map[string]string{}
	}
	return jobs
}

// keepJobs leaves the jobs for the next time.
func (f *archiveFlags) keepJobs(root *os.Root, jobs map[string]string) error {
	if f.noCache || len(jobs) == 0 {
		if err := refuseLinks(root, filepath.FromSlash(jobsFile)); err != nil {
			return err
		}
		if err := root.Remove(filepath.FromSlash(jobsFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	}
	return keepJSON(root, jobsFile, jobs)
}
