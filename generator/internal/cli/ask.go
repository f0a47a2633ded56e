package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// asker asks somebody at a terminal. Elsewhere nobody is asked.
type asker struct {
	in  *bufio.Reader // nil: nobody is there
	out io.Writer
}

func newAsker(streams Streams) *asker {
	if isTerminal(streams.In) {
		return &asker{bufio.NewReader(streams.In), streams.Err}
	}
	return &asker{}
}

// isTerminal tells that somebody sits at the other end of a stream.
func isTerminal(stream io.Reader) bool {
	f, ok := stream.(*os.File)
	return ok && f != nil && term.IsTerminal(int(f.Fd()))
}

var errNoAnswer = errors.New("there was no answer; nothing was written")

// ask asks for a line, and gives what there is already where nobody can be asked or the answer is empty.
func (a *asker) ask(ctx context.Context, question, already string) (string, error) {
	if a.in == nil {
		return already, nil
	}
	if already != "" {
		question += " [" + already + "]"
	}
	fmt.Fprint(a.out, question+": ")
	line, err := a.in.ReadString('\n')
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil && line == "" {
		fmt.Fprintln(a.out)
		return "", errNoAnswer
	}
	if line = oneLine(line); line == "" {
		return already, nil
	}
	return line, nil
}

// choose asks for one of some words until it is one.
func (a *asker) choose(ctx context.Context, question string, words []string, already string) (string, error) {
	for {
		answer, err := a.ask(ctx, question+" ("+strings.Join(words, ", ")+")", already)
		if err != nil || a.in == nil || answer == "" {
			return answer, err
		}
		for _, word := range words {
			if strings.EqualFold(word, answer) {
				return word, nil
			}
		}
		sayf(a.out, "%q is none of them.\n", answer)
	}
}

// oneLine leaves out what does not belong into a line that was typed or pasted.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}
