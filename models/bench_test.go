package models_test

import (
	"encoding/binary"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
	"makewhole/test/dbtest"
)

const benchLeaves = 100_000

// seedSnapshot records an empty snapshot for leaves to hang on.
func seedSnapshot(b *testing.B, db *models.DB) models.Snapshot {
	b.Helper()
	s := models.Snapshot{PublicID: models.NewID("snp"), State: models.SnapshotCollecting}
	err := db.Tx(ctx, func(tx *models.Tx) error {
		asset, err := tx.EnsureAsset(newAsset(1))
		if err != nil {
			return err
		}
		p := newProtocol(models.NewID("p"))
		if err := models.Insert(tx, &p); err != nil {
			return err
		}
		i := models.Incident{PublicID: models.NewID("inc"), ProtocolID: p.ID, State: models.IncidentReported}
		if err := models.Insert(tx, &i); err != nil {
			return err
		}
		c := models.OracleConfig{Count: 4, Threshold: 3, State: "active"}
		if err := models.Insert(tx, &c); err != nil {
			return err
		}
		s.IncidentID, s.AssetID = i.ID, asset.ID
		return models.Insert(tx, &s)
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkLeaves writes and streams the leaves of a large snapshot.
func BenchmarkLeaves(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			var db *models.DB
			switch {
			case engine == "sqlite":
				db = dbtest.New(b)
			case dbtest.HasPostgres(b):
				db = dbtest.Postgres(b, dbtest.NewClock().Now)
			default:
				b.Skip("TEST_DATABASE_URL is not set")
			}
			s := seedSnapshot(b, db)
			rows := make([]models.SnapshotLeaf, benchLeaves)
			next := int64(0)
			for b.Loop() {
				for i := range rows {
					rows[i] = models.SnapshotLeaf{SnapshotID: s.ID, Idx: next, Loss: models.Amt(money.FromUint64(uint64(next)))}
					rows[i].Account = models.Addr(common.BytesToAddress(binary.BigEndian.AppendUint64(nil, uint64(next))))
					next++
				}
				if err := db.Tx(ctx, func(tx *models.Tx) error { return models.InsertBatch(tx, rows) }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(next)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkIntegrateAudit appends entries and puts them into the tree.
func BenchmarkIntegrateAudit(b *testing.B) {
	db := dbtest.New(b)
	n := 0
	for b.Loop() {
		err := db.Tx(ctx, func(tx *models.Tx) error {
			for range 1000 {
				if err := tx.Audit(models.JobActor("bench"), "act", "x", nil); err != nil {
					return err
				}
				n++
			}
			_, _, err := tx.IntegrateAudit(1000)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "entries/s")
}
