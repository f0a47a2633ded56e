package docs_test

const guide = "getting-started.md"
