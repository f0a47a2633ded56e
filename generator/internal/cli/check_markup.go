package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
	"assay/generator/internal/schemaorg"
)

// stdin is the name of standard input in diagnostics.
const stdin = "<stdin>"

// markupFiles is the value of --jsonld, a switch that files follow as arguments. --jsonld=page.html is understood too, as
// people expect of a flag that is about files.
type markupFiles struct {
	wanted bool
	names  []string
}

func (m *markupFiles) String() string { return "" }
func (m *markupFiles) Type() string   { return "bool" } // so does help show a switch

func (m *markupFiles) Set(name string) error {
	m.wanted = true
	if name != "true" {
		m.names = append(m.names, name)
	}
	return nil
}

// runMarkup validates the structured data of files.
func (f *checkFlags) runMarkup(ctx context.Context, streams Streams, names []string) error {
	start := time.Now()
	if len(names) == 0 {
		return fmt.Errorf("--jsonld needs files to read: assay check --jsonld page.html feed.json")
	}
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	validator := schemaorg.NewValidator()
	var found diag.List
	for _, name := range names {
		src, err := readMarkup(ctx, streams.In, name)
		if err != nil {
			return err
		}
		if name == stdinName {
			name = stdin
		}
		name = filepath.ToSlash(name)
		found = append(found, validated(validator, name, src)...)
	}
	return f.report(streams, folder, found.Sort(), time.Since(start))
}

// readMarkup reads a file, or standard input. Either may be a pipe that nothing comes out of; that does not outlast an
// interruption.
func readMarkup(ctx context.Context, in io.Reader, name string) ([]byte, error) {
	type content struct {
		src []byte
		err error
	}
	read := make(chan content, 1)
	go func() {
		var c content
		if name == stdinName {
			c.src, c.err = io.ReadAll(in)
		} else {
			c.src, c.err = os.ReadFile(name)
		}
		read <- c
	}()
	select {
	case c := <-read:
		return c.src, c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// validated gives what is wrong with the structured data of a file, with the text of its lines.
func validated(v *schemaorg.Validator, name string, src []byte) diag.List {
	kind := name
	if name == stdin && beginsAsJSON(src) {
		kind = "stdin.json"
	}
	blocks, of := schemaorg.Read(kind, src)
	for _, issue := range v.ValidateFile(blocks) {
		of = append(of, issue.Finding)
	}
	found := of.In(name).Sort()
	src, _ = doc.Clean(src)
	quoter := doc.NewQuoter(src)
	for i := range found {
		if d := &found[i]; d.Line > 0 {
			d.Source, d.Omitted = quoter.Quote(diag.At{Line: d.Line, Col: d.Col})
		}
	}
	return found
}

func beginsAsJSON(src []byte) bool {
	src = bytes.TrimSpace(bytes.TrimPrefix(src, []byte("\ufeff")))
	return len(src) > 0 && (src[0] == '{' || src[0] == '[')
}
