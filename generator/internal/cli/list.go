package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/site"
)

type listFlags struct {
	siteFlags
	state   string
	due     bool
	orphans bool
}

func newList(streams Streams) *cobra.Command {
	var f listFlags
	formats := []string{formatText, formatJSON}
	states := []string{string(site.Live), string(site.Draft), string(site.Scheduled)}
	c := &cobra.Command{
		Use:   "list",
		Short: "List the site's claims and articles",
		Long: `List prints every claim and article, newest first, drafts and scheduled ones included.

With --due it prints what the desk should look at again: published claims whose review_by has come, and promises past
their due date whose status is still open. With --orphans it prints what no claim or article refers to: claimants and
members of the team, topics, shared sources, and articles without claims.

As JSON each list is an array of objects, empty where there is nothing:

  list             kind (claim, article), id, state (live, draft, scheduled), published, verdict, claimants (names), title, file;
                   languages (further ones it is translated into) where there are any
  list --due       the same, and due: {why (review, promise), since (the date that was set)}
  list --orphans   kind (article, claimant, member, source, topic), id, file, why

published and verdict are empty where there is none.`,
		Example: "  assay list\n  assay list --state draft --format json\n  assay list --due --clock 2027-01-01",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(formats...); err != nil {
				return err
			}
			if f.state != "" && !slices.Contains(states, f.state) {
				return fmt.Errorf("unknown state %q; known: %v", f.state, states)
			}
			return f.run(c.Context(), streams)
		},
	}
	f.add(c, formats...)
	_ = c.Flags().MarkHidden("drafts") // list shows them anyway
	c.Flags().StringVar(&f.state, "state", "", fmt.Sprintf("only what is in this `state`: %v", states))
	c.Flags().BoolVar(&f.due, "due", false, "only what is due for review, and overdue promises")
	c.Flags().BoolVar(&f.orphans, "orphans", false, "what nothing refers to, instead")
	c.MarkFlagsMutuallyExclusive("state", "due", "orphans")
	_ = c.RegisterFlagCompletionFunc("state", cobra.FixedCompletions(toCompletions(states), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// listed is a claim or an article in a list.
type listed struct {
	Kind      string   `json:"kind"`
	ID        string   `json:"id"`
	State     string   `json:"state"`
	Published string   `json:"published"`
	Verdict   string   `json:"verdict"`
	Claimants []string `json:"claimants"`
	Title     string   `json:"title"`
	File      string   `json:"file"`
	Languages []string `json:"languages,omitempty"`
}

func (f *listFlags) run(ctx context.Context, streams Streams) error {
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	if err := f.print(streams, result.Site); err != nil {
		return err
	}
	if result.Diagnostics.Failed() {
		if err := atLeast(result.Diagnostics, diag.Warning).Text(streams.Err); err != nil {
			return err
		}
		return errReported
	}
	return nil
}

// print writes the list that was asked for.
func (f *listFlags) print(streams Streams, s *site.Site) error {
	switch {
	case f.due:
		return printList(streams, f.format, dueRows(s), printDue)
	case f.orphans:
		return printList(streams, f.format, orphanRows(s), printOrphans)
	default:
		return printList(streams, f.format, f.rows(s), printClaims)
	}
}

// printList writes rows as JSON or as a table.
func printList[T any](streams Streams, format string, rows []T, table func(io.Writer, []T)) error {
	if format == formatJSON {
		return writeJSON(streams.Out, rows)
	}
	t := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
	table(t, rows)
	return t.Flush()
}

func (f *listFlags) rows(s *site.Site) []listed {
	rows := []listed{}
	for _, c := range slices.Concat(s.Claims, s.Unbuilt) {
		rows = append(rows, row(c))
	}
	for _, a := range slices.Concat(s.Articles, s.UnbuiltArticles) {
		rows = append(rows, listed{Kind: "article", ID: string(a.ID), State: string(a.State), Published: day(a.Published),
			Claimants: []string{}, Title: a.Title, File: a.Path, Languages: further(a.Edition)})
	}
	if f.state != "" {
		rows = slices.DeleteFunc(rows, func(r listed) bool { return r.State != f.state })
	}
	slices.SortFunc(rows, func(a, b listed) int {
		return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func row(c *site.Claim) listed {
	return listed{Kind: "claim", ID: string(c.ID), State: string(c.State), Published: day(c.Published), Title: c.Title, File: c.Path,
		Verdict: verdictOf(c.Verdict), Claimants: site.Names(c.Claimants), Languages: further(c.Edition)}
}

// further lists the languages that something is translated into.
// column is the text of a column and the tab behind it, or nothing.
type column string

func further(e site.Edition) (langs []string) {
	for _, a := range e.Alternates {
		if a.Lang != e.Language {
			langs = append(langs, string(a.Lang))
		}
	}
	return langs
}

func verdictOf(v *claim.Verdict) string {
	if v == nil {
		return ""
	}
	return string(v.ID)
}

// printClaims prints a table, with a column of languages where anything is translated.
func printClaims(w io.Writer, rows []listed) {
	translated := slices.ContainsFunc(rows, func(r listed) bool { return len(r.Languages) > 0 })
	langs := func(words string) column {
		if translated {
			return column(diag.Visible(words) + "\t")
		}
		return ""
	}
	sayf(w, "PUBLISHED\tSTATE\tKIND\tVERDICT\tID\tCLAIMANT\t%sTITLE\n", langs("LANGS"))
	for _, r := range rows {
		sayf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s%s\n", r.Published, r.State, r.Kind, r.Verdict, r.ID, strings.Join(r.Claimants, ", "),
			langs(strings.Join(r.Languages, ", ")), r.Title)
	}
}
