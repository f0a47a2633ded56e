package preview_test

import (
	"strings"
	"testing"

	"assay/generator/internal/preview"
)

func TestOnlyThisMachinesUserMayAsk(t *testing.T) {
	d := newDesk(t, preview.Options{Hosts: []string{"desk.example", ".tunnel.example"}})
	d.publish()
	tests := []struct {
		header  []string
		refused bool
	}{
		{[]string{"Host", "127.0.0.1:4000"}, false},
		{[]string{"Host", "127.0.0.1"}, false},
		{[]string{"Host", "192.168.1.7:80"}, false},
		{[]string{"Host", "[::1]:4000"}, false},
		{[]string{"Host", "[::1]"}, false},
		{[]string{"Host", "[fe80::1%25eth0]:4000"}, false},
		{[]string{"Host", "localhost:4000"}, false},
		{[]string{"Host", "LocalHost"}, false},
		{[]string{"Host", "localhost."}, false},
		{[]string{"Host", "site.localhost:4000"}, false},
		{[]string{"Host", "desk.example:4000"}, false},
		{[]string{"Host", "Desk.Example"}, false},
		{[]string{"Host", "desk.example."}, false},
		{[]string{"Host", "tunnel.example"}, false},
		{[]string{"Host", "a.b.tunnel.example:443"}, false},
		{[]string{"Host", "eviltunnel.example"}, true},

		{[]string{"Host", ""}, true},
		{[]string{"Host", "evil.example"}, true},
		{[]string{"Host", "evil.example:4000"}, true},
		{[]string{"Host", "localhost.evil.example"}, true},
		{[]string{"Host", "evil-localhost"}, true},
		{[]string{"Host", "127.0.0.1.evil.example:4000"}, true},
		{[]string{"Host", "sub.desk.example"}, true},
		{[]string{"Host", "evil.example#localhost"}, true},
		{[]string{"Host", "evil.example:4000:localhost"}, true},
		{[]string{"Host", "2130706433.evil"}, true},

		{[]string{"Origin", "http://127.0.0.1:4000"}, false},
		{[]string{"Origin", "https://127.0.0.1:4000"}, false}, // behind a proxy
		{[]string{"Origin", "http://127.0.0.1:4001"}, true},
		{[]string{"Origin", "http://127.0.0.1"}, true},
		{[]string{"Origin", "http://localhost:4000"}, true},
		{[]string{"Origin", "https://evil.example"}, true},
		{[]string{"Origin", "http://evil.example/127.0.0.1:4000"}, true},
		{[]string{"Origin", "https://x.tunnel.example"}, false}, // a proxy that rewrites the Host header
		{[]string{"Origin", "https://tunnel.example.evil.example"}, true},
		{[]string{"Origin", "null"}, true},
		{[]string{"Origin", "://"}, true},

		{[]string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate"}, false},
		{[]string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, false},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, true},
		{[]string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, true},
		{[]string{"Sec-Fetch-Site", "cross-site"}, true},
	}
	for _, tt := range tests {
		for _, target := range []string{"/claims/one/", "/.assay/preview.js", "/nope"} {
			got := d.get(target, tt.header...)
			if refused := got.StatusCode == 403; refused != tt.refused {
				t.Errorf("%q %s: status %d", tt.header, target, got.StatusCode)
			}
			if tt.refused && (!strings.HasPrefix(got.body, "The preview does not answer to ") || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/plain")) {
				t.Errorf("%q: %s", tt.header, got.body)
			}
		}
		if tt.refused {
			if got := d.get("/.assay/events?url=/", tt.header...); got.StatusCode != 403 {
				t.Errorf("%q hears of changes", tt.header)
			}
		}
	}
}
