package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"path"
	"regexp"
	"strings"

	"assay/generator/internal/files"
)

// activeContent returns what a file next to a page would run in a reader's browser or on a server, ""
// if nothing. content is a picture's or document's beginning, and all of a text.
func activeContent(name string, content []byte) string {
	switch {
	case files.Active(name):
		return "it is a page or a program by its name"
	case strings.EqualFold(path.Ext(name), ".svg"):
		return activeSVG(content)
	case strings.HasPrefix(http.DetectContentType(content), "text/html"):
		return "it holds HTML"
	}
	start := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\ufeff")), " \t\r\n")
	for magic, what := range map[string]string{"<?php": "a PHP program", "#!": "a script", "\x7fELF": "a program", "MZ\x90": "a program", "<?xml": "XML", "<svg": "SVG under another name"} {
		if bytes.HasPrefix(start, []byte(magic)) {
			return "it holds " + what
		}
	}
	return ""
}

var (
	errNotSVG = errors.New("not an SVG picture")
	// fromSVG is what addresses in a picture may be: its own parts, and pictures within it.
	fromSVG = regexp.MustCompile(`^(#|data:image/(png|jpeg|gif|webp)[;,])`)
	// styled are addresses and commands in style sheets.
	styled = regexp.MustCompile(`(?i)@import|expression\s*\(|javascript:|\\|url\(\s*["']?([^"')]*)`)
)

// activeSVG returns what an SVG picture would run or load, "" if nothing
// (https://www.w3.org/TR/SVG2/conform.html#secure-static-mode).
func activeSVG(content []byte) string {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	depth, seen := 0, false
	var inStyle bool
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF && seen:
			return ""
		case err == io.EOF:
			err = errNotSVG
			fallthrough
		case err != nil:
			return "it cannot be checked: " + err.Error()
		}
		problem := ""
		switch t := token.(type) {
		case xml.ProcInst:
			if t.Target != "xml" {
				problem = "it has the instruction <?" + t.Target + "?>"
			}
		case xml.Directive:
			if bytes.ContainsAny(t, "[") {
				problem = "it declares entities"
			}
		case xml.StartElement:
			if depth == 0 && t.Name.Local != "svg" {
				problem = "it is not an SVG picture"
			} else {
				problem = activeElement(t)
			}
			seen, inStyle = true, t.Name.Local == "style"
			depth++
		case xml.EndElement:
			inStyle = false
			depth--
		case xml.CharData:
			if inStyle {
				problem = activeStyle(string(t))
			}
		}
		if problem != "" {
			return problem
		}
	}
}

// activeElement returns what an element of an SVG picture would run or load, "" if nothing.
func activeElement(e xml.StartElement) string {
	name := strings.ToLower(e.Name.Local)
	switch name {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video", "html", "body", "link", "meta", "base", "form":
		return "it has the element <" + e.Name.Local + ">"
	}
	for _, a := range e.Attr {
		key, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case strings.HasPrefix(key, "on"):
			return "it has the attribute " + a.Name.Local
		case key == "href" || key == "src":
			isLink := name == "a" && (strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://"))
			if value != "" && !isLink && !fromSVG.MatchString(value) {
				return "it loads or leads to " + short(value)
			}
		case key == "attributename" && (strings.HasSuffix(strings.ToLower(value), "href") || strings.HasPrefix(strings.ToLower(value), "on")):
			return "it animates " + short(value)
		default:
			if problem := activeStyle(a.Value); problem != "" && (key == "style" || strings.Contains(strings.ToLower(a.Value), "url(")) {
				return problem
			}
		}
	}
	return ""
}

// activeStyle returns what a style sheet of an SVG picture would run or load, "" if nothing.
func activeStyle(text string) string {
	for _, found := range styled.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(strings.ToLower(found[0]), "url(") || !fromSVG.MatchString(strings.TrimSpace(found[1])) {
			return "its styles have " + short(found[0])
		}
	}
	return ""
}

// short cuts what is quoted in a message.
func short(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}
