package histories

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
	"makewhole/test/roomtest"
)

// everyday is how many histories of each kind a plain test run plays. They are the
// same ones each time, so that a test run does not depend on chance; with a number
// of histories or a seed on the command line others are drawn.
const everyday = 20

func TestMain(m *testing.M) {
	flag.Parse()
	given := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { given[f.Name] = true })
	if !given["rapid.checks"] && !given["rapid.seed"] && !given["rapid.failfile"] {
		if err := errors.Join(flag.Set("rapid.checks", fmt.Sprint(everyday)), flag.Set("rapid.seed", "1")); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// inHistory lets helpers that take a testing.TB report to the history that is
// being played, so that it can be shrunk.
type inHistory struct {
	testing.TB
	r *rapid.T
}

func (t *inHistory) Helper()                      {}
func (t *inHistory) Fatal(args ...any)            { t.r.Fatal(args...) }
func (t *inHistory) Fatalf(f string, args ...any) { t.r.Fatalf(f, args...) }
func (t *inHistory) Error(args ...any)            { t.r.Error(args...) }
func (t *inHistory) Errorf(f string, args ...any) { t.r.Errorf(f, args...) }
func (t *inHistory) Log(args ...any)              { t.r.Log(args...) }
func (t *inHistory) Logf(f string, args ...any)   { t.r.Logf(f, args...) }
func (t *inHistory) Fail()                        { t.r.Fail() }
func (t *inHistory) FailNow()                     { t.r.FailNow() }
func (t *inHistory) Failed() bool                 { return t.r.Failed() }
func (t *inHistory) Cleanup(f func())             { t.r.Cleanup(f) }

// TempDir is in memory where the system has such a place: a history opens a store
// of its own, and thousands are played.
func (t *inHistory) TempDir() string {
	base := ""
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		base = "/dev/shm"
	}
	dir, err := os.MkdirTemp(base, "makewhole-history-")
	if err != nil {
		t.r.Fatal(err)
	}
	t.r.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// engine opens the world that every history begins in: the people, two products
// with a pool each, and two vaults.
type engine func(t testing.TB, clock *dbtest.Clock) *world

// world is what a history begins with.
type world struct {
	*roomtest.World
	products [2]models.Product
	pools    [2]models.Pool
	vaults   [2]models.Pool
}

var onSQLite = func() engine {
	var once sync.Once
	var content []byte
	var begin *world
	return func(t testing.TB, clock *dbtest.Clock) *world {
		once.Do(func() {
			first := dbtest.NewClock()
			var err error
			content, err = dbtest.Content(first.Now, func(db *models.DB) error {
				begin = furnished(t, db, first)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
		if begin == nil {
			t.Fatal("the first world could not be made")
		}
		out := *begin
		out.World = begin.Over(t, dbtest.Copy(t, content, clock.Now), clock)
		return &out
	}
}()

func onPostgres(t testing.TB, clock *dbtest.Clock) *world {
	return furnished(t, dbtest.Postgres(t, clock.Now), clock)
}

// furnished adds to the shared world a second product with a pool of its own, and
// a second vault.
func furnished(t testing.TB, db *models.DB, clock *dbtest.Clock) *world {
	ts := roomtest.Terms()
	w := &world{World: roomtest.NewWorld(t, db, clock, ts)}
	w.products[0], w.pools[0], w.vaults[0] = w.Product, w.Pool, w.Vault
	w.products[1] = roomtest.Must[models.Product](t)(w.Rooms.CreateProduct(ctx, w.Sara, covers.ProductInput{
		ProtocolID: w.Protocol().PublicID, Name: "Second cover", LimitAsset: w.Token}))
	roomtest.Must[models.Wording](t)(w.Rooms.CreateWording(ctx, w.Sara, covers.WordingInput{
		ProductID: w.products[1].PublicID, Terms: ts, Text: "The second wording."}))
	in := covers.PoolInput{
		Kind: covers.PoolCapital, Name: "second capital", Asset: w.Token, Contract: roomtest.Addr("second pool"),
		Distributor: roomtest.Distributor, Oracle: roomtest.OracleAddr,
	}
	w.pools[1] = roomtest.Must[models.Pool](t)(w.Rooms.CreatePool(ctx, w.Sara, in))
	w.vaults[1] = models.Pool{ // as older stores have them: a distributor has one vault now
		PublicID: models.NewID("pol"), Kind: covers.PoolVault, Name: "second vault", AssetID: w.AssetID(),
		Contract: models.Addr(roomtest.Addr("second vault")), Distributor: models.Addr(in.Distributor), Oracle: models.Addr(in.Oracle),
	}
	w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &w.vaults[1]) })
	roomtest.Must[models.Layer](t)(w.Rooms.AddLayer(ctx, w.Sara, covers.LayerInput{
		ProductID: w.products[1].PublicID, PoolID: w.pools[1].PublicID, Position: 1, IncidentCap: money.Zero}))
	return w
}

var ctx = roomtest.Ctx

// minutes is a short stretch of time.
func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
