package claim

import (
	"path"
	"regexp"
	"strings"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

// Snapshot is a kept copy of a source. It is never published.
type Snapshot struct {
	File     FilePath   `yaml:"file,required"` // from the folder of the file that names it
	SHA256   SHA256     `yaml:"sha256"`
	Captured date.Stamp `yaml:"captured"`
}

// FilePath names a file from the folder of the file it is written in. It does not leave that folder.
type FilePath string

// UnmarshalText reads a relative path.
func (f *FilePath) UnmarshalText(text []byte) error {
	s := string(text)
	if !staysInside(s) || schemeForm.MatchString(s) {
		return diag.Problemf(diag.BadValue, "%q is not the name of a file", s).
			Because("write it as seen from this file's folder, such as snapshots/report.pdf")
	}
	*f = FilePath(path.Clean(s))
	return nil
}

// SHA256 names a file's content, in hexadecimal.
type SHA256 string

var sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)

// UnmarshalText reads 64 hexadecimal digits.
func (s *SHA256) UnmarshalText(text []byte) error {
	sum := strings.ToLower(string(text))
	if !sha256Form.MatchString(sum) {
		return diag.Problemf(diag.BadValue, "%q is no SHA-256", text).
			Because("it has 64 hexadecimal digits, as sha256sum prints them")
	}
	*s = SHA256(sum)
	return nil
}
