package cli

import (
	"context"
	"io"

	"makewhole/internal/app"
)

// ErrRefused marks errors of input that was refused before anything changed.
var ErrRefused = app.ErrRefused

// Globals is what every command gets.
type Globals struct {
	JSON    bool            `help:"Print the result as JSON, for scripts." name:"json"`
	Stdout  io.Writer       `kong:"-"`
	Stderr  io.Writer       `kong:"-"`
	Context context.Context `kong:"-"`
}
