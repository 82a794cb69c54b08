package dbtest

import (
	"context"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"

	"makewhole/models"
	"makewhole/models/sqlite"
	"makewhole/money"
)

// EachFilled runs fn on every engine there is, on a store in which every table
// has rows: with extremes, with NULL in every column that takes it, with every
// value of every CHECK list, and with every parent that a row may have. Then it
// runs statements that spoil the store, if there are any. Engines are those of Each.
func EachFilled(t *testing.T, fn func(t *testing.T, db *models.DB), spoil ...string) {
	t.Helper()
	if !onlyPostgres() {
		t.Run("sqlite", func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "makewhole.db")
			if err := os.WriteFile(path, template(t), 0o600); err != nil {
				t.Fatal(err)
			}
			pool := sqlite.Open(path, false, []string{"foreign_keys(1)", "synchronous(0)"})
			pool.SetMaxOpenConns(1)
			fillAll(t, sqlite.Dialect{Conn: pool}, spoil)
			fn(t, open(t, models.Config{Driver: "sqlite", Dir: dir, Now: longAfter}))
		})
	}
	if !HasPostgres(t) {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		c := models.Config{Driver: "postgres", DSN: PostgresDSN(t), Now: longAfter, MaxConns: 4}
		if err := migrateOnce(context.Background(), c); err != nil {
			t.Fatal(err)
		}
		fillAll(t, postgres.Open(c.DSN), spoil)
		fn(t, open(t, c))
	})
}

// longAfter is when everything in a filled store is late.
func longAfter() time.Time { return SampleTime.AddDate(2, 0, 0) }

// filler inserts rows one by one; what a law of the schema refuses is left out.
type filler struct {
	t     *testing.T
	db    *gorm.DB
	lists map[string][]string
	count map[string]int
	n     int
}

func fillAll(t *testing.T, d gorm.Dialector, spoil []string) {
	t.Helper()
	g, err := gorm.Open(d, &gorm.Config{Logger: logger.Discard, SkipDefaultTransaction: true})
	if err != nil {
		t.Fatal(err)
	}
	f := filler{t, g, Enums(t), map[string]int{}, 1}
	rows := Samples(t)
	for _, row := range rows {
		if err := f.db.Create(row).Error; err != nil {
			t.Fatalf("%T: %v", row, err)
		}
		f.count[SchemaOf(t, row).Table]++
	}
	f.forget()
	for _, row := range rows {
		f.variants(row)
	}
	f.named(rows)
	f.check()
	for _, statement := range spoil {
		if err := f.db.Exec(statement).Error; err != nil {
			t.Fatal(err)
		}
	}
	handle, err := g.DB()
	if err == nil {
		err = handle.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// forget lets PostgreSQL's generated ids begin after the ids of the samples.
func (f *filler) forget() {
	if f.db.Name() != "postgres" {
		return
	}
	for table := range f.count {
		f.db.Exec(`SELECT setval(pg_get_serial_sequence(?, 'id'), 10)`, table) // fails where there is none
	}
}

// variants inserts copies of a row that differ in one column each.
func (f *filler) variants(row any) {
	sch := SchemaOf(f.t, row)
	for _, field := range sch.Fields {
		if field.FieldType.Kind() == reflect.Pointer {
			f.try(row, sch, field, func(v reflect.Value) { v.SetZero() })
		}
		for _, value := range f.lists[sch.Table+"_"+field.DBName] {
			f.try(row, sch, field, func(v reflect.Value) { v.SetString(value) })
		}
		if isParent(field) {
			for id := range int64(24) {
				f.try(row, sch, field, func(v reflect.Value) { v.SetInt(id + 2) })
			}
		}
	}
	f.withNulls(row, sch)
}

// named inserts rows with the values of text columns that queries ask for and
// no CHECK list has.
func (f *filler) named(rows []any) {
	for _, row := range rows {
		sch := SchemaOf(f.t, row)
		change := func(set func(any)) {
			copied := f.fresh(row, sch)
			set(copied.Interface())
			f.insert(copied, sch)
		}
		switch row.(type) {
		case *models.ChainEvent:
			for _, name := range []string{"Deposited", "Withdrawn", "Pulled", "GivenBack", "Transfer"} {
				change(func(v any) { e := v.(*models.ChainEvent); e.Name, e.AppliedAt = name, nil })
			}
			change(func(v any) { e := v.(*models.ChainEvent); e.Name, e.AppliedAt = "Deposited", &SampleTime })
		case *models.Cover:
			change(func(v any) { c := v.(*models.Cover); c.Kind, c.RenewsID = "individual", nil })
		case *models.Flag:
			change(func(v any) { fl := v.(*models.Flag); fl.Name, fl.Value, fl.ClearedBy = "frozen", "on", "" })
		case *models.TxIntent:
			change(func(v any) {
				in := v.(*models.TxIntent)
				in.RefMachine, in.RefID, in.State = "settlement", 1, models.TxFinal
			})
		case *models.FeeBudget:
			change(func(v any) { b := v.(*models.FeeBudget); b.RefMachine, b.Day = "settlement", 1 })
		case *models.LossConsumption:
			change(func(v any) {
				c := v.(*models.LossConsumption)
				c.Affected, c.Amount, c.ReleasedAt = models.Addr(common.MaxAddress), models.Amt(money.FromUint64(1)), nil
			})
		case *models.Entitlement:
			change(func(v any) {
				e := v.(*models.Entitlement)
				e.State, e.ClaimID, e.HeldReason, e.Held = "open", nil, "", false
			})
		case *models.Allocation:
			for _, state := range f.lists["allocations_state"] {
				index := int64(f.n)
				change(func(v any) { a := v.(*models.Allocation); a.State, a.LeafIndex = state, &index })
			}
		}
	}
}

// withNulls inserts a row of every state whose other columns are NULL where
// they may be.
func (f *filler) withNulls(row any, sch *schema.Schema) {
	for _, value := range append(f.lists[sch.Table+"_state"], "") {
		copied := f.fresh(row, sch)
		for _, field := range sch.Fields {
			v := copied.Elem().FieldByIndex(field.StructField.Index)
			switch {
			case v.Kind() == reflect.Pointer && !isParent(field):
				v.SetZero()
			case field.DBName == "state" && value != "":
				v.SetString(value)
			}
		}
		f.insert(copied, sch)
	}
}

func isParent(field *schema.Field) bool {
	kind := field.FieldType
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	return kind.Kind() == reflect.Int64 && field.Name != "ID" && strings.HasSuffix(field.Name, "ID") && !strings.HasSuffix(field.Name, "ChainID")
}

func (f *filler) try(row any, sch *schema.Schema, field *schema.Field, change func(reflect.Value)) {
	copied := f.fresh(row, sch)
	v := copied.Elem().FieldByIndex(field.StructField.Index)
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(v.Elem())
		v.Set(p)
		if isParent(field) {
			v = p.Elem()
		}
	}
	change(v)
	f.insert(copied, sch)
}

// indexes keeps what indexesOf read: GORM writes to the schema, which stores share,
// while it reads its indexes.
var indexes = struct {
	sync.Mutex
	of map[*schema.Schema][]*schema.Index
}{of: map[*schema.Schema][]*schema.Index{}}

func indexesOf(sch *schema.Schema) []*schema.Index {
	indexes.Lock()
	defer indexes.Unlock()
	list, known := indexes.of[sch]
	if !known {
		list = sch.ParseIndexes()
		indexes.of[sch] = list
	}
	return list
}

// fresh copies a row under another name: no unique index of one column holds it.
func (f *filler) fresh(row any, sch *schema.Schema) reflect.Value {
	f.n++
	copied := reflect.New(reflect.TypeOf(row).Elem())
	copied.Elem().Set(reflect.ValueOf(row).Elem())
	for _, index := range indexesOf(sch) {
		if index.Class != "UNIQUE" {
			continue
		}
		if field := f.distinct(sch, index); field != nil {
			vary(copied.Elem().FieldByIndex(field.StructField.Index), field, f.n)
		}
	}
	for _, field := range sch.PrimaryFields {
		v := copied.Elem().FieldByIndex(field.StructField.Index)
		if field.Name == "ID" {
			v.SetZero()
			continue
		}
		vary(v, field, f.n)
	}
	return copied
}

// distinct picks the column of a unique index by which copies differ: rather a
// name or a number than an address or a chain, by which queries ask.
func (f *filler) distinct(sch *schema.Schema, index *schema.Index) (best *schema.Field) {
	last := -1
	for _, option := range index.Fields {
		rank := 2
		switch {
		case isParent(option.Field) || f.lists[sch.Table+"_"+option.DBName] != nil:
			continue
		case option.Name == "ChainID":
			rank = 0
		case strings.HasSuffix(option.FieldType.String(), "Address"):
			rank = 1
		}
		if rank > last {
			best, last = option.Field, rank
		}
	}
	return best
}

func vary(v reflect.Value, field *schema.Field, n int) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(v.Elem())
		v.Set(p)
		v = p.Elem()
	}
	switch x := v.Interface().(type) {
	case string:
		switch {
		case field.Name == "PublicID":
			v.SetString(x[:4] + name(n))
		case len(x) > 200:
			v.SetString(x[:240] + name(n)[16:])
		case strings.HasPrefix(x, "0x"):
			v.SetString(fmt.Sprintf("%s%06x", x[:len(x)-6], n))
		case field.Name == "Slug":
			v.SetString(fmt.Sprintf("slug-%d", n))
		default:
			v.SetString(fmt.Sprintf("%s %d", x, n))
		}
	case int64:
		v.SetInt(int64(100 + n))
	case time.Time:
		v.Set(reflect.ValueOf(x.Add(time.Duration(n) * time.Millisecond)))
	case models.Address:
		v.Set(reflect.ValueOf(models.Addr(common.BigToAddress(big.NewInt(int64(n) << 8)))))
	case models.Hash:
		v.Set(reflect.ValueOf(models.H(common.BigToHash(big.NewInt(int64(n) << 8)))))
	}
}

func (f *filler) insert(row reflect.Value, sch *schema.Schema) {
	if err := f.db.Create(row.Interface()).Error; err == nil {
		f.count[sch.Table]++
	}
}

// check wants rows in every table.
func (f *filler) check() {
	f.t.Helper()
	for _, row := range models.All() {
		if table := SchemaOf(f.t, row).Table; f.count[table] == 0 {
			f.t.Errorf("no rows in %s", table)
		}
	}
}

// name is 26 letters of a public id.
func name(n int) string {
	out := []byte(strings.Repeat("a", 26))
	for i := len(out) - 1; n > 0; i, n = i-1, n/26 {
		out[i] = 'a' + byte(n%26)
	}
	return string(out)
}
