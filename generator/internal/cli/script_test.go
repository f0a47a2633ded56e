package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"assay/generator/internal/cli"
)

func TestMain(m *testing.M) {
	if !strings.HasPrefix(filepath.Base(os.Args[0]), "assay") { // the tests, and not a command in a script: keep out of the tester's own cache
		if dir, err := os.MkdirTemp("", "assay-test-cache-*"); err == nil {
			defer os.RemoveAll(dir)
			os.Setenv("XDG_CACHE_HOME", dir)
		}
	}
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
			env.Setenv("XDG_CACHE_HOME", env.WorkDir+"/.cache")
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
