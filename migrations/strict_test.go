package migrations_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// facts is a schema as comparable lines: "table.column type null", indexes with
// their columns, and so on.
type facts map[string]string

// modelFacts is what the row structs say a database must look like.
func modelFacts(t *testing.T, s scratch) facts {
	t.Helper()
	out := facts{}
	for _, row := range models.All() {
		sch, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		out["table "+sch.Table] = "yes"
		for _, f := range sch.Fields {
			null := "not null"
			if !f.NotNull && !f.PrimaryKey {
				null = "null"
			}
			out["column "+sch.Table+"."+f.DBName] = columnType(s, f) + " " + null
		}
		for _, index := range sch.ParseIndexes() {
			var cols []string
			for _, o := range index.Fields {
				cols = append(cols, o.DBName)
			}
			kind := "plain"
			if index.Class == "UNIQUE" {
				kind = "unique"
			}
			if index.Where != "" {
				kind += " where"
			}
			out["index "+index.Name] = sch.Table + "(" + strings.Join(cols, ",") + ") " + kind
		}
	}
	return out
}

// columnType maps a field to the type table of the conventions.
func columnType(s scratch, f *schema.Field) string {
	types := map[string][2]string{
		"models.Amount": {"text", "numeric(78,0)"}, "models.Address": {"text", "text"}, "models.Hash": {"text", "text"},
		"string": {"text", "text"}, "int64": {"integer", "bigint"}, "int": {"integer", "bigint"}, "bool": {"numeric", "boolean"},
		"time.Time": {"datetime", "timestamp with time zone"}, "[]uint8": {"blob", "bytea"},
	}
	pair, ok := types[strings.TrimPrefix(f.FieldType.String(), "*")]
	if !ok {
		return "no type for " + f.FieldType.String()
	}
	if s.driver == "sqlite" {
		return pair[0]
	}
	return pair[1]
}

// ownTables are not rows of models: goose's record and ours beside it.
const ownTables = "'goose_db_version', 'migration_hashes', 'sqlite_sequence'"

func databaseFacts(t *testing.T, s scratch) facts {
	t.Helper()
	queries := []string{
		`SELECT 'table ' || name || '|yes' FROM sqlite_schema WHERE type = 'table' AND name NOT IN (` + ownTables + `)`,
		`SELECT 'column ' || m.name || '.' || c.name || '|' || lower(c.type) || CASE WHEN c."notnull" OR c.pk > 0 THEN ' not null' ELSE ' null' END
			FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT IN (` + ownTables + `)`,
		`SELECT 'index ' || i.name || '|' || m.name || '(' || (SELECT group_concat(c.name, ',') FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c)
			|| ') ' || CASE WHEN i."unique" THEN 'unique' ELSE 'plain' END || CASE WHEN i.partial THEN ' where' ELSE '' END
			FROM sqlite_schema m, pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = 'c' AND m.name NOT IN (` + ownTables + `)`,
	}
	if s.driver == "postgres" {
		queries = []string{
			`SELECT 'table ' || relname || '|yes' FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname NOT IN (` + ownTables + `)`,
			`SELECT 'column ' || c.relname || '.' || a.attname || '|' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE ' null' END
				FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
				WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname NOT IN (` + ownTables + `)`,
			`SELECT 'index ' || x.relname || '|' || c.relname || '(' || (SELECT string_agg(a.attname, ',' ORDER BY k.n)
					FROM unnest(i.indkey) WITH ORDINALITY k(att, n) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.att)
				|| ') ' || CASE WHEN i.indisunique THEN 'unique' ELSE 'plain' END || CASE WHEN i.indpred IS NULL THEN '' ELSE ' where' END
				FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
				WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisprimary AND c.relname NOT IN (` + ownTables + `)`,
		}
	}
	out := facts{}
	for _, q := range queries {
		for _, line := range s.strings1(t, q) {
			key, value, _ := strings.Cut(line, "|")
			out[key] = value
		}
	}
	return out
}

func (have facts) differences(want facts) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if have[key] != want[key] {
			out = append(out, fmt.Sprintf("%s: have %q, want %q", key, have[key], want[key]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[key]; !ok {
			out = append(out, fmt.Sprintf("%s: have %q, want nothing", key, have[key]))
		}
	}
	return out
}

func TestModelsAndSchemaAgreeStrictly(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		have, want := databaseFacts(t, s), modelFacts(t, s)
		if len(want) < 500 {
			t.Fatalf("only %d facts", len(want))
		}
		for _, d := range have.differences(want) {
			t.Error(d)
		}
	})
}

// Each disagreement that the strict comparison exists for is found.
func TestStrictComparisonFindsDrift(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		s.exec(t, "CREATE TABLE strays (id integer PRIMARY KEY)")
		s.exec(t, "ALTER TABLE protocols ADD COLUMN extra text")
		s.exec(t, "DROP INDEX protocols_slug_key")
		s.exec(t, "DROP INDEX claims_state_idx")
		s.exec(t, "CREATE UNIQUE INDEX claims_state_idx ON claims (claimant)")
		found := strings.Join(databaseFacts(t, s).differences(modelFacts(t, s)), "\n")
		for _, want := range []string{"table strays", "column protocols.extra", "index protocols_slug_key", "index claims_state_idx: have \"claims(claimant) unique\""} {
			if !strings.Contains(found, want) {
				t.Errorf("%q is not reported in\n%s", want, found)
			}
		}
	})
}

var (
	checkName   = regexp.MustCompile(`CONSTRAINT (\w+) CHECK`)
	foreignName = regexp.MustCompile(`CONSTRAINT (\w+) FOREIGN KEY`)
	triggerName = regexp.MustCompile(`CREATE TRIGGER (\w+)`)
	// liteOnly are guards of what PostgreSQL has a type for; pgOnly of a
	// statement that SQLite does not have.
	liteOnly = regexp.MustCompile(`_bool$`)
	pgOnly   = regexp.MustCompile(`_no_truncate$`)
)

// laws lists every named CHECK, foreign key and trigger of a dump.
func laws(dump, driver string) []string {
	var out []string
	check, foreign := checkName, foreignName
	if driver == "postgres" {
		check = regexp.MustCompile(`CONSTRAINT \w+ (\w+) CHECK`)
		foreign = regexp.MustCompile(`CONSTRAINT \w+ (\w+) FOREIGN KEY`)
	}
	for kind, re := range map[string]*regexp.Regexp{"check ": check, "foreign ": foreign, "trigger ": triggerName} {
		for _, m := range re.FindAllStringSubmatch(dump, -1) {
			if !liteOnly.MatchString(m[1]) && !pgOnly.MatchString(m[1]) {
				out = append(out, kind+m[1])
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestBothEnginesHaveTheSameLaws(t *testing.T) {
	t.Parallel()
	if !dbtest.HasPostgres(t) {
		compareLaws(t, goldenLaws(t, "sqlite"), goldenLaws(t, "postgres"))
		return
	}
	var mu sync.Mutex
	have := map[string][]string{}
	t.Run("engines", func(t *testing.T) {
		eachMigrated(t, func(t *testing.T, s scratch) {
			found := laws(s.dump(t), s.driver)
			mu.Lock()
			defer mu.Unlock()
			have[s.driver] = found
		})
	})
	compareLaws(t, have["sqlite"], have["postgres"])
}

func compareLaws(t *testing.T, lite, pg []string) {
	t.Helper()
	if len(lite) < 300 {
		t.Errorf("only %d laws", len(lite))
	}
	for _, law := range lite {
		if !slices.Contains(pg, law) {
			t.Errorf("only SQLite has %s", law)
		}
	}
	for _, law := range pg {
		if !slices.Contains(lite, law) {
			t.Errorf("only PostgreSQL has %s", law)
		}
	}
}
