package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// LineOfError is where the text stops being JSON, or the line of the place.
func LineOfError(data []byte, e *Error) int {
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(data, new(any)), &syntax) {
		return 1 + bytes.Count(data[:min(syntax.Offset, int64(len(data)))], []byte("\n"))
	}
	return LineOf(data, e.Pointer)
}

// LineOf finds the line of a pointer (RFC 6901), from 1, or of the last part of it
// that is there; 0 if nothing of it is.
func LineOf(data []byte, pointer string) int {
	dec := json.NewDecoder(bytes.NewReader(data))
	end := offsetOf(dec, strings.Split(pointer, "/")[1:])
	if end < 0 || end > int64(len(data)) {
		return 0
	}
	return 1 + bytes.Count(data[:end], []byte("\n"))
}

// offsetOf reads up to the value that the path names, and returns where it
// starts or the key before it ends.
func offsetOf(dec *json.Decoder, path []string) int64 {
	for _, part := range path {
		before := dec.InputOffset()
		t, err := dec.Token()
		if err != nil {
			return before
		}
		name := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch t {
		case json.Delim('{'):
			if !seekKey(dec, name) {
				return dec.InputOffset()
			}
		case json.Delim('['):
			if !seekIndex(dec, name) {
				return dec.InputOffset()
			}
		default:
			return dec.InputOffset()
		}
	}
	if len(path) == 0 || path[len(path)-1] == "" {
		return dec.InputOffset()
	}
	if n, err := strconv.Atoi(path[len(path)-1]); err == nil && n >= 0 {
		_, _ = dec.Token() // an element starts after white space
	}
	return dec.InputOffset()
}

func seekKey(dec *json.Decoder, name string) bool {
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return false
		}
		if key == name {
			return true
		}
		if dec.Decode(&json.RawMessage{}) != nil {
			return false
		}
	}
	return false
}

func seekIndex(dec *json.Decoder, index string) bool {
	n, err := strconv.Atoi(index)
	for ; err == nil && n > 0; n-- {
		err = dec.Decode(&json.RawMessage{})
	}
	return err == nil && dec.More()
}

// Place says where in a file something is: the line, from 1 or 0 if it is not known,
// and the pointer, "" for the whole file.
func Place(line int, pointer string) string {
	if pointer == "" {
		pointer = "the file"
	}
	if line == 0 {
		return pointer
	}
	return fmt.Sprintf("line %d, %s", line, pointer)
}
