package cli

import (
	"encoding/json"
	"time"
)

// NowUTC is the clock of commands that need no server.
func NowUTC() time.Time { return time.Now().UTC() }

// WriteJSON prints a result for scripts.
func WriteJSON(g *Globals, v any) error {
	enc := json.NewEncoder(g.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
