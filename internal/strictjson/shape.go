package strictjson

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// shape is what the scanner must know about a Go type.
type shape struct {
	nullable bool
	custom   reflect.Type            // decodes itself; opaque to the scanner
	fields   map[string]reflect.Type // of a struct, nil otherwise
	elem     reflect.Type            // of a slice, array or map
}

// field returns the type behind a key; a struct knows its keys letter by letter.
func (s shape) field(key string) (reflect.Type, bool) {
	if s.fields == nil {
		return s.elem, true
	}
	t, ok := s.fields[key]
	return t, ok
}

var (
	shapes      sync.Map // reflect.Type → shape
	unmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textual     = reflect.TypeFor[encoding.TextUnmarshaler]()
	rawMessage  = reflect.TypeFor[json.RawMessage]()
)

func shapeOf(t reflect.Type) shape {
	if t == nil {
		return shape{nullable: true}
	}
	if s, ok := shapes.Load(t); ok {
		return s.(shape)
	}
	s := makeShape(t)
	shapes.Store(t, s)
	return s
}

func makeShape(t reflect.Type) shape {
	switch {
	case t == rawMessage || t.Kind() == reflect.Interface:
		return shape{nullable: true}
	case reflect.PointerTo(t).Implements(unmarshaler), reflect.PointerTo(t).Implements(textual):
		return shape{custom: t}
	case t.Kind() == reflect.Pointer:
		s := makeShape(t.Elem())
		s.nullable = true
		return s
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
		return shape{elem: t.Elem()}
	case reflect.Struct:
		s := shape{fields: map[string]reflect.Type{}}
		addFields(t, s.fields)
		return s
	default:
		return shape{}
	}
}

// addFields lists the JSON keys of a struct; embedded structs without a name of
// their own lend theirs, and the outer key wins as in encoding/json.
func addFields(t reflect.Type, out map[string]reflect.Type) {
	var embedded []reflect.Type
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		inner := f.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case f.Tag.Get("json") == "-":
		case f.Anonymous && name == "" && inner.Kind() == reflect.Struct:
			embedded = append(embedded, inner)
		case !f.IsExported():
		case name == "":
			out[f.Name] = f.Type
		default:
			out[name] = f.Type
		}
	}
	for _, t := range embedded {
		lent := map[string]reflect.Type{}
		addFields(t, lent)
		for k, v := range lent {
			if _, taken := out[k]; !taken {
				out[k] = v
			}
		}
	}
}
