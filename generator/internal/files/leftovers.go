package files

import (
	"regexp"
	"strings"
)

// leftovers matches the names of what editors, merge tools, synchronisers, browsers and operating
// systems leave next to a file. None of them is an input, and none is ever published.
var leftovers = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`~$`,                                     // backups of Emacs, vi, gedit and others
	`^#.*#$`,                                 // Emacs, while a file is edited
	`^~\$`,                                   // locks of Microsoft Office
	`\.(sw[a-eg-px]|un~|kate-swp|autosave)$`, // vi, Kate
	`\.(tmp|temp|bak|bk|backup|old|orig|rej|save|dpkg-\w+|rpm(new|save))$`, // many programs
	`___jb_(tmp|old|bak)___$`,                                                                     // JetBrains
	`_(backup|base|local|remote)_\d+(\.\w+)?$`,                                                    // git mergetool
	`\.(mine|theirs|r\d+|working|merge-(left|right)\.r\d+)$`,                                      // Subversion
	`conflicted copy`,                                                                             // Dropbox, Nextcloud
	`\.sync-conflict-\d`,                                                                          // Syncthing
	`\.(part|partial|crdownload|download|opdownload)$`,                                            // downloads under way
	`^(thumbs|ehthumbs|ehthumbs_vista)\.db(:encryptable)?$`, `^desktop\.ini$`, `^\$recycle\.bin$`, // Windows
	`^icon\r$`, `^__macosx$`, // macOS
	`^nohup\.out$`, `^core\.\d+$`,
}, "|"))

// isLeftover reports whether a name is that of a leftover.
func isLeftover(name string) bool { return leftovers.MatchString(name) }

// ofVersions are the folders of version control systems.
func ofVersions(lower string) bool {
	switch lower {
	case ".git", ".hg", ".svn", ".bzr", ".jj", "cvs", ".fslckout", "_darcs":
		return true
	}
	return false
}
