// Command assay makes a static site of fact-checks. See package cli for its commands.
package main

import (
	"os"

	"assay/generator/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
