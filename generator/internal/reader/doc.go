// Package reader is what readers need, proven in a browser. It has tests only.
//
// They build the sample and three sites of testdata: stress, invented and as long, as wide and as mixed in its scripts as real
// sites are at their worst; arabic, from right to left; and empty. Each is served as it is published, under a Content-Security-Policy
// that allows nothing inline and nothing of others. Of every site the longest page of each kind is looked at, and every
// check that has a name rather than a number. What must hold:
//
//   - axe-core finds nothing against WCAG 2.2 AA or good practice, in light and dark, on a phone and a desktop;
//   - nothing sticks out at 320 pixels, nor with text twice as large; what scrolls within itself can be reached by keyboard;
//   - nothing is printed to the console, fails to load, or breaks the policy;
//   - without scripts the same can be read, but for what stands in elements with the attribute data-enhancement;
//   - every control is reached by Tab, in order, is seen to be focused, and lets go of the focus again;
//   - the verdict is seen in the first screen of a phone, in one box with the claim;
//   - verdicts are told by words and shapes in forced colours, nothing is lost on paper, and nothing moves for
//     those who asked for that;
//   - the pages are valid HTML; a check weighs at most 20 KB with its style sheet, and its scripts 5 KB, compressed;
//   - web archives that are kept of pages are read by a library for them.
//
// ASSAY_JUDGES names a folder with the node_modules of .ci/judges/package.json. Without it, or without Java for one of them, the
// judges are not asked; with CI set in the environment, a missing folder is a failure. ASSAY_LIGHTHOUSE is for .ci/lighthouse.
package reader
