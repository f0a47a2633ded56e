package site

import (
	"path"
	"slices"
	"strings"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/files"
	"assay/generator/internal/message"
)

// Kind says what a file is.
type Kind uint8

// The kinds of files.
const (
	Other Kind = iota // an asset, or a file that has no business where it is
	ConfigFile
	ScalesFile
	LibraryFile
	ClaimFile
	ClaimantFile
	TeamFile
	ArticleFile
	TopicFile
	PageFile
	TemplateFile
	MessagesFile
	TranslationFile // of one of the others
	StaticFile      // is published as it is
)

// folder is a kind's place: where its files stand and under which URL its pages do.
type folder struct {
	dir, url string
	kind     Kind
	flat     bool // no sub-folders but those of ID/index.md
}

// folders lists the places, the more special ones first.
func folders() []folder {
	return []folder{
		{dir: "claims/", url: "/claims/", kind: ClaimFile},
		{dir: "content/articles/", url: "/articles/", kind: ArticleFile},
		{dir: "content/claimants/", url: "/claimants/", kind: ClaimantFile},
		{dir: "content/team/", url: "/team/", kind: TeamFile},
		{dir: "content/topics/", url: "/topics/", kind: TopicFile},
		{dir: "content/", url: "/", kind: PageFile, flat: true},
	}
}

const (
	scalesPath   = "claims/verdicts.yaml"
	libraryPath  = "claims/sources.yaml"
	cslPath      = "claims/sources.json" // of the same kind, in CSL-JSON
	templatesDir = "templates/"
	messagesDir  = templatesDir + message.Dir
)

// Classify tells what a file is by its path alone.
func Classify(file string) Kind {
	switch {
	case file == config.FileName:
		return ConfigFile
	case file == scalesPath:
		return ScalesFile
	case file == libraryPath, file == cslPath:
		return LibraryFile
	case strings.HasPrefix(file, messagesDir) && path.Ext(file) == ".yaml" && strings.Count(file, "/") == 2:
		return MessagesFile
	case strings.HasPrefix(file, templatesDir):
		return TemplateFile
	case strings.HasPrefix(file, files.StaticDir):
		return StaticFile
	}
	if original, _, ok := claim.OriginalOf(file); ok && translatable(Classify(original)) {
		return TranslationFile
	}
	switch {
	case path.Ext(file) != ".md":
		return Other
	}
	f := folderOf(file)
	if rest := strings.TrimPrefix(file, f.dir); f.flat && strings.Contains(rest, "/") &&
		(path.Base(file) != "index.md" || strings.Count(rest, "/") > 1) {
		return Other
	}
	return f.kind
}

// scalesIn is where the labels of verdicts stand in a language.
func scalesIn(lang config.Lang) string { return "claims/verdicts." + string(lang) + ".yaml" }

// translatable tells of which kinds of files there are translations.
func translatable(k Kind) bool {
	return slices.Contains([]Kind{ScalesFile, ClaimFile, ClaimantFile, TeamFile, ArticleFile, TopicFile, PageFile}, k)
}

func folderOf(file string) folder {
	all := folders()
	i := slices.IndexFunc(all, func(f folder) bool { return strings.HasPrefix(file, f.dir) })
	if i < 0 {
		return folder{}
	}
	return all[i]
}

// owner finds the folder with an index.md that a file is part of, "" where there is none.
func owner(file string, indexes map[string]bool) string {
	for dir := path.Dir(file); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if indexes[dir] {
			return dir
		}
	}
	return ""
}
