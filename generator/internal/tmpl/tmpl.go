// Package tmpl executes html/template's templates faster than html/template does.
//
// html/template (https://pkg.go.dev/html/template) decides how every value of a template is escaped, rewrites the
// parse tree accordingly, and has text/template interpret the tree by reflection. [Compile] takes the tree after that
// rewriting and makes a [Program] of it for data of one type: closures that know the types of fields, functions and
// variables beforehand, and write escaped text straight into the output.
//
// # What is promised
//
// [Program.Execute] writes the bytes and returns the error that html/template would for the same data.
//
// Errors are not imitated. Where html/template would fail, and also where a value turns up at run time that the program
// was not made for, the program gives up: what it has written is thrown away, and html/template executes the template
// from its beginning, with the same data, into the same writer. So an error is always html/template's own, with its
// text and place, after the same bytes. All that can differ is the number of calls to Write; a page without
// an error is written in one.
//
// The exception is a page without an end, or one that nobody would read: where templates call each other too deeply, or
// write too much, the error is an [*Exceeded], in milliseconds and with the place, and nothing is written.
//
// Therefore functions and methods must be pure. They may be called a second time, and a call whose arguments are all
// constants is made when the template is compiled. Nor may the template have an option: missingkey cannot be seen
// from outside.
//
// # What is compiled
//
// Text, actions, pipelines, if, with, range (over slices, arrays, integers, and maps whose keys are strings, numbers or
// booleans), break, continue, template (also recursive), variables, fields, map keys, methods, constants,
// all predefined functions and the caller's own.
//
// Of values whose type is known only at run time, as those of interfaces and of maps that may lack a key, fields
// and methods are looked up by reflection.
//
// The escapers of HTML text, attributes and URLs are implemented here; [SelfCheck] compares them with the running Go's.
// For the others, of scripts and styles mainly, html/template executes a template of a single action.
//
// # What is not
//
// Compile returns an [*Unsupported] for a declaration inside parentheses, a range over a function or channel, and
// escapers in an order that no known context has. The caller goes on using html/template.
package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"sync"
)

// Program is a template compiled for data of one type. It is safe for concurrent use.
type Program struct {
	template *template.Template
	data     reflect.Type
	main     *routine
	machines sync.Pool // of *machine
}

// Unsupported says what of a template is not compiled.
type Unsupported struct {
	Place     string // template:line:column
	Construct string
}

func (u *Unsupported) Error() string { return u.Place + ": " + u.Construct + " is not compiled" }

// Compile makes a program of a template that has been escaped, that is, executed at least once, and whose functions are
// funcs. Data of any other type than the given one is left to html/template. The error is an [*Unsupported].
func Compile(t *template.Template, funcs template.FuncMap, data reflect.Type) (*Program, error) {
	c := &compiler{set: t, funcs: funcs, routines: map[routineKey]*routine{}, borrowed: map[string]*borrowed{}}
	main := c.routine(t.Name(), data)
	if c.unsupported != nil {
		return nil, c.unsupported
	}
	return &Program{template: t, data: data, main: main, machines: sync.Pool{New: func() any { return new(machine) }}}, nil
}

// Execute writes what html/template's Execute would, and returns the same error.
func (p *Program) Execute(w io.Writer, data any) error {
	if reflect.TypeOf(data) == p.data {
		m := p.machines.Get().(*machine)
		defer p.machines.Put(m)
		var exceeded *Exceeded
		switch err := m.run(p.main, data); {
		case err == nil:
			_, err := w.Write(m.out)
			return err
		case errors.As(err, &exceeded):
			m.out = nil
			return err
		}
	}
	return p.template.Execute(w, data)
}

// machine is the state of one execution.
type machine struct {
	out   []byte
	vars  []reflect.Value // variables of the templates being executed, innermost last
	base  int             // of the innermost template's variables
	depth int             // of templates being executed
}

// The limits of a page.
const (
	maxDepth  = 1000     // of templates that call each other; html/template has 100000, which takes seconds
	MaxOutput = 16 << 20 // bytes
)

// Exceeded is the error for a page beyond a limit.
type Exceeded struct {
	Place string // template:line:column
	Limit string
}

func (e *Exceeded) Error() string { return e.Place + ": " + e.Limit }

// routine is a template compiled for data of one type.
type routine struct {
	slots int // number of variables, the data included
	body  code
}

// code is a compiled node. It appends to the output.
type code func(m *machine, dot reflect.Value) signal

// signal tells how a node ended.
type signal uint8

const (
	next      signal = iota // go on
	breaks                  // with the code after the loop
	continues               // with the loop's next round
)

// bailout is the value of panics that end a program early. It says why.
type bailout string

// failed ends a program where html/template fails, too.
const failed bailout = "html/template fails here"

// run executes a routine from the start. After an error the output is worth nothing.
func (m *machine) run(main *routine, data any) (err error) {
	defer func() {
		clear(m.vars[:cap(m.vars)]) // a machine at rest holds no data
		switch r := recover().(type) {
		case nil:
		case bailout:
			err = fmt.Errorf("%s", string(r))
		case *Exceeded:
			err = r
		default: // a function's, or reflect's at a value that html/template refuses
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	m.out, m.vars, m.base, m.depth = m.out[:0], m.vars[:0], 0, 0
	m.call(main, reflect.ValueOf(data))
	return nil
}

// call executes a template with data of its own.
func (m *machine) call(r *routine, dot reflect.Value) {
	caller := m.base
	m.base = len(m.vars)
	for range r.slots {
		m.vars = append(m.vars, reflect.Value{})
	}
	m.vars[m.base] = dot
	m.depth++
	r.body(m, dot)
	m.depth--
	m.vars = m.vars[:m.base]
	m.base = caller
}
