package migrations_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/migrations"
	"makewhole/money"
)

// oldData is a dump of one released schema version: testdata/old/<version>.json,
// tables in an order in which foreign keys point backwards.
type oldData struct {
	Version int64
	Tables  []oldTable
}

type oldTable struct {
	Name string
	Rows []values
}

// encode gives a value a JSON form that keeps its type.
func encode(v any) any {
	switch x := v.(type) {
	case []byte:
		return map[string]string{"hex": hex.EncodeToString(x)}
	case time.Time:
		return map[string]string{"time": x.UTC().Format(time.RFC3339Nano)}
	}
	return v
}

// decode is the way back; numbers are whole.
func decode(t *testing.T, v any) any {
	t.Helper()
	var err error
	switch x := v.(type) {
	case json.Number:
		v, err = x.Int64()
	case map[string]any:
		if h, ok := x["hex"].(string); ok {
			v, err = hex.DecodeString(h)
		} else {
			v, err = time.Parse(time.RFC3339Nano, x["time"].(string))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// writeOld dumps the samples as the data of the newest version.
func writeOld(t *testing.T) {
	t.Helper()
	all := names(t, "sqlite")
	out := oldData{Version: int64(version(t, all[len(all)-1]))}
	done := map[string]bool{}
	for _, row := range samples(t) {
		sch := schemaOf(t, row)
		vs := rowValues(t, row, sch)
		for col, v := range vs {
			vs[col] = encode(v)
		}
		if !done[sch.Table] {
			out.Tables = append(out.Tables, oldTable{Name: sch.Table})
			done[sch.Table] = true
		}
		last := &out.Tables[len(out.Tables)-1]
		last.Rows = append(last.Rows, vs)
	}
	body, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "old", fmt.Sprintf("%04d.json", out.Version))
	if err := os.WriteFile(path, append(body, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readOld(t *testing.T) []oldData {
	t.Helper()
	paths, err := filepath.Glob("testdata/old/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no old data: %v", err)
	}
	var out []oldData
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(body))
		dec.UseNumber()
		var old oldData
		if err := dec.Decode(&old); err != nil {
			t.Fatal(err)
		}
		for _, table := range old.Tables {
			for _, row := range table.Rows {
				for col, v := range row {
					row[col] = decode(t, v)
				}
			}
		}
		out = append(out, old)
	}
	return out
}

// Data of every released version survives the way to this one: same number of
// rows, same amounts.
func TestOldDataMigrates(t *testing.T) {
	t.Parallel()
	if *update {
		writeOld(t)
	}
	for _, old := range readOld(t) {
		t.Run(fmt.Sprintf("%04d", old.Version), func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, s scratch) {
				s.sql.SetMaxOpenConns(1)
				migrateOld(t, s, old)
			})
		})
	}
}

func migrateOld(t *testing.T, s scratch, old oldData) {
	t.Helper()
	ctx := context.Background()
	if err := migrations.UpTo(ctx, s.driver, s.sql, old.Version); err != nil {
		t.Fatal(err)
	}
	for _, table := range old.Tables {
		for _, row := range table.Rows {
			insertOld(t, s, table.Name, row)
		}
	}
	if err := migrations.Up(ctx, s.driver, s.sql); err != nil {
		t.Fatal(err)
	}
	for _, table := range old.Tables {
		var n int
		if err := s.sql.QueryRow("SELECT count(*) FROM " + table.Name).Scan(&n); err != nil || n != len(table.Rows) {
			t.Errorf("version %d: %s has %d rows, had %d (%v)", old.Version, table.Name, n, len(table.Rows), err)
		}
		compareOldAmounts(t, s, old.Version, table)
	}
}

func insertOld(t *testing.T, s scratch, table string, row values) {
	t.Helper()
	tx, err := s.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := (loaded{scratch: s}).insert(table, row)(tx); err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// compareOldAmounts looks every stored amount up again.
func compareOldAmounts(t *testing.T, s scratch, version int64, table oldTable) {
	t.Helper()
	for _, row := range table.Rows {
		if row["id"] == nil {
			continue // leaves and tree hashes: compared by the round trip
		}
		for _, col := range slices.Sorted(maps.Keys(row)) {
			text, ok := row[col].(string)
			if !ok || len(text) != money.MaxDigits {
				continue
			}
			var have string
			err := s.sql.QueryRow(s.bind("SELECT CAST(\""+col+"\" AS text) FROM "+table.Name+" WHERE id = ?"), row["id"]).Scan(&have)
			if err != nil || strings.TrimLeft(have, "0") != strings.TrimLeft(text, "0") {
				t.Errorf("version %d: %s.%s is %s, was %s (%v)", version, table.Name, col, have, text, err)
			}
		}
	}
}

// What was entered as received elsewhere before two persons were asked for
// counts as confirmed, by nobody.
func TestOldReceiptsCount(t *testing.T) {
	t.Parallel()
	for _, old := range readOld(t) {
		if old.Version != 13 {
			continue
		}
		each(t, func(t *testing.T, s scratch) {
			s.sql.SetMaxOpenConns(1)
			migrateOld(t, s, old)
			var n int
			err := s.sql.QueryRow(`SELECT count(*) FROM outside_receipts r JOIN receipt_confirmations c ON c.receipt_id = r.id
				WHERE c.confirmed_by IS NULL AND c.created_at = r.created_at AND r.evidence IS NULL`).Scan(&n)
			if err != nil || n != 1 {
				t.Errorf("%d of 1 old receipts count (%v)", n, err)
			}
		})
	}
}
