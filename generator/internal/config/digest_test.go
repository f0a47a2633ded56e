package config_test

import (
	"reflect"
	"testing"

	"assay/generator/internal/config"
)

// mutate changes a value in place and gives back how to undo that, or nil where nothing can be changed.
func mutate(v reflect.Value) (undo func()) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Map:
		grown := reflect.MakeMap(v.Type())
		for _, key := range v.MapKeys() {
			grown.SetMapIndex(key, v.MapIndex(key))
		}
		grown.SetMapIndex(reflect.ValueOf("A999"), reflect.Zero(v.Type().Elem()))
		v.Set(grown)
	case reflect.Slice:
		v.Set(reflect.Append(v.Slice3(0, v.Len(), v.Len()), reflect.Zero(v.Type().Elem())))
	default:
		return nil
	}
	return func() { v.Set(old) }
}

// everyPart calls f with the path and value of every field and element.
func everyPart(path string, v reflect.Value, f func(path string, v reflect.Value)) {
	f(path, v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			everyPart(path+"."+v.Type().Field(i).Name, v.Field(i), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			everyPart(path+"[]", v.Index(i), f)
		}
	}
}

func TestDigestChangesWithEveryField(t *testing.T) {
	cfg, _ := parser.Parse([]byte(full))
	cfg.Positions = nil
	before, parts := cfg.Digest(), 0
	everyPart("Config", reflect.ValueOf(cfg).Elem(), func(path string, v reflect.Value) {
		undo := mutate(v)
		if undo == nil {
			return
		}
		parts++
		if cfg.Digest() == before {
			t.Errorf("%s changes and the digest does not", path)
		}
		undo()
	})
	if cfg.Digest() != before {
		t.Error("the digest does not come back")
	}
	if parts < 35 {
		t.Errorf("only %d parts were changed", parts)
	}
}

func TestDigestOfWhatTheFileSays(t *testing.T) {
	want := parse(t, "title: x\nlang: pt-BR\nchecks: {A310: off, A311: note}\n").Digest()
	for what, src := range map[string]string{
		"comments":      "# c\ntitle: x # c\nlang: pt-BR\nchecks: {A310: off, A311: note}\n",
		"another order": "lang: pt-br\nchecks:\n  A311: note\n  A310: 'off'\ntitle: \"x\"\n",
		"Windows lines": "title: x\r\nlang: pt-BR\r\nchecks: {A310: off, A311: note}\r\n",
	} {
		if parse(t, src).Digest() != want {
			t.Errorf("%s change the digest", what)
		}
	}
	var none config.Config
	if none.Digest() == want || none.Digest() != (&config.Config{}).Digest() {
		t.Error("the empty configuration has a digest of its own, always the same")
	}
}
