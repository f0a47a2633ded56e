package build

import (
	"github.com/spf13/afero"

	"assay/generator/internal/config"
	"assay/generator/internal/digest"
)

// siteLanguage returns the language of the site in a folder. It is read before everything else, since
// texts are typeset by the rules of their language. Problems with the file are found when it is parsed.
func siteLanguage(fsys afero.Fs) config.Lang {
	var src []byte
	if info, err := fsys.Stat(config.FileName); err == nil && info.Mode().IsRegular() && info.Size() <= maxConfig {
		src, _ = afero.ReadFile(fsys, config.FileName)
	}
	cfg, _ := config.NewParser().Parse(src)
	return cfg.Lang
}

// maxConfig is the size in bytes up to which site.yaml is read for its language.
const maxConfig = 1 << 20

// readIn makes the builder read the site's texts in a language. What was read in another one is
// forgotten, and a cache holds the texts of one language.
func (b *Builder) readIn(language config.Lang) {
	if language == b.language {
		return
	}
	b.language = language
	b.parser = b.parser.In(language)
	b.snapshot, b.memo = nil, parseMemo{}
	opt := b.opt
	h := digest.New("cache")
	h.Sum(opt.Program)
	h.String(string(language))
	opt.Program = h.Done()
	b.cache = newCache(opt, b.parser)
}
