package migrations_test

import (
	"os"
	"path/filepath"
	"testing"

	"makewhole/models"
)

// AutoMigrate appears here and nowhere else: it must find nothing to do.
func TestAutoMigrateIsNoOp(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		before := s.dump(t)
		if err := s.gorm.AutoMigrate(models.All()...); err != nil {
			t.Fatal(err)
		}
		after := s.dump(t)
		if before != after {
			t.Errorf("models and migrations disagree:\n%s", firstDifference(before, after))
		}
	})
}

func TestGoldenSchema(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		path := filepath.Join("testdata", "schema."+s.driver+".golden.sql")
		have := s.dump(t)
		if *update {
			if err := os.WriteFile(path, []byte(have), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != have {
			t.Errorf("%s is stale (-update):\n%s", path, firstDifference(string(want), have))
		}
	})
}

// firstDifference shows where two dumps part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-200):min(len(s), i+300)] }
	return "--- have\n" + cut(a) + "\n--- then\n" + cut(b)
}

// goldenLaws are the laws of a committed dump.
func goldenLaws(t *testing.T, driver string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "schema."+driver+".golden.sql"))
	if err != nil {
		t.Fatal(err)
	}
	return laws(string(text), driver)
}
