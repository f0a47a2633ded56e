package cli

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"assay/generator/internal/build"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/output"
)

// target is an output folder.
type target struct {
	path  string
	named bool // by a flag: then it may be a symbolic link
	seal  seal
	wait  time.Duration // how long another build into it is waited for
	tell  io.Writer     // what is told while waiting; nil for nothing
}

// maxWait is how long a build waits for another one that writes to the same folder.
const maxWait = 2 * time.Minute

// write brings the output folder to the result.
func (t *target) write(ctx context.Context, result *build.Result) (output.Stats, diag.List, error) {
	if err := t.refuseLink(); err != nil {
		return output.Stats{}, nil, err
	}
	if err := os.MkdirAll(t.path, 0o755); err != nil {
		return output.Stats{}, nil, err
	}
	dir, err := os.OpenRoot(t.path)
	if err != nil {
		return output.Stats{}, nil, err
	}
	defer dir.Close()
	unlock, err := t.lock(ctx, dir)
	if err != nil {
		return output.Stats{}, nil, err
	}
	defer unlock()
	w := output.Writer{FS: files.NewRoot(dir), Seal: t.seal}
	stats, err := w.Write(ctx, result.Outputs)
	if ctx.Err() != nil {
		return stats, nil, ctx.Err()
	}
	return stats, result.Quote(err), nil
}

// refuseLink returns an error if the folder is a symbolic link that the user did not name: it could have
// come with a checkout, and lead anywhere.
func (t *target) refuseLink() error {
	info, err := os.Lstat(t.path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 || t.named {
		return nil
	}
	return fmt.Errorf("%s is a symbolic link, and is not followed; if it leads where the site should go, write --output %s", t.path, t.path)
}

// lock waits until no other build writes to the folder.
func (t *target) lock(ctx context.Context, dir *os.Root) (unlock func(), err error) {
	folder, err := dir.Open(".")
	if err != nil {
		return nil, err
	}
	began := time.Now()
	for told := false; ; {
		free, busy := tryLock(folder, t.path)
		if !busy {
			return func() { free(); folder.Close() }, nil
		}
		if time.Since(began) >= t.wait {
			folder.Close()
			return nil, fmt.Errorf("another build is writing to %s; wait until it is done, or choose another folder with --output", t.path)
		}
		if !told && t.tell != nil {
			sayf(t.tell, "waiting for another build that is writing to %s\n", t.path)
			told = true
		}
		select {
		case <-ctx.Done():
			folder.Close()
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}
