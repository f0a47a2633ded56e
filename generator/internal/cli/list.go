package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"assay/generator/internal/claim"
	"assay/generator/internal/site"
)

type listFlags struct {
	siteFlags
	state string
}

func newList(streams Streams) *cobra.Command {
	var f listFlags
	formats := []string{formatText, formatJSON}
	states := []string{string(site.Live), string(site.Draft), string(site.Scheduled)}
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the site's claims",
		Long:    "List prints every claim, newest first, drafts and scheduled ones included.",
		Example: "  assay list\n  assay list --state draft --format json",
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
	rows := f.rows(result.Site)
	if f.format == formatJSON {
		err = writeJSON(streams.Out, rows)
	} else {
		err = printTable(streams, rows)
	}
	if err != nil {
		return err
	}
	if result.Diagnostics.Failed() {
		if err := result.Diagnostics.Text(streams.Err); err != nil {
			return err
		}
		return errReported
	}
	return nil
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

func printTable(streams Streams, rows []listed) error {
	t := tabwriter.NewWriter(streams.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "PUBLISHED\tSTATE\tVERDICT\tID\tCLAIMANT\tTITLE")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Published, r.State, r.Verdict, r.ID, strings.Join(r.Claimants, ", "), r.Title)
	}
	return t.Flush()
}
