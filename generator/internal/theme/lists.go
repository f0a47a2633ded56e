package theme

import (
	"strings"

	"assay/generator/internal/diag"
)

func first(n, items any) (any, error) {
	most, err := count("first", 1, n)
	if err != nil {
		return nil, err
	}
	all, err := list("first", 2, items)
	if err != nil {
		return nil, err
	}
	most = min(most, all.Len())
	return all.Slice3(0, most, most).Interface(), nil
}

func after(n, items any) (any, error) {
	gone, err := count("after", 1, n)
	if err != nil {
		return nil, err
	}
	all, err := list("after", 2, items)
	if err != nil {
		return nil, err
	}
	return all.Slice(min(gone, all.Len()), all.Len()).Interface(), nil
}

func join(separator, items any) (string, error) {
	sep, ok := text(separator)
	if !ok {
		return "", wrong("join", 1, separator, "a text")
	}
	all, err := list("join", 2, items)
	if err != nil {
		return "", err
	}
	texts := make([]string, all.Len())
	for i := range texts {
		item := all.Index(i).Interface()
		if texts[i], ok = typed(item); !ok {
			return "", diag.Problemf(diag.TemplateFailed, "join: item %d of the list is %s, not a text or number", i+1, described(item))
		}
	}
	return strings.Join(texts, sep), nil
}

func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, diag.Problemf(diag.TemplateFailed, "dict: the last name has no value").
			Because(`write names and values in turns: dict "claim" . "level" 2`)
	}
	values := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if _, again := values[name]; !ok || again {
			return nil, wrong("dict", i+1, pairs[i], "a name of its own")
		}
		values[name] = pairs[i+1]
	}
	return values, nil
}
