package site_test

import (
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/site"
)

// TestFilesNextToPages are published where they are of a harmless kind, by name and by content.
func TestFilesNextToPages(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`
	for name, tt := range map[string]struct{ content, want string }{
		"a.csv": {"a,b\n", ""}, "a.PDF": {"%PDF-1.7", ""}, "a.docx": {"PK\x03\x04", ""}, "a.mp3": {"ID3", ""}, "a.vtt": {"WEBVTT", ""}, "a.min.json": {"{}", ""},
		"a.html": {"x", "A029"}, "a.HTM": {"x", "A029"}, "a.js": {"x", "A029"}, "a.xhtml": {"x", "A029"}, "a.shtml": {"x", "A029"}, "a.php": {"x", "A029"}, "a.php5": {"x", "A029"},
		"a.exe": {"MZ", "A029"}, "a.svgz": {"x", "A029"}, "a.php.jpg": {"x", "A029"}, "a.html.png": {"x", "A029"}, "a.hta": {"x", "A029"}, "a.cgi.txt": {"x", "A029"}, "a.xlsm": {"x", "A029"},
		"a.xml": {"<a/>", "A030"}, "a.css": {"a{}", "A030"}, "a.zzz": {"x", "A030"}, "LICENSE": {"x", "A030"}, "web.config": {"x", "A030"},
		"b.jpg": {" <!DOCTYPE html><script>alert(1)</script>", "A029"}, "b.txt": {"<html>", "A029"}, "b.csv": {"<script>x</script>", "A029"}, "b.pdf": {"<?php x", "A029"}, "b.png": {"#!/bin/sh", "A029"},
		"b.json": {"\xef\xbb\xbf<?xml version='1.0'?><x/>", "A029"}, "c.txt": {"a < b, and <html> is a tag\n", ""},
		"c.svg":          {svg + `<rect width="1" style="fill:url(#a)"/><use href="#b"/><image href="data:image/png;base64,AA"/><a href="https://e.org"><text>x</text></a></svg>`, ""},
		"doctype.svg":    {`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + svg + `</svg>`, ""},
		"script.svg":     {svg + `<script>alert(1)</script></svg>`, "A029"},
		"prefix.svg":     {`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>`, "A029"},
		"case.svg":       {svg + `<SCRIPT/></svg>`, "A029"},
		"handler.svg":    {svg + `<rect onload="x"/></svg>`, "A029"},
		"link.svg":       {svg + `<a xlink:href="javascript:x"/></svg>`, "A029"},
		"tab.svg":        {svg + "<a href=\"java\tscript:x\"/></svg>", "A029"},
		"entity.svg":     {svg + `<a href="java&#115;cript:x"/></svg>`, "A029"},
		"entities.svg":   {`<!DOCTYPE svg [<!ENTITY x "y">]>` + svg + `</svg>`, "A029"},
		"foreign.svg":    {svg + `<foreignObject/></svg>`, "A029"},
		"remote.svg":     {svg + `<image href="https://e.org/a.png"/></svg>`, "A029"},
		"file.svg":       {svg + `<use href="other.svg#x"/></svg>`, "A029"},
		"data.svg":       {svg + `<image href="data:image/svg+xml,x"/></svg>`, "A029"},
		"import.svg":     {svg + `<style>@import "https://e.org/a.css"</style></svg>`, "A029"},
		"style.svg":      {svg + `<rect style="fill:url(https://e.org/a)"/></svg>`, "A029"},
		"fill.svg":       {svg + `<rect fill="url('https://e.org/a#b')"/></svg>`, "A029"},
		"escape.svg":     {svg + `<style>a{background:\75rl(https://e.org)}</style></svg>`, "A029"},
		"animate.svg":    {svg + `<a><set attributeName="href" to="javascript:x"/></a></svg>`, "A029"},
		"sheet.svg":      {`<?xml-stylesheet href="a.xsl"?>` + svg + `</svg>`, "A029"},
		"utf16.svg":      {"\xff\xfe<\x00s\x00v\x00g\x00", "A029"},
		"open.svg":       {svg + `<rect>`, "A029"},
		"html.svg":       {`<html xmlns="http://www.w3.org/1999/xhtml"/>`, "A029"},
		"empty.svg":      {``, "A029"},
		"attribute.svg":  {svg + `<animate attributeName="onclick" to="x"/></svg>`, "A029"},
		"cyrillic_ф.csv": {"a", ""},
	} {
		input := small()
		input["claims/f/index.md"] = claimFile("")
		input["claims/f/"+name] = tt.content
		s, found := resolve(t, input, site.Options{})
		published := slices.ContainsFunc(s.Assets, func(a site.Asset) bool { return a.Output == "claims/f/"+name })
		code := ""
		for _, f := range found {
			if strings.HasPrefix(f, "claims/f/"+name) {
				code = strings.Fields(f)[1]
			}
		}
		if code != tt.want || published != (tt.want == "") {
			t.Errorf("%s: published %v, found %q, want %q", name, published, found, tt.want)
		}
	}
}

// TestStaticFiles are published as they are.
func TestStaticFiles(t *testing.T) {
	input := small()
	for _, name := range []string{"google123.html", ".well-known/security.txt", "a/b.js", "x.php", "cafe\u0301.png"} {
		input["static/"+name] = "<script>x</script>"
	}
	s, found := resolve(t, input, site.Options{})
	if len(found) > 0 {
		t.Error(found)
	}
	var got []string
	for _, a := range s.Assets {
		got = append(got, a.Output)
	}
	slices.Sort(got)
	if want := []string{".well-known/security.txt", "a/b.js", "café.png", "google123.html", "x.php"}; !slices.Equal(got, want) {
		t.Errorf("published are %q", got)
	}
}
