package output

import "io/fs"

// isWritable reports true: what Windows allows is only known when it is tried.
func isWritable(fs.FileInfo) bool { return true }
