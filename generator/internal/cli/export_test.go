package cli

var Run = run
