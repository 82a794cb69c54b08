package main

import (
	"encoding/json"
	"time"
)

func nowUTC() time.Time { return time.Now().UTC() }

// writeJSON prints a result for scripts.
func writeJSON(g *Globals, v any) error {
	enc := json.NewEncoder(g.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
