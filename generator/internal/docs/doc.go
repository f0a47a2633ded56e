// Package docs holds the files in docs/ to the program. It consists of this comment and of tests.
//
// # What is tested
//
//   - The tables of the reference have a row for every key of the structs that files are decoded into, and no other;
//     shape, "required" and defaults agree with the types.
//   - Every key is in an example, and every example is read by the parser of the file it names.
//   - The guide's files are written and its commands are run, and what they print is what the guide shows.
//   - Every code of package diag has a section, and the message shown there is what the program says of the files
//     in testdata/codes.txtar. Each check has a page with what assay check says of a site in testdata/checks.
//   - The files for programs, and the types of structured data that pages carry, are those of a site that has everything.
//   - Links between the files lead to a file and a heading.
//
// # How a document says what is what
//
// A fenced block whose last line before it is `path/of/file`: is (a part of) that file. A block in the language
// console is a dialogue: lines that begin with "$ " are run, the others are what they print. A block in the language
// text is what the program says.
//
// After a change of a message or a count, go test ./generator/internal/docs -update writes the blocks of the
// languages console and text anew. Read the difference before you commit it.
package docs
