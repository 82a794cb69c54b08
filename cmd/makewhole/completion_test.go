package main

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The shell asks with the line in its environment; what it gets are commands and flags.
func TestShellCompletion(t *testing.T) {
	for typed, want := range map[string][]string{
		"makewhole ver":              {"verify", "version"},
		"makewhole outbox b":         {"budget", "bump"},
		"makewhole allocate --excl":  {"--exclude"},
		"makewhole backup --no-such": nil,
	} {
		t.Setenv("COMP_LINE", typed)
		t.Setenv("COMP_POINT", strconv.Itoa(len(typed)))
		var out, errs bytes.Buffer
		code := run(context.Background(), []string{"makewhole", "ver", "makewhole"}, &out, &errs)
		words := strings.Fields(out.String())
		slices.Sort(words)
		if code != exitOK || !slices.Equal(words, want) {
			t.Errorf("%q: exit %d, %q, want %q (%s)", typed, code, words, want, &errs)
		}
	}
}

func TestVersionAndCompletionCommand(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"--version", "makewhole "}, {"version", "makewhole "}, {"completion bash", "source <(makewhole completion -c bash)"}, {"completion -c bash", "complete -o default"}} {
		var out, errs bytes.Buffer
		if code := run(context.Background(), strings.Fields(c[0]), &out, &errs); code != exitOK || !strings.Contains(out.String(), c[1]) {
			t.Errorf("%s: exit %d, %q, %s", c[0], code, &out, &errs)
		}
	}
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"completion", "tcsh"}, &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "bash") {
		t.Errorf("tcsh: exit %d, %s", code, &errs)
	}
}
