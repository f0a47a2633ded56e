package docs_test

import (
	"bytes"
	"strings"
	"testing"

	"assay/generator/internal/cli"
)

// TestListOfSchemas compares the list of schemas with what the program prints.
func TestListOfSchemas(t *testing.T) {
	var out bytes.Buffer
	if code := cli.Main([]string{"schema"}, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != 0 {
		t.Fatal(out.String())
	}
	if b := read(t, "editors.md").blocks()[0]; b.text != "$ assay schema\n"+out.String() {
		t.Errorf("docs/editors.md shows\n%swant\n%s", b.text, out.String())
	}
}
