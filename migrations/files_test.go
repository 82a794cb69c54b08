package migrations_test

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"makewhole/migrations"
)

var update = flag.Bool("update", false, "rewrite golden files and migrations.sum")

var fileName = regexp.MustCompile(`^(\d{4})_[a-z_]+\.sql$`)

// names lists the migration files of an engine in order.
func names(t *testing.T, driver string) []string {
	t.Helper()
	folder, err := migrations.Files(driver)
	if err != nil {
		t.Fatal(err)
	}
	out, err := fs.Glob(folder, "*")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// Numbers grow and may leave gaps: work done side by side takes its own range.
func TestBothEnginesHaveTheSameFiles(t *testing.T) {
	t.Parallel()
	lite, pg := names(t, "sqlite"), names(t, "postgres")
	if !slices.Equal(lite, pg) {
		t.Fatalf("files differ:\n%v\n%v", lite, pg)
	}
	last := 0
	for _, name := range lite {
		if fileName.FindStringSubmatch(name) == nil || version(t, name) <= last {
			t.Errorf("file %s after number %d", name, last)
		}
		last = version(t, name)
	}
}

// version is the number of a migration file.
func version(t *testing.T, name string) int {
	t.Helper()
	n, err := strconv.Atoi(name[:4])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestReleasedFilesAreUnchanged(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, driver := range []string{"postgres", "sqlite"} {
		for _, name := range names(t, driver) {
			body, err := os.ReadFile(driver + "/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(body), "+goose Down") || strings.Contains(string(body), "NO TRANSACTION") {
				t.Errorf("%s/%s goes down or runs outside a transaction", driver, name)
			}
			lines = append(lines, migrations.Sum(body)+"  "+driver+"/"+name)
		}
	}
	want := strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile("migrations.sum", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("migrations.sum")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("migrations.sum does not match the files: a released file was changed, or a new one is not listed (-update)")
	}
}

func TestRefusesWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, s scratch) {
		ctx := context.Background()
		if err := migrations.UpTo(ctx, s.driver, s.sql, 1); err != nil {
			t.Fatal(err)
		}
		if err := migrations.Check(ctx, s.driver, s.sql); !errors.Is(err, migrations.ErrOlder) {
			t.Errorf("old schema: %v", err)
		}
		for range 2 { // the second run has nothing to do
			if err := migrations.Up(ctx, s.driver, s.sql); err != nil {
				t.Fatal(err)
			}
		}
		if err := migrations.Check(ctx, s.driver, s.sql); err != nil {
			t.Errorf("current schema: %v", err)
		}
		s.exec(t, "UPDATE migration_hashes SET hash = 'x' WHERE name = '0002_people.sql'")
		if err := migrations.Up(ctx, s.driver, s.sql); !errors.Is(err, migrations.ErrChanged) {
			t.Errorf("changed file: %v", err)
		}
		s.exec(t, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, ?)", true)
		for _, run := range []func(context.Context, string) error{
			func(ctx context.Context, d string) error { return migrations.Up(ctx, d, s.sql) },
			func(ctx context.Context, d string) error { return migrations.Check(ctx, d, s.sql) },
		} {
			if err := run(ctx, s.driver); !errors.Is(err, migrations.ErrNewer) {
				t.Errorf("newer schema: %v", err)
			}
		}
	})
}
