// Package watch tells when to look at a site's files again, and when what was made of them may be shown.
//
// Events of the file system are hints: they say that something may have happened, and when. What happened is the difference
// of two scans, which the [Site] takes. So an editor may save as it likes, events may be lost or come in any order, and
// nothing is ever made of an event's path but to see that it cannot be an input.
//
// # When the site is looked at
//
//   - 10 ms after the last hint, when the few steps in which editors replace a file are over;
//   - at once after folders were found that were not watched: files may have come into them before the watch;
//   - every 3 s, or at an interval of 100 scans where one takes longer, although nothing was heard. This finds what no event told of,
//     and a new day;
//   - instead of all that at an interval, of 20 scans at least, where it polls: because it was told to, or because the system cannot
//     watch.
//
// # When something is published
//
// What changed is built at once. It is published when nothing was heard since the scan began, nor within 40 ms after the last hint:
// whoever writes a file in parts with shorter pauses never sees a part of it published. A change that no event told of, as any when polling,
// is published when another scan, 40 ms later at the earliest, finds nothing more. Where writing goes on and on, what was built last is published
// 400 ms after the first sign of it, and then again. What could not be published is tried again after the next look.
//
// # What is watched
//
// The site's root and all folders that the last scan looked into, so nothing behind a symbolic link. After every scan the
// watches of folders that vanished, or are others than before, are removed before new ones are added: to the kernel a watch belongs to
// a folder, wherever it is moved, and would report under the old path. After lost events all watches are made anew.
//
// It polls instead, and tells so, when the system allows no more watches, when watches do not hold, and when two changes within an hour were found
// that no event told of: one may be a new day.
package watch
