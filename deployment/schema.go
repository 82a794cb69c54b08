package deployment

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/money"
)

// Schema describes in JSON Schema (2020-12) how a type of this package, or one that
// is made of them, is written: every field with its doc tag, nothing unknown, and
// everything there that has no omitempty.
func Schema(v any, title string) ([]byte, error) {
	out := schemaOf(reflect.TypeOf(v))
	out["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	out["title"] = title
	raw, err := json.MarshalIndent(out, "", "  ")
	return append(raw, '\n'), err
}

// words are the types that are written as strings.
var words = map[reflect.Type]map[string]any{
	reflect.TypeFor[common.Address](): {"type": "string", "pattern": "^0x[0-9a-fA-F]{40}$"},
	reflect.TypeFor[common.Hash]():    {"type": "string", "pattern": "^0x[0-9a-fA-F]{64}$"},
	reflect.TypeFor[money.Amount]():   {"type": "string", "pattern": "^(0|[1-9][0-9]{0,77})$"},
}

// patterned is a type with its own spelling.
type patterned interface{ JSONPattern() string }

func schemaOf(t reflect.Type) map[string]any {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if word, ok := words[t]; ok {
		return map[string]any{"type": word["type"], "pattern": word["pattern"]}
	}
	if p, ok := reflect.Zero(t).Interface().(patterned); ok {
		return map[string]any{"type": "string", "pattern": p.JSONPattern()}
	}
	switch t.Kind() {
	case reflect.Struct:
		return objectSchema(t)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return map[string]any{"type": "integer", "minimum": 0, "maximum": json.Number(strconv.FormatUint(1<<t.Bits()-1, 10))}
	default:
		panic("deployment: no schema for " + t.String())
	}
}

func objectSchema(t reflect.Type) map[string]any {
	properties, required := map[string]any{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, optional := fieldName(f)
		s := schemaOf(f.Type)
		s["description"] = f.Tag.Get("doc")
		if closed := f.Tag.Get("enum"); closed != "" {
			s["enum"] = strings.Split(closed, ",")
		}
		properties[name] = s
		if !optional {
			required = append(required, name)
		}
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func fieldName(f reflect.StructField) (name string, optional bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, rest == "omitempty"
}

// Complete names the first field, as a pointer, that a text in JSON leaves out
// although the type of v has it without omitempty: what is not said is not zero.
func Complete(raw []byte, v any) error {
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	return complete(tree, reflect.TypeOf(v), "")
}

func complete(tree any, t reflect.Type, at string) error {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch node := tree.(type) {
	case []any:
		for i, element := range node {
			if err := complete(element, t.Elem(), fmt.Sprintf("%s/%d", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		for i := range t.NumField() {
			name, optional := fieldName(t.Field(i))
			value, said := node[name]
			if !said && !optional {
				return fmt.Errorf("%s/%s: is missing", at, name)
			}
			if said {
				if err := complete(value, t.Field(i).Type, at+"/"+name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
