package files

import (
	"path"
	"strings"
)

// MediaType returns the media type of a file by its name, the same on every machine, and reports
// whether it is of a kind that is published from the folders of texts: pictures, sound, films, PDF,
// data, office documents and archives. Whatever a browser or a server might run is not.
func MediaType(name string) (mediaType string, fromTexts bool) {
	ext := strings.ToLower(path.Ext(name))
	if ext == "" { // such as CNAME
		return "text/plain" + utf8Text, false
	}
	if t, ok := harmless[ext]; ok {
		return t, true
	}
	if t, ok := others[ext]; ok {
		return t, false
	}
	return "application/octet-stream", false
}

const utf8Text = "; charset=utf-8"

// harmless are the kinds that are published from the folders of texts.
var harmless = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
	".svg": "image/svg+xml", ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff", ".heic": "image/heic", ".ico": "image/x-icon",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".oga": "audio/ogg", ".ogg": "audio/ogg", ".opus": "audio/ogg",
	".wav": "audio/wav", ".flac": "audio/flac", ".weba": "audio/webm",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime",
	".vtt": "text/vtt" + utf8Text, ".srt": "application/x-subrip",
	".pdf": "application/pdf", ".epub": "application/epub+zip",
	".csv": "text/csv" + utf8Text, ".tsv": "text/tab-separated-values" + utf8Text, ".txt": "text/plain" + utf8Text,
	".json": "application/json", ".geojson": "application/geo+json", ".topojson": "application/json", ".ndjson": "application/x-ndjson", ".jsonl": "application/jsonl",
	".yaml": "application/yaml", ".yml": "application/yaml", ".bib": "text/x-bibtex" + utf8Text, ".ris": "application/x-research-info-systems",
	".parquet": "application/vnd.apache.parquet", ".sqlite": "application/vnd.sqlite3", ".dta": "application/x-stata-dta", ".sav": "application/x-spss-sav", ".rds": "application/octet-stream",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint", ".rtf": "application/rtf",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet", ".odp": "application/vnd.oasis.opendocument.presentation",
	".zip": "application/zip", ".gz": "application/gzip", ".tgz": "application/gzip", ".tar": "application/x-tar", ".bz2": "application/x-bzip2",
	".xz": "application/x-xz", ".7z": "application/x-7z-compressed", ".zst": "application/zstd", ".warc": "application/warc", ".wacz": "application/wacz",
}

// others are known kinds that only static/, the theme and the program publish.
var others = map[string]string{
	".html": "text/html" + utf8Text, ".htm": "text/html" + utf8Text, ".xhtml": "application/xhtml+xml",
	".css": "text/css" + utf8Text, ".js": "text/javascript" + utf8Text, ".mjs": "text/javascript" + utf8Text, ".wasm": "application/wasm",
	".xml": "application/xml", ".atom": "application/atom+xml", ".rss": "application/rss+xml", ".xsl": "application/xslt+xml",
	".md": "text/plain" + utf8Text, ".map": "application/json", ".webmanifest": "application/manifest+json",
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".asc": "text/plain" + utf8Text, ".pem": "application/x-pem-file",
	".gpx": "application/gpx+xml", ".kml": "application/vnd.google-earth.kml+xml", ".ics": "text/calendar" + utf8Text, ".vcf": "text/vcard" + utf8Text,
}

// Active reports whether a file's name is that of something that browsers or servers run: by its last
// extension, or by one before it, by which some servers go (chart.php.jpg).
func Active(name string) bool {
	for i, ext := range strings.Split(strings.ToLower(path.Base(name)), ".") {
		if i > 0 && isActive(ext) {
			return true
		}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".cjs", ".xsl", ".xslt", ".swf", ".jar", ".exe", ".msi", ".dll", ".bat", ".cmd", ".com", ".ps1", ".vbs", ".scr", ".sh", ".bash",
		".app", ".dmg", ".deb", ".rpm", ".apk", ".wasm", ".svgz", ".docm", ".xlsm", ".pptm":
		return true
	}
	return false
}

// isActive reports whether an extension is that of pages and of what servers run.
func isActive(ext string) bool {
	if strings.HasPrefix(ext, "php") || strings.HasPrefix(ext, "asp") {
		return true
	}
	switch ext {
	case "html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "mht", "mhtml", "hta", "phtml", "phar", "cgi", "fcgi", "pl", "py", "rb", "jsp", "jspx", "cfm", "lua":
		return true
	}
	return false
}
