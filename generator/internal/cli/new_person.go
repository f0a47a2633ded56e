package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assay/generator/internal/doc"
	"assay/generator/internal/starter"
)

type newPersonFlags struct {
	newFlags
	kind, role string
	same       []string
}

// newNewPerson makes the command for a claimant, or for somebody in the team.
func newNewPerson(streams Streams, what, dir string) *cobra.Command {
	var f newPersonFlags
	kinds := []string{"person", "organization"}
	short := map[string]string{"claimant": "Give somebody who makes claims a page", "member": "Give somebody in the team a page"}[what]
	c := &cobra.Command{
		Use:     what + " [NAME...]",
		Short:   short,
		Long:    short + ": a file in " + dir + "/. Other files refer to it by its id, which is its name without .md.",
		Example: "  assay new " + what + " Rosa Field --type person --role \"Mayor of Springfield\"",
		RunE: func(c *cobra.Command, args []string) error {
			return f.in(c.Context(), streams, func(ctx context.Context, p *place) (file starter.File, err error) {
				who := starter.Person{Type: f.kind, Role: oneLine(f.role)}
				if who.Name, err = p.required(ctx, oneLine(strings.Join(args, " ")), "What is the name?", "say who it is: assay new "+what+" NAME"); err != nil {
					return file, err
				}
				if who.Type == "" {
					if who.Type, err = p.ask.choose(ctx, "Is that a person or an organization?", kinds, ""); err != nil {
						return file, err
					}
				}
				if who.Type != "" && !slices.Contains(kinds, who.Type) {
					return file, fmt.Errorf("--type %q: known are %s", who.Type, strings.Join(kinds, ", "))
				}
				for _, same := range f.same {
					var u doc.WebURL
					if err := u.UnmarshalText([]byte(same)); err != nil {
						return file, fmt.Errorf("--same-as: %w", err)
					}
					who.Same = append(who.Same, string(u))
				}
				who.Path, err = p.path(f.id, who.Name, dir)
				return who.File(), err
			})
		},
	}
	f.add(c)
	c.Flags().StringVar(&f.kind, "type", "", "`what` it is: person or organization")
	c.Flags().StringVar(&f.role, "role", "", "what readers should `know`: an office, a job")
	c.Flags().StringArrayVar(&f.same, "same-as", nil, "the `address` of another page about the same one, such as an entry in Wikidata (may be repeated)")
	_ = c.RegisterFlagCompletionFunc("type", cobra.FixedCompletions(toCompletions(kinds), cobra.ShellCompDirectiveNoFileComp))
	return c
}
