package cli_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"assay/generator/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"assay": func() {
			os.Exit(cli.Main(os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
		},
	})
}

// TestScripts runs the chains in testdata/script: build, edit, build, check. Each begins with a small site that
// testdata/site holds, and one that check finds nothing in, testdata/clean, unless it brings its own. Git knows who commits.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for _, who := range []string{"AUTHOR", "COMMITTER"} {
				env.Setenv("GIT_"+who+"_NAME", "Test")
				env.Setenv("GIT_"+who+"_EMAIL", "test@example.org")
			}
			if err := os.CopyFS(env.WorkDir+"/clean", os.DirFS("testdata/clean")); err != nil {
				return err
			}
			return os.CopyFS(env.WorkDir+"/site", os.DirFS("testdata/site"))
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
