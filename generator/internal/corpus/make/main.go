// Make writes a generated site into a folder, to measure with: make 10000 DIR.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/spf13/afero"

	"assay/generator/internal/corpus"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("how many claims, and which folder?")
	}
	claims, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(args[1], 0o755); err != nil {
		return err
	}
	return corpus.Write(afero.NewBasePathFs(afero.NewOsFs(), args[1]), corpus.Site(claims, 1))
}
