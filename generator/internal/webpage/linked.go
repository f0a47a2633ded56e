package webpage

import (
	"encoding/json"
	"strings"
)

// work is what JSON-LD says of the first creative work with a title.
type work struct {
	title, publisher, date string
	video, audio           bool
}

// read takes up a script. A broken one says nothing.
func (w *work) read(script string) {
	var v any
	if json.Unmarshal([]byte(script), &v) == nil {
		w.value(v, 0)
	}
}

// maxDepth is how deep works may lie in others.
const maxDepth = 8

func (w *work) value(v any, depth int) {
	if depth > maxDepth || w.title != "" {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			w.value(item, depth+1)
		}
	case map[string]any:
		w.thing(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			w.value(v[key], depth+1)
		}
	}
}

func (w *work) thing(v map[string]any) {
	for _, kind := range all(v["@type"]) {
		kind = strings.TrimPrefix(strings.TrimPrefix(kind, "https://schema.org/"), "http://schema.org/")
		switch {
		case kind == "VideoObject":
			w.video = true
		case kind == "AudioObject" || kind == "PodcastEpisode":
			w.audio = true
		case !strings.HasSuffix(kind, "Article") && !strings.HasSuffix(kind, "Posting") && kind != "Report" && kind != "CreativeWork" && kind != "Dataset":
			continue
		}
		w.title = one(v["headline"], v["name"])
		w.publisher = one(v["publisher"])
		w.date = one(v["datePublished"], v["uploadDate"], v["dateCreated"])
		return
	}
}

// all gives the texts of a value that may be one or a list.
func all(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var texts []string
		for _, item := range v {
			texts = append(texts, all(item)...)
		}
		return texts
	case map[string]any:
		return all(v["name"])
	}
	return nil
}

// one gives the first text that any of some values has.
func one(values ...any) string {
	for _, v := range values {
		for _, text := range all(v) {
			if text = clean(text); text != "" {
				return text
			}
		}
	}
	return ""
}
