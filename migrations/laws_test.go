package migrations_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every law of the database is broken once, and the database must say which.
// A law without a case here fails the test.
func TestEveryLawIsHeld(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		dump := s.dump(t)
		l := load(t, s)
		l.addClaimantOnStaff(t)
		for _, law := range laws(dump, s.driver) {
			kind, name, _ := strings.Cut(law, " ")
			switch kind {
			case "check":
				l.breakCheck(t, name)
			case "foreign":
				l.breakForeign(t, name)
			case "trigger":
				l.breakTrigger(t, name)
			}
		}
		for _, table := range slices.Sorted(maps.Keys(l.rows)) {
			if s.driver == "postgres" && strings.Contains(dump, table+"_no_truncate") {
				err := l.try(t, l.run("TRUNCATE "+table+" CASCADE"))
				if err == nil || !strings.HasSuffix(l.lawOf(err), "_no_truncate") {
					t.Errorf("truncate %s: %v", table, err)
				}
			}
		}
		l.breakUniques(t)
		l.acceptLists(t)
		l.noStaleCases(t, dump)
	})
}

// acceptLists inserts a row with each value of each CHECK list. Foreign keys
// are off since breakUniques.
func (l loaded) acceptLists(t *testing.T) {
	t.Helper()
	for name, list := range l.enums {
		table := l.tableOf(name)
		for _, value := range list {
			row := l.fresh(t, table, true)
			row[strings.TrimPrefix(name, table+"_")] = value
			switch name + "=" + value {
			case "idempotency_keys_status=started":
				row["done_at"] = nil
			case "entitlements_held_reason=":
				row["held"] = false
			case "entitlements_kind=recovery":
				row["claim_id"] = nil
			}
			if err := l.try(t, l.insert(table, row)); err != nil {
				t.Errorf("%s: %s refuses %q: %v", l.driver, name, value, err)
			}
		}
	}
}

// noStaleCases fails for a case whose law is gone.
func (l loaded) noStaleCases(t *testing.T, dump string) {
	t.Helper()
	var names []string
	for _, cases := range []map[string]values{violates, partial, secondly, enters} {
		names = slices.AppendSeq(names, maps.Keys(cases))
	}
	names = slices.AppendSeq(names, maps.Keys(breaks))
	for _, name := range names {
		if !strings.Contains(dump, name) {
			t.Errorf("no law is called %s", name)
		}
	}
}

// addClaimantOnStaff hires the person behind the sample claim's wallet as staff 3.
func (l loaded) addClaimantOnStaff(t *testing.T) {
	t.Helper()
	row := l.fresh(t, "staff", false)
	row["id"], row["person"], row["wallet"] = int64(3), "claimant", l.rows["claims"]["claimant"]
	tx, err := l.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.insert("staff", row)(tx); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// expect reports whether an error names the law.
func (l loaded) expect(t *testing.T, name string, err error) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: %s let a violation pass", l.driver, name)
		return
	}
	if have := l.lawOf(err); have != name && have != shadowed[name] {
		t.Errorf("%s: %s: refused by %q: %v", l.driver, name, have, err)
	}
}

// tableOf finds the table whose name starts a law's name.
func (l loaded) tableOf(law string) string {
	best := ""
	for table := range l.rows {
		if strings.HasPrefix(law, table+"_") && len(table) > len(best) {
			best = table
		}
	}
	return best
}

// badForms are values that break the form of a column.
func (l loaded) badForms(name string) []any {
	switch suffix := name[strings.LastIndex(name, "_")+1:]; {
	case suffix == "amount" && l.driver == "sqlite":
		return []any{"5", "1e21", int64(1), 1e21, strings.Repeat("9", 78), strings.Repeat("0", 77) + "-", ""}
	case suffix == "amount":
		return []any{"-1", strings.Repeat("9", 78), "115792089237316195423570985008687907853269984665640564039457584007913129639936", "NaN"}
	case suffix == "hex":
		return []any{"", "0x", "0xF" + strings.Repeat("f", 63), "0x" + strings.Repeat("f", 65), strings.Repeat("f", 66), "0x" + strings.Repeat("g", 40)}
	case suffix == "bool":
		return []any{int64(2)}
	case suffix == "enum":
		return []any{"bogus", "Draft"}
	case suffix == "form":
		return []any{"", "X", "inc_é", "1nc_aaaa", strings.Repeat("a", 65)}
	}
	return nil
}

func (l loaded) breakCheck(t *testing.T, name string) {
	t.Helper()
	table := l.tableOf(name)
	if change, ok := violates[name]; ok {
		row := l.fresh(t, table, false)
		maps.Copy(row, change)
		l.expect(t, name, l.try(t, l.insert(table, row)))
		return
	}
	if name == table+"_version_check" {
		row := l.fresh(t, table, false)
		row["version"] = int64(-1)
		l.expect(t, name, l.try(t, l.insert(table, row)))
		return
	}
	col := strings.TrimPrefix(name[:strings.LastIndex(name, "_")], table+"_")
	forms := l.badForms(name)
	if _, known := l.rows[table][col]; !known || len(forms) == 0 {
		t.Errorf("no case for check %s", name)
	}
	for _, bad := range forms {
		row := l.fresh(t, table, false)
		row[col] = bad
		err := l.try(t, l.insert(table, row))
		if err != nil && table == "settlements" && strings.HasSuffix(name, "_amount") {
			continue // the conservation law speaks first on one of the engines
		}
		l.expect(t, name, err)
	}
}

func (l loaded) breakForeign(t *testing.T, name string) {
	t.Helper()
	table := l.tableOf(name)
	col := strings.TrimSuffix(strings.TrimPrefix(name, table+"_"), "_fk")
	if name == "ledger_postings_account_fk" {
		col = "account_id"
	}
	row := l.fresh(t, table, false)
	row[col] = another(row[col])
	if table == "entitlements" && col == "claim_id" || table == "price_entries" && col == "confirmed_by" {
		row[col] = int64(424242)
	}
	err := l.try(t, l.insert(table, row))
	if l.driver == "sqlite" && err != nil && l.lawOf(err) == "FOREIGN KEY constraint failed" {
		return
	}
	l.expect(t, name, err)
}

func (l loaded) breakTrigger(t *testing.T, name string) {
	t.Helper()
	table := l.tableOf(name)
	if steps := breaks[name]; steps != nil {
		l.breakInSteps(t, name, steps)
		return
	}
	switch rule := strings.TrimPrefix(name, table+"_"); rule {
	case "no_update":
		col := l.schemas[table].PrimaryFields[0].DBName
		l.expect(t, name, l.try(t, l.run("UPDATE "+table+" SET "+col+" = "+col)))
		return
	case "no_delete":
		l.expect(t, name, l.try(t, l.run("DELETE FROM "+table)))
		return
	case "version_step":
		for _, step := range []string{"version", "version - 1", "version + 2"} {
			reset := l.run("UPDATE " + table + " SET version = " + step)
			l.expect(t, name, l.try(t, reset))
		}
		return
	}
	if change, ok := enters[name]; ok {
		row := l.fresh(t, table, false)
		maps.Copy(row, change)
		l.expect(t, name, l.try(t, l.insert(table, row)))
		return
	}
	t.Errorf("no case for trigger %s", name)
}

// breakInSteps runs statements of which only the last may be refused.
func (l loaded) breakInSteps(t *testing.T, name string, steps []string) {
	t.Helper()
	before := l.runAll(steps[:len(steps)-1])
	if err := l.try(t, before...); err != nil {
		t.Errorf("%s: %s: preparation: %v", l.driver, name, err)
		return
	}
	l.expect(t, name, l.try(t, append(before, l.run(steps[len(steps)-1]))...))
}

// breakUniques inserts, for each unique index, two rows that agree on its
// columns and on nothing else that is unique. Foreign keys are off meanwhile.
func (l loaded) breakUniques(t *testing.T) {
	t.Helper()
	if l.driver == "sqlite" {
		l.exec(t, "PRAGMA foreign_keys = 0")
	} else {
		l.exec(t, "SET session_replication_role = replica")
	}
	for _, name := range slices.Sorted(maps.Keys(l.uniques)) {
		u := l.uniques[name]
		if slices.Contains(u.cols, "id") {
			continue // the primary key holds it already
		}
		first := l.fresh(t, u.table, true)
		maps.Copy(first, partial[name])
		second := l.fresh(t, u.table, true, u.cols...)
		maps.Copy(second, partial[name])
		maps.Copy(second, secondly[name])
		for _, col := range u.cols {
			second[col] = first[col]
		}
		if err := l.try(t, l.insert(u.table, first)); err != nil {
			t.Errorf("%s: first row: %v", name, err)
			continue
		}
		l.expect(t, name, l.try(t, l.insert(u.table, first), l.insert(u.table, second)))
	}
}
