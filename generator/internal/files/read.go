package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"

	"github.com/spf13/afero"

	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
)

// Read gives the content of a file of a snapshot. If the file has changed since, or is gone, the error is a
// [diag.Diagnostic] with the code ChangedInBuild; a modification time alone is no change.
func Read(fsys afero.Fs, f File) ([]byte, error) {
	var b bytes.Buffer
	if err := CopyTo(&b, fsys, f); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// CopyTo writes the content of a file of a snapshot to w. If the file has changed since, or is gone, the error is a
// [diag.Diagnostic] with the code ChangedInBuild, and what w has got must be thrown away. An error of w is returned as
// it is, one of reading as a [diag.Diagnostic] with the code CannotRead.
func CopyTo(w io.Writer, fsys afero.Fs, f File) error {
	info, err := lstat(fsys, f.Path)
	if err != nil {
		return readError(f.Path, err)
	}
	if !info.Mode().IsRegular() || info.Size() != f.Size {
		return readError(f.Path, errChanged)
	}
	src, err := fsys.Open(f.Path)
	if err != nil {
		return readError(f.Path, err)
	}
	defer src.Close()

	sum, err := copySized(w, readerFunc(func(b []byte) (int, error) {
		n, err := src.Read(b)
		if err != nil && err != io.EOF {
			err = readError(f.Path, err)
		}
		return n, err
	}), f.Size)
	if changed(err) || err == nil && sum != f.Sum {
		return readError(f.Path, errChanged)
	}
	return err
}

func readError(path string, err error) error {
	if changed(err) || gone(err) {
		return at(path, diag.Problemf(diag.ChangedInBuild, "this file changed during the build").Because("build again"))
	}
	return at(path, cannotRead(err))
}

// errChanged says that a file is not what it was a moment ago.
var errChanged = errors.New("the file has changed")

// changed tells whether an error means that. Afero's memory fails so where a file is cut while it is read.
func changed(err error) bool {
	return errors.Is(err, errChanged) || errors.Is(err, io.ErrUnexpectedEOF)
}

// copyStamped copies a file that has the given stamp before and after, or fails with errChanged.
func copyStamped(ctx context.Context, w io.Writer, fsys afero.Fs, path string, want stamp) (digest.Sum, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return digest.Sum{}, err
	}
	defer f.Close()

	if err := checkStamp(f, want); err != nil {
		return digest.Sum{}, err
	}
	sum, err := copySized(w, readerFunc(func(b []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return f.Read(b)
	}), want.size)
	if err != nil {
		return digest.Sum{}, err
	}
	return sum, checkStamp(f, want)
}

func checkStamp(f afero.File, want stamp) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || stampOf(info) != want {
		return errChanged
	}
	return nil
}

// copySized copies and hashes all of r, which must have the given size. It reads one byte more at most.
func copySized(w io.Writer, r io.Reader, size int64) (digest.Sum, error) {
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, h), io.LimitReader(r, size+1))
	if err != nil {
		return digest.Sum{}, err
	}
	if n != size {
		return digest.Sum{}, errChanged
	}
	return digest.Sum(h.Sum(nil)), nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }
