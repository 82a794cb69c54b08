package server

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"makewhole/internal/strictjson"
)

// jsonMark separates the parts of a strict decoder's refusal while huma carries
// it as one string.
const jsonMark = "\x00json\x00"

// jsonFormat reads JSON exactly or not at all: duplicate keys, keys in another
// case, trailing data, deep nesting, long numbers and invalid UTF-8 are refused.
// The limit of the route bounds the body before this.
var jsonFormat = huma.Format{
	Marshal: func(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) },
	Unmarshal: func(data []byte, v any) error {
		err := strictjson.Decode(data, v, strictjson.Options{MaxBytes: int(bodyText), MaxString: int(bodyText)})
		var e *strictjson.Error
		if errors.As(err, &e) {
			return errors.New(e.Pointer + jsonMark + e.Reason)
		}
		return err
	},
}

// jsonReason undoes what jsonFormat packed.
func jsonReason(msg string) (pointer, reason string, ok bool) {
	return strings.Cut(msg, jsonMark)
}
