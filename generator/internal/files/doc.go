// Package files holds the input files of a site: which they are, what is in them, and whether they changed.
//
// A [Snapshot] is the list of the input files of one moment, each a [File] with its size, modification time and
// SHA-256. It never changes. A [Scanner] takes one; two of them tell what changed in between. Events of the file
// system are hints when and where to look again, and the truth is the difference of two snapshots.
//
// # What is scanned
//
// The file site.yaml and everything under the folders claims, content and templates. Nothing else in the site's
// folder is looked at, so that the output, a repository or a program may live beside them. All four may be missing;
// it is for the caller to miss them. One that is a file instead of a folder, or a folder instead of a file, is an error.
//
// Ignored without a word, files and folders alike, in any letter case:
//
//   - names that start with "." or "_"; under templates "_" marks a partial and is kept;
//   - README.md;
//   - what editors leave behind: names that end in "~", ".swp", ".swx", ".tmp" or ".bak", names between two "#", and
//     the file (not the folder) 4913, with which Vim tries whether it may write;
//   - under templates, Go source (".go").
//
// # What is refused
//
// What cannot be an input is an error of its own, at its path, and is left out of the snapshot; the scan goes on:
//
//   - a symbolic link, to a file or a folder, wherever it leads (A004). Links are never followed: what they show may
//     change unseen, lie outside the site, or contain itself;
//   - a pipe, socket or device (A001). It is not opened, and where it takes a file's place just then, opening it does not block;
//   - a file or folder that cannot be read (A001);
//   - a text file of more than 16 MiB (A005);
//   - a name that is not UTF-8 or has control characters (A404), with all that is below it.
//
// Names are otherwise kept as found. Whether two of them are the same to a file system that ignores letter case or
// Unicode form is for the planner to see.
//
// # Text and other files
//
// A text file, known by its extension (md, yaml, yml, json, html, css, js, svg, txt, xml, csv, in any letter case), is
// read whole and handed to the caller during the scan, so that parsing overlaps with reading. Any other file is hashed
// as a stream and never held in memory, but for the beginning of a picture ([Scanner.Peek]). [Read] and [CopyTo] give the content of a file later, and only as long as it is
// the content the snapshot speaks of: an excerpt or a copied image never comes from another version than the page.
//
// # What makes a snapshot right
//
// Size, modification time and sum of a [File] belong together. A file is looked at before and after it is read; where
// the two differ, it is read again, a few times. A file that is gone by the time it is read is treated as though it had
// never been there.
//
// A scan that knows an earlier snapshot does not open the files that are unchanged since. A file counts as unchanged
// if its size and modification time are the same (on Linux and macOS its inode and the time of its inode's change
// too, so that files renamed over one another, or written by tools that set the clock back, are seen), and if that
// modification time was settled: more than two seconds old when the earlier scan began. A younger file could be
// written once more within the clock's resolution, two seconds on FAT, and look the same. It is read again until it
// has settled.
//
// [Scanner.Again] looks only at files that something may have happened to, and at the young ones, for whoever is told of all that happens.
//
// A snapshot of a folder that is being written to is not of one instant: each file is right on its own. Whoever watches
// scans again after the next event.
//
// # The file system
//
// [NewRoot] shows a folder as an [afero.Fs] that nothing leaves, neither by ".." nor through a symbolic link. Inputs
// are read and outputs written through one of these each.
package files
