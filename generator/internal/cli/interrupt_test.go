package cli_test

import (
	"bytes"
	"os"
	"runtime"
	"testing"

	"assay/generator/internal/cli"
)

// interrupting is a reader that interrupts the program as soon as it is asked, and never answers.
type interrupting struct{ t *testing.T }

func (r interrupting) Read([]byte) (int, error) {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = p.Signal(os.Interrupt)
	}
	if err != nil {
		r.t.Error(err)
	}
	select {}
}

func TestAnInterruptedCheckSaysSo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot interrupt itself there")
	}
	var out, errs bytes.Buffer
	code := cli.Main([]string{"check", "--jsonld", "-"}, cli.Streams{In: interrupting{t}, Out: &out, Err: &errs})
	if code != 1 || out.Len() > 0 || errs.String() != "assay: interrupted; nothing was changed\n" {
		t.Errorf("got %d, %q, %q", code, out.String(), errs.String())
	}
}
