package preview_test

import (
	"bytes"
	"testing"
)

// rendered is an output as it is written to the folder.
func rendered(d *desk, path string) string {
	d.t.Helper()
	for _, o := range d.build().Outputs {
		if o.Path == path {
			var b bytes.Buffer
			if err := o.WriteTo(&b); err != nil {
				d.t.Fatal(err)
			}
			return b.String()
		}
	}
	d.t.Fatalf("there is no output %s", path)
	return ""
}

func TestAPageIsTheOutputAndABar(t *testing.T) {
	d := shown(t)
	got := d.get("/claims/one/")
	if got.StatusCode != 200 || got.plain() != rendered(d, "claims/one/index.html") {
		t.Errorf("status %d, %s", got.StatusCode, got.plain())
	}
	t.Log(got.bar())
}
