package preview

import (
	"embed"
	"html/template"

	"assay/generator/internal/digest"
)

// The addresses of the preview itself.
const (
	eventsPath = "/.assay/events"
	scriptPath = "/.assay/preview.js"
	stylePath  = "/.assay/preview.css"
)

// clientFiles are what runs in the browser, and the HTML that is put on pages.
//
//go:embed client
var clientFiles embed.FS

// client is what the server answers itself, by address.
type client map[string]clientFile

type clientFile struct {
	mediaType, version string
	content            []byte
}

func newClient() client {
	// One script, in a function of its own: pages see nothing of it.
	script := "(() => {\n" + clientText("idiomorph.min.js") + "\n" + clientText("preview.js") + "})();\n"
	return client{
		scriptPath: newClientFile("text/javascript; charset=utf-8", script),
		stylePath:  newClientFile("text/css; charset=utf-8", clientText("preview.css")),
	}
}

func newClientFile(mediaType, text string) clientFile {
	return clientFile{mediaType, digest.Bytes([]byte(text)).Short(), []byte(text)}
}

func clientText(name string) string {
	text, err := clientFiles.ReadFile("client/" + name)
	if err != nil {
		panic(err) // it is embedded: a programming error, never input
	}
	return string(text)
}

func clientTemplates() *template.Template {
	return template.Must(template.ParseFS(clientFiles, "client/*.html"))
}
