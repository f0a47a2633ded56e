package history

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// repository runs git in the site's folder.
type repository struct {
	root    string
	env     []string
	shallow bool // its history is cut off
	staged  bool // what is staged is compared, not what is in the working tree
}

// open finds the repository that has the site's folder in its working tree.
func open(ctx context.Context, root string) (*repository, error) {
	env, err := environment(ctx)
	if err != nil {
		return nil, notOpened(err)
	}
	r := &repository{root: root, env: env}
	out, err := r.git(ctx, nil, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository")
	if err != nil {
		return nil, notOpened(err)
	}
	inside, shallow, _ := strings.Cut(string(out), "\n")
	if inside != "true" {
		return nil, noWorkTree()
	}
	r.shallow = strings.TrimSpace(shallow) == "true"
	return r, nil
}

// environment is the variables git runs with. Its messages come in English, it asks for no password, and where GIT_DIR,
// GIT_WORK_TREE or GIT_INDEX_FILE is set relative to the folder that the program runs in, it no longer is: git runs in the site's.
func environment(ctx context.Context) ([]string, error) {
	env := []string{
		"LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=", "GIT_NO_REPLACE_OBJECTS=1", "GIT_EXTERNAL_DIFF=", "GIT_ASKPASS=", "SSH_ASKPASS=",
		"GIT_SSH_COMMAND=false", "GIT_PROXY_COMMAND=", "GIT_EDITOR=false", "GIT_PAGER=cat",
	}
	if index := os.Getenv("GIT_INDEX_FILE"); index != "" { // which git sets for hooks, such as one before a commit of single files
		abs, err := filepath.Abs(index)
		if err != nil {
			return nil, err
		}
		env = append(env, "GIT_INDEX_FILE="+abs)
	}
	dir, tree := os.Getenv("GIT_DIR"), os.Getenv("GIT_WORK_TREE")
	if dir == "" && tree == "" {
		return env, nil
	}
	if dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		env = append(env, "GIT_DIR="+abs)
	}
	here := &repository{env: env}
	top, err := here.git(ctx, nil, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	return append(env, "GIT_WORK_TREE="+strings.TrimSuffix(string(top), "\n")), nil
}

// git runs a command of git and gives its output. The error is a [failure], or that of the context.
func (r *repository) git(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	var out, errs bounded
	c := exec.CommandContext(ctx, "git", slices.Concat([]string{"--no-pager", "--no-optional-locks"}, closed(), args)...)
	c.Dir = r.root
	c.Env = append(c.Environ(), r.env...)
	c.Stdin, c.Stdout, c.Stderr = bytes.NewReader(input), &out, &errs
	c.WaitDelay = time.Second // for what git started and left behind when it was stopped
	err := c.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case out.cut:
		return nil, &failure{err: errors.New("git prints more than is read")}
	case err != nil:
		return nil, &failure{err: err, said: lastWords(errs.String())}
	}
	return out.Bytes(), nil
}

// closed returns settings that override those of the repository, which may be a stranger's: whatever
// makes git run a program or ask another machine is off. A bare repository inside a checkout is not taken
// for the site's; git itself refuses one of another owner (safe.directory).
func closed() []string {
	var args []string
	for _, setting := range []string{
		"core.fsmonitor=", "core.hooksPath=" + os.DevNull, "core.attributesFile=" + os.DevNull, "core.pager=cat", "core.sshCommand=false", "core.gitProxy=", "core.askPass=",
		"core.alternateRefsCommand=", "core.editor=false", "credential.helper=", "diff.external=", "gpg.program=false", "log.showSignature=false",
		"protocol.allow=never", "protocol.ext.allow=never", "protocol.file.allow=never", "safe.bareRepository=explicit",
		"gc.auto=0", "maintenance.auto=false", "submodule.recurse=false", "fetch.recurseSubmodules=false", "uploadpack.packObjectsHook=",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

// maxOutput is how many bytes of git's output are kept.
const maxOutput = 1 << 30

// bounded is a buffer that takes maxOutput bytes, and drops what is more.
type bounded struct {
	bytes.Buffer
	cut bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxOutput {
		b.cut = true
		return len(p), nil
	}
	return b.Buffer.Write(p)
}

// failure is git's refusal.
type failure struct {
	err  error
	said string // the line that names the cause
}

func (f *failure) Error() string {
	if f.said != "" {
		return f.said
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// lastWords finds the line in which git says why it gives up.
func lastWords(errs string) string {
	for line := range strings.Lines(errs) {
		if cause, ok := strings.CutPrefix(line, "fatal: "); ok {
			return strings.TrimSpace(cause)
		}
	}
	return ""
}

// refused tells that git ran and answered no.
func refused(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.Exited()
}
