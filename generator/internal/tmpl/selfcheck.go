package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
)

// SelfCheck compares each escaper that is implemented here with that of the running Go, on values that are apt to
// show a difference. After an error no program must be trusted. It takes about a millisecond.
func SelfCheck() error {
	values, seen := nastyValues(), map[string]bool{}
	for _, c := range contexts() {
		fresh := false
		for _, name := range strings.Fields(c.chain) {
			fresh = fresh || !seen[name]
			seen[name] = true
		}
		if !fresh {
			continue
		}
		if err := c.check(values); err != nil {
			return err
		}
	}
	return nil
}

// check compares what escapers make of values in a context. There is nothing to compare where they are borrowed.
func (c context) check(values []any) error {
	chain := strings.Fields(c.chain)
	filters, last, ok := native(chain)
	if !ok {
		return nil
	}
	theirs, err := c.open()
	if err != nil {
		return err
	}
	var want, got machine
	for _, value := range values {
		s, content := stringify(reflect.ValueOf(value))
		if content == htmlContent && stripsTags(chain) {
			continue
		}
		want.out = want.out[:0]
		if err := theirs.write(&want, value); err != nil {
			return err
		}
		got.out = through(got.out[:0], s, content, filters, last)
		if string(got.out) != string(want.out) {
			return fmt.Errorf("in %s, %T %.80q is escaped as %.80q, by html/template as %.80q", c.text, value, value, got.out, want.out)
		}
	}
	return nil
}

// nastyValues are values that escapers treat differently: little of what matters about a text is about all of it,
// so that most stands in one.
func nastyValues() []any {
	var mix strings.Builder
	for i := range 128 {
		mix.WriteByte(byte(i))
	}
	mix.WriteString("\x80\xc3(\xff")
	for _, r := range []rune{0x80, 0xad, 0x2028, 0xd7ff, 0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xfeff, 0xffef, 0xfff0, 0xfffd, 0xffff, 0x10ffff} {
		mix.WriteRune(r)
	}
	const markup = "<b title='&amp;+'>é\x00%41%4%zz %e"
	pointed := new(template.URL(markup))
	values := []any{
		nil, -12, true, 1.5, errors.New("<é>"), &pointed,
		mix.String(), markup, template.URL(markup), template.HTML(markup), template.JS(markup),
	}
	for _, s := range []string{"", "%", "javascript:a", "http://e.org/?a=b&c", "HTTPS:e", "mailto:a", "/a:b", ":"} {
		values = append(values, s)
	}
	return append(values, template.URL("javascript:a"), template.URL(""), template.HTML(""))
}
