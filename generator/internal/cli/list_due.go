package cli

import (
	"io"
	"strings"

	"assay/generator/internal/site"
)

// listedDue is a claim that is due.
type listedDue struct {
	listed
	Due dueFor `json:"due"`
}

// dueFor is why and since when.
type dueFor struct {
	Why   string `json:"why"`
	Since string `json:"since"`
}

func dueRows(s *site.Site) []listedDue {
	rows := []listedDue{}
	for _, d := range s.Due() {
		rows = append(rows, listedDue{row(d.Claim), dueFor{string(d.Why), d.Since.String()}})
	}
	return rows
}

func printDue(w io.Writer, rows []listedDue) {
	sayf(w, "SINCE\tWHY\tVERDICT\tID\tCLAIMANT\tTITLE"+"\n")
	for _, r := range rows {
		sayf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Due.Since, r.Due.Why, r.Verdict, r.ID, strings.Join(r.Claimants, ", "), r.Title)
	}
}

// listedOrphan is something that nothing refers to.
type listedOrphan struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
	File string `json:"file"`
	Why  string `json:"why"`
}

func orphanRows(s *site.Site) []listedOrphan {
	rows := []listedOrphan{}
	for _, o := range s.Orphans() {
		rows = append(rows, listedOrphan(o))
	}
	return rows
}

func printOrphans(w io.Writer, rows []listedOrphan) {
	sayf(w, "KIND\tID\tFILE\tWHY"+"\n")
	for _, r := range rows {
		sayf(w, "%s\t%s\t%s\t%s\n", r.Kind, r.ID, r.File, r.Why)
	}
}
