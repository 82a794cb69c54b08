package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// settings is a configuration file: one JSON object whose keys are names of
// flags, of any command, with _ or -. Flags and environment variables win.
type settings map[string]any

// readSettings reads a configuration file.
func readSettings(r io.Reader) (kong.Resolver, error) {
	s := settings{}
	dec := json.NewDecoder(r)
	if err := dec.Decode(&s); err != nil {
		return nil, fmt.Errorf("configuration file: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("configuration file: more than one JSON value")
	}
	out := settings{}
	for key, value := range s {
		out[strings.ReplaceAll(key, "_", "-")] = value
	}
	return out, nil
}

// Validate refuses a key that no flag of any command has: it would be a typing
// error that nobody notices.
func (s settings) Validate(app *kong.Application) error {
	unknown := maps.Clone(s)
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			delete(unknown, flag.Name)
		}
		return next(nil)
	})
	if err == nil && len(unknown) > 0 {
		err = fmt.Errorf("configuration file: no flag is called %s", strings.Join(slices.Sorted(maps.Keys(unknown)), ", "))
	}
	return err
}

// Resolve gives the value of a flag that neither the command line nor the
// environment sets.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	return s[flag.Name], nil
}
