package backup

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// dump writes a PostgreSQL database to a file by pg_dump, which reads all of it
// as it is at one moment. The file is there first: pg_dump keeps its mode.
func dump(ctx context.Context, dsn, path string) error {
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return err
	}
	return tool(ctx, dsn, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", path)
}

// load reads such a file into a database in one transaction: all of it or nothing.
func load(ctx context.Context, dsn, path string) error {
	return tool(ctx, dsn, "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", path)
}

// tool runs one of PostgreSQL's programs. The password goes through the
// environment, where other users of the machine do not see it.
func tool(ctx context.Context, dsn, name string, args ...string) error {
	open, password := splitPassword(dsn)
	cmd := exec.CommandContext(ctx, name, append(args, "--dbname", open)...) //nolint:gosec // the name is ours, the rest the operator's
	cmd.Env = os.Environ()
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	var said strings.Builder
	cmd.Stderr = &said
	err := cmd.Run()
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s is not installed; it comes with PostgreSQL's client programs, of the server's version or a later one", name)
	}
	if err != nil {
		text := strings.TrimSpace(said.String())
		if password != "" {
			text = strings.ReplaceAll(text, password, "…")
		}
		return fmt.Errorf("%s: %w: %s", name, err, text)
	}
	return nil
}

var passwordWord = regexp.MustCompile(`(^|\s)password\s*=\s*('(?:[^'\\]|\\.)*'|\S+)`)

// splitPassword takes the password out of a connection string of either form.
func splitPassword(dsn string) (open, password string) {
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		if word, ok := u.User.Password(); ok {
			u.User, password = url.User(u.User.Username()), word
		}
		q := u.Query()
		if _, given := q["password"]; given {
			password = q.Get("password")
			q.Del("password")
			u.RawQuery = q.Encode()
		}
		return u.String(), password
	}
	found := passwordWord.FindStringSubmatch(dsn)
	if found == nil {
		return dsn, ""
	}
	password = found[2]
	if strings.HasPrefix(password, "'") {
		password = regexp.MustCompile(`\\(.)`).ReplaceAllString(password[1:len(password)-1], "$1")
	}
	return strings.TrimSpace(passwordWord.ReplaceAllString(dsn, " ")), password
}
