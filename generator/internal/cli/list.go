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
		Short: "List the site's claims",
		Long: `List prints every claim, newest first, drafts and scheduled ones included.

With --due it prints what the desk should look at again: published claims whose review_by has come, and promises past
their due date whose status is still open. With --orphans it prints what no claim or article refers to: claimants and
members of the team, topics, shared sources, and articles without claims.

As JSON each list is an array of objects, empty where there is nothing:

  list             id, state (live, draft, scheduled), published, verdict, claimants (names), title, file
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
	c.Flags().StringVar(&f.state, "state", "", fmt.Sprintf("only claims in this `state`: %v", states))
	c.Flags().BoolVar(&f.due, "due", false, "only what is due for review, and overdue promises")
	c.Flags().BoolVar(&f.orphans, "orphans", false, "what nothing refers to, instead of claims")
	c.MarkFlagsMutuallyExclusive("state", "due", "orphans")
	_ = c.RegisterFlagCompletionFunc("state", cobra.FixedCompletions(toCompletions(states), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// listed is a claim in a list.
type listed struct {
	ID        string   `json:"id"`
	State     string   `json:"state"`
	Published string   `json:"published"`
	Verdict   string   `json:"verdict"`
	Claimants []string `json:"claimants"`
	Title     string   `json:"title"`
	File      string   `json:"file"`
}

func (f *listFlags) run(ctx context.Context, streams Streams) error {
	opened, err := f.open()
	if err != nil {
		return err
	}
	defer opened.close()
	result, err := opened.builder.Build(ctx)
	if err != nil {
		return err
	}
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
	claims := slices.Concat(s.Claims, s.Unbuilt)
	slices.SortFunc(claims, func(a, b *site.Claim) int {
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	rows := []listed{}
	for _, c := range claims {
		if f.state == "" || f.state == string(c.State) {
			rows = append(rows, row(c))
		}
	}
	return rows
}

func row(c *site.Claim) listed {
	r := listed{ID: string(c.ID), State: string(c.State), Title: c.Title, File: c.Path, Verdict: verdictOf(c.Verdict), Claimants: []string{}}
	if !c.Published.IsZero() {
		r.Published = c.Published.Format(time.DateOnly)
	}
	for _, who := range c.Claimants {
		r.Claimants = append(r.Claimants, who.Name)
	}
	return r
}

func verdictOf(v *claim.Verdict) string {
	if v == nil {
		return ""
	}
	return string(v.ID)
}

func printClaims(w io.Writer, rows []listed) {
	fmt.Fprintln(w, "PUBLISHED\tSTATE\tVERDICT\tID\tCLAIMANT\tTITLE")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Published, r.State, r.Verdict, r.ID, strings.Join(r.Claimants, ", "), r.Title)
	}
}
