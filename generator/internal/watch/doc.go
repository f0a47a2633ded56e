// Package watch tells when to look at a site's files again, and when what was made of them may be shown.
//
// Events of the file system are hints: they say that something may have happened, and when. What happened is the difference
// of two scans, which the [Site] takes. So an editor may save as it likes, and events may be lost or come in any order. Of an event's
// path nothing is made but where to look: an edit is found by looking at the files that were heard of, without passing over all others.
//
// # When it looks
//
//   - 10 ms after the last hint, when the few steps in which editors replace a file are over;
//   - at once after it found folders that it did not watch: files may have come into them before the watch;
//   - every 3 s, or at an interval of 100 scans where that is longer, at all files, whatever was heard. This finds what no event
//     told of, and a new day;
//   - instead of all that at an interval, of 20 scans at least, where it polls: because it was told to, or because the
//     system cannot watch.
//
// # When it publishes
//
// The first build is published at once. Later, what changed is built at once, and published when nothing was heard since the
// scan began, nor within 40 ms after the last hint: of a file that is written in parts, with shorter pauses, no part is ever
// published. A change that no event told of, as all are when polling, is published when another scan, 40 ms later at the
// earliest, finds nothing more. Where writing goes on and on, it looks once more 400 ms after the first sign of it, publishes
// what that comes to, whatever is heard meanwhile, and so on. What could not be published is tried again after the next look.
//
// # What it watches
//
// The site's root and all folders that the last scan looked into, so nothing behind a symbolic link. After every scan the
// watches of folders that vanished, or are others than before, are removed before new ones are added: to the kernel a watch
// belongs to a folder, wherever that is moved, and would report under the old path. After lost events all watches are
// made anew.
//
// It polls instead, every 500 ms, and tells so, when the system allows no more watches, when watches do not hold, and when it
// found two changes within an hour that no event told of, with no event since the first. One may be a new day.
package watch
