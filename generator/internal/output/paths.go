package output

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

// CheckPaths tells what is wrong with the paths of outputs, before any is made.
//
// A path is relative, slash-separated and clean, in valid UTF-8. No segment is empty, "." or "..",
// longer than 255 bytes, a device name of Windows (con, nul, com1 …) or ends in a dot or space; none
// holds a control character, a backslash or one of : < > " | ? *. Names beginning with a dot are allowed,
// but those beginning with ".assay" are this package's own. Anything else is a [diag.BadPath].
//
// Two outputs on one path are a [diag.Collision], and so are an output and another inside it ("a" and
// "a/b"). Paths that differ in letter case or Unicode form only count as one: Windows and macOS
// keep them in one file.
func CheckPaths(outputs []plan.Output) diag.List {
	var flaws diag.List
	fold := newFold()
	sound := make([]*plan.Output, 0, len(outputs))
	folded := make(map[string]*plan.Output, len(outputs))
	clash := false
	for i := range outputs {
		o := &outputs[i]
		if why := flaw(o.Path, fold); why != "" {
			flaws = append(flaws, failure(o.Source, diag.BadPath, fmt.Sprintf("the output path %q %s", o.Path, why), ""))
			continue
		}
		f := fold(o.Path)
		clash = clash || folded[f] != nil
		folded[f] = o
		sound = append(sound, o)
	}
	if clash {
		flaws = append(flaws, collisions(sound, folded, fold)...)
	}
	for f, o := range folded {
		for dir := parent(f); dir != "."; dir = parent(dir) {
			if file := folded[dir]; file != nil {
				flaws = append(flaws, collision(file, o))
			}
		}
	}
	return flaws.Sort()
}

// collisions names every output on a path that another has. It goes through them in order, so that what is said of
// three on one path, and which of them is left in folded, does not depend on the order they came in.
func collisions(outputs []*plan.Output, folded map[string]*plan.Output, fold func(string) string) diag.List {
	slices.SortFunc(outputs, func(a, b *plan.Output) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Source, b.Source))
	})
	clear(folded)
	var found diag.List
	for _, o := range outputs {
		f := fold(o.Path)
		if first := folded[f]; first != nil {
			found = append(found, collision(first, o))
			continue
		}
		folded[f] = o
	}
	return found
}

func collision(a, b *plan.Output) diag.Diagnostic {
	var what string
	switch {
	case a.Path == b.Path:
		what = fmt.Sprintf("two outputs on the path %q", a.Path)
	case strings.Count(a.Path, "/") == strings.Count(b.Path, "/"):
		what = fmt.Sprintf("the output paths %q and %q differ only in letter case or Unicode form", a.Path, b.Path)
	default:
		what = fmt.Sprintf("the output %q cannot be a file, because %q needs a folder there", a.Path, b.Path)
	}
	message := fmt.Sprintf("%s: one from %s, one from %s", what, origin(a), origin(b))
	return failure(b.Source, diag.Collision, message, "give one of them another name")
}

func origin(o *plan.Output) string {
	if o.Source == "" {
		return "the site itself"
	}
	return o.Source
}

// flaw says what is wrong with a path by itself, or "".
func flaw(path string, fold func(string) string) string {
	switch {
	case path == "":
		return "is empty"
	case !utf8.ValidString(path):
		return "is not valid UTF-8"
	case path[0] == '/':
		return "is absolute"
	}
	same := fold(path)
	if strings.HasPrefix(same, ".assay") {
		return `begins with ".assay", which is reserved`
	}
	for segment := range strings.SplitSeq(path, "/") {
		if why := flawOfSegment(segment); why != "" {
			return why
		}
	}
	for segment := range strings.SplitSeq(same, "/") {
		if isDevice(segment) {
			return fmt.Sprintf("holds %q, a device on Windows", segment)
		}
	}
	return ""
}

func flawOfSegment(s string) string {
	switch {
	case s == "":
		return "holds an empty segment"
	case s == "." || s == "..":
		return fmt.Sprintf("holds the segment %q", s)
	case s[len(s)-1] == '.' || s[len(s)-1] == ' ':
		return fmt.Sprintf("holds a segment that ends in %q, which Windows drops", s[len(s)-1:])
	case len(s) > 255:
		return "holds a segment of more than 255 bytes"
	}
	for _, c := range s {
		if unicode.IsControl(c) {
			return fmt.Sprintf("holds the control character %U", c)
		}
		if strings.ContainsRune(`\:<>"|?*`, c) {
			return fmt.Sprintf("holds %q, which Windows refuses", c)
		}
	}
	return ""
}

// isDevice knows the names that Windows takes for devices in every folder, whatever their extension.
func isDevice(folded string) bool {
	name, _, _ := strings.Cut(folded, ".")
	name = strings.TrimRight(name, " ")
	switch name {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	port, isPort := strings.CutPrefix(name, "com")
	if !isPort {
		port, isPort = strings.CutPrefix(name, "lpt")
	}
	return isPort && utf8.RuneCountInString(port) == 1 && strings.ContainsAny(port, "0123456789¹²³")
}

// newFold gives a function that maps paths to one form when a file system that ignores letter case
// and Unicode form may keep them in one file: canonical caseless matching, as Unicode defines it.
// It is not safe for concurrent use.
func newFold() func(string) string {
	caser := cases.Fold()
	return func(s string) string {
		if isASCII(s) {
			return strings.ToLower(s)
		}
		return norm.NFD.String(caser.String(norm.NFD.String(s)))
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// parent is the folder that holds a path, "." for the outermost.
func parent(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}

// within is the path of a name in a folder.
func within(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}
