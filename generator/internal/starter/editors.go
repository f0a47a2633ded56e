package starter

import (
	"encoding/json"
	"path"
	"strings"

	"assay/generator/internal/schema"
)

// Hooks is the folder of a new site where git finds its hooks, once it is told to look there.
const Hooks = ".githooks"

// preCommit has a commit wait until its errors are mended. Whoever has no program on this machine can commit all the same.
const preCommit = `#!/bin/sh
# Checks what is about to be committed. git commit --no-verify leaves this out.
if ! command -v assay >/dev/null; then
	echo "assay is not installed: what is committed is not checked" >&2
	exit 0
fi
exec assay check --staged --quiet
`

// vscode is the folder with the settings of Visual Studio Code.
const vscode = ".vscode/"

// editorFiles are those with which Visual Studio Code completes and checks the YAML files of a site, by the extension that they recommend
// (https://github.com/redhat-developer/vscode-yaml). It knows no front matter.
func editorFiles() ([]File, error) {
	files := []File{{Path: vscode + "extensions.json", Text: "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n"}}
	schemas := map[string]string{}
	for _, k := range schema.Kinds() {
		text, err := k.JSON()
		if err != nil {
			return nil, err
		}
		name := "assay/" + k.Name + ".json"
		files = append(files, File{Path: vscode + name, Text: string(text)})
		if path.Ext(k.Files) == ".yaml" {
			schemas["./"+vscode+name] = strings.ReplaceAll(k.Files, "LANG", "*")
		}
	}
	settings, err := json.MarshalIndent(map[string]any{"yaml.schemas": schemas}, "", "  ")
	return append(files, File{Path: vscode + "settings.json", Text: string(settings) + "\n"}), err
}
