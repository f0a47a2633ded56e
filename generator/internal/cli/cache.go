package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// cacheRoot opens the folder in which builds of a site leave what the next one need not do again. It is
// in the user's own cache folder, under a name made from the site's path, or the one that --cache names.
// Nothing in the site's folder is taken for a cache: it could have come with a checkout.
func (f *siteFlags) cacheRoot(site string) (*os.Root, error) {
	if f.cache != "" {
		folder, err := filepath.Abs(f.cache)
		if err != nil {
			return nil, err
		}
		if inside, err := filepath.Rel(site, folder); err == nil && filepath.IsLocal(inside) {
			return nil, fmt.Errorf("--cache %s: name a folder outside the site, whose files may come from others", f.cache)
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
		return os.OpenRoot(folder)
	}
	base, err := userCache()
	if err != nil {
		return nil, err
	}
	return openOwn(filepath.Join(base, "sites", nameOf(site)))
}

// userCache returns the folder of this program in the user's cache: $ASSAY_CACHE, or as the system has it.
func userCache() (string, error) {
	if dir := os.Getenv("ASSAY_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	base, err := os.UserCacheDir()
	return filepath.Join(base, "assay"), err
}

// nameOf returns a short name for a path.
func nameOf(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:10])
}

// openOwn opens a folder that nobody else may write to, and makes it if it is not there.
func openOwn(folder string) (*os.Root, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	info, err := os.Lstat(folder)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is not a folder", folder)
	case !isOwn(info):
		return nil, fmt.Errorf("%s belongs to another user, or others may write to it", folder)
	}
	return os.OpenRoot(folder)
}

// seal is the record, in the user's cache, of what this program last wrote to an output folder. It makes
// the folder's manifest trustworthy, which could have come with a checkout.
type seal struct {
	root *os.Root // nil for none: then nothing matches
	name string
}

// sealOf returns the seal of an output folder.
func (s *opened) sealOf(output string) seal {
	return seal{s.cacheRoot, "output-" + nameOf(output)}
}

// Matches reports whether a manifest is the one that was last written.
func (s seal) Matches(manifest []byte) bool {
	if s.root == nil {
		return false
	}
	known, err := s.root.ReadFile(s.name)
	return err == nil && string(known) == hexSum(manifest)
}

// Set records a manifest.
func (s seal) Set(manifest []byte) error {
	if s.root == nil {
		return nil
	}
	sum := hexSum(manifest)
	if known, err := s.root.ReadFile(s.name); err == nil && string(known) == sum {
		return nil
	}
	if err := s.root.Remove(s.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return s.root.WriteFile(s.name, []byte(sum), 0o600)
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
