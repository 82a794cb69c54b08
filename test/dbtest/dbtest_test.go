package dbtest_test

import (
	"context"
	"testing"

	"makewhole/models"
	"makewhole/test/dbtest"
)

func TestEachStoreIsMigratedAndAlone(t *testing.T) {
	t.Parallel()
	for range 2 {
		dbtest.Each(t, func(t *testing.T, db *models.DB) {
			ctx := context.Background()
			if err := db.CheckSchema(ctx); err != nil {
				t.Fatal(err)
			}
			err := db.Tx(ctx, func(tx *models.Tx) error {
				return models.Insert(tx, &models.Protocol{PublicID: models.NewID("prt"), Slug: "one", Name: "One"})
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}
