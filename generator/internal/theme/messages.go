package theme

import (
	"html/template"
	"slices"
	"text/template/parse"

	"assay/generator/internal/diag"
	"assay/generator/internal/message"
)

func (f functions) msg(key any, args ...any) (string, error) {
	name, values, err := f.message("msg", key, 2, args)
	if err != nil {
		return "", err
	}
	if p := f.Messages.Check(name, false, true, namesOf(values)...); p != nil {
		return "", failed(p)
	}
	return f.Messages.Text(name, values...), nil
}

func (f functions) msgn(key, n any, args ...any) (string, error) {
	name, values, err := f.message("msgn", key, 3, args)
	if err != nil {
		return "", err
	}
	number, err := count("msgn", 2, n)
	if err != nil {
		return "", err
	}
	if p := f.Messages.Check(name, true, true, namesOf(values)...); p != nil {
		return "", failed(p)
	}
	return f.Messages.Count(name, number, values...), nil
}

func (f functions) msgBefore(key, place any, args ...any) (string, error) {
	return f.around("msgBefore", f.Messages.Before, key, place, args)
}

func (f functions) msgAfter(key, place any, args ...any) (string, error) {
	return f.around("msgAfter", f.Messages.After, key, place, args)
}

func (f functions) around(function string, of func(key, name string, args ...string) string, key, place any, args []any) (string, error) {
	name, values, err := f.message(function, key, 3, args)
	if err != nil {
		return "", err
	}
	at, ok := text(place)
	if !ok {
		return "", wrong(function, 2, place, "the name of a placeholder")
	}
	if p := f.Messages.Check(name, false, false, append(namesOf(values), at)...); p != nil {
		return "", failed(p)
	}
	return of(name, at, values...), nil
}

func (f functions) msgParts(key any, args ...any) ([]message.Part, error) {
	name, values, err := f.message("msgParts", key, 2, args)
	if err != nil {
		return nil, err
	}
	if p := f.Messages.Check(name, false, false, namesOf(values)...); p != nil {
		return nil, failed(p)
	}
	return f.Messages.Parts(name, values...), nil
}

// message gives the key and the names and values of a call, the first of which is the argument with this number.
func (f functions) message(function string, key any, number int, args []any) (name string, values []string, err error) {
	name, ok := text(key)
	if !ok {
		return "", nil, wrong(function, 1, key, "the key of a text")
	}
	if len(args)%2 != 0 {
		return "", nil, diag.Problemf(diag.TemplateFailed, "%s: the last name has no value", function).
			Because(`write names and values in turns: msg "claim.due" "date" (date .Due)`)
	}
	values = make([]string, len(args))
	for i, arg := range args {
		if values[i], ok = typed(arg); !ok {
			return "", nil, wrong(function, number+i, arg, "a text or number")
		}
	}
	return name, values, nil
}

// namesOf are the names among names and values in turns.
func namesOf(values []string) []string {
	var names []string
	for i := 0; i < len(values); i += 2 {
		names = append(names, values[i])
	}
	return names
}

// failed is a wrong use of a text that shows only when a page is rendered.
func failed(p *diag.Problem) *diag.Problem {
	return &diag.Problem{Code: diag.TemplateFailed, Message: p.Message, Hint: p.Hint}
}

// checkMessages finds uses of texts that are not there, or lack a placeholder, as far as the template says it.
func (t *Theme) checkMessages(templates []*template.Template, messages *message.Catalogue) diag.List {
	var found diag.List
	for _, tm := range templates {
		if tm.Tree == nil {
			continue
		}
		walk(tm.Tree.Root, true, func(n parse.Node, _ bool) {
			pipe, ok := n.(*parse.PipeNode)
			if !ok {
				return
			}
			for i, c := range pipe.Cmds {
				if p := checkMessage(c, i > 0, messages); p != nil {
					found = append(found, t.problemAt(c, p))
				}
			}
		})
	}
	return found
}

// checkMessage looks at one call. What is computed is known only when a page is rendered.
func checkMessage(c *parse.CommandNode, piped bool, messages *message.Catalogue) *diag.Problem {
	function, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok || !slices.Contains([]string{"msg", "msgn", "msgBefore", "msgAfter", "msgParts"}, function.Ident) || len(c.Args) < 2 {
		return nil
	}
	key, ok := c.Args[1].(*parse.StringNode)
	if !ok {
		return nil
	}
	counted, complete := function.Ident == "msgn", function.Ident == "msg" || function.Ident == "msgn"
	rest := c.Args[2:]
	var names []string
	switch function.Ident {
	case "msgn":
		rest = rest[min(1, len(rest)):]
	case "msgBefore", "msgAfter":
		if len(rest) > 0 {
			if place, ok := rest[0].(*parse.StringNode); ok {
				names = append(names, place.Text)
			}
			rest = rest[1:]
		}
	}
	for i := 0; i < len(rest); i += 2 {
		name, ok := rest[i].(*parse.StringNode)
		if !ok {
			complete = false
			continue
		}
		names = append(names, name.Text)
	}
	return messages.Check(key.Text, counted, complete && !piped, names...)
}
