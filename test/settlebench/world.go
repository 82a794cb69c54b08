package settlebench

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/settlements"
)

const chainID = 31337

var (
	tokenAddr   = common.HexToAddress("0x00000000000000000000000000000000000a55e7")
	distributor = common.HexToAddress("0x0000000000000000000000000000000000d15700")
	poolAddr    = common.HexToAddress("0x0000000000000000000000000000000000901000")
	oracleAddr  = common.HexToAddress("0x0000000000000000000000000000000000face00")
	operator    = common.HexToAddress("0x0000000000000000000000000000000000009e70")

	// epoch is the time of everything: runs are repeatable.
	epoch = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
)

func now() time.Time { return epoch }

// noChain satisfies claims.Code; drafting a cover settlement asks no node.
type noChain struct{}

func (noChain) CodeAt(context.Context, common.Address, *big.Int) ([]byte, error) { return nil, nil }

// service is the settlement job over a store, as the settle job runs it.
func service(db *models.DB, progress func(string)) (*settlements.Service, error) {
	return settlements.New(settlements.Config{
		DB: db, Chain: noChain{}, Now: now, ChainID: chainID, Operator: operator,
		Progress: progress,
	})
}

// terms carry lines below a token unit and need no second reviewer.
func terms() covers.Terms {
	return covers.Terms{
		WaitingPeriodS: 3600, FilingWindowS: 7200, AppealWindowS: 3600, CoolingOffS: 600, ObjectionWindowS: 1200, EvidenceWindowS: 900,
		CoinsuranceBps: 10000, SecondReviewAbove: money.Max, ReviewShareMaxBps: 2500, SettlementRule: payouts.RuleWaterFill,
		MinPay: money.FromUint64(1_000_000_000_000_000),
	}
}

// claim is one generated claim: what its rows have in common.
type claim struct {
	affected, receiver common.Address
	owed               money.Amount
	held               bool
	ids                [3]uint64 // tails of the public ids of cover, claim, entitlement
}

// eachClaim generates n claims in order: amounts up to 2^80 as tokens of 18
// decimals have them, one in sixteen paid to a receiver that others share, one
// in a hundred held, one in five hundred too small to be paid yet.
func eachClaim(n int) func() claim {
	rng := rand.New(rand.NewPCG(3, uint64(n))) //nolint:gosec // repeatable test data
	at := uint64(0)
	return func() claim {
		at++
		c := claim{
			owed: money.FromUint256(uint256.Int{rng.Uint64(), uint64(rng.Uint32N(1 << 16))}),
			held: rng.IntN(100) == 0, ids: [3]uint64{rng.Uint64(), rng.Uint64(), rng.Uint64()},
		}
		if rng.IntN(500) == 0 {
			c.owed = money.FromUint64(1 + rng.Uint64N(1_000_000))
		}
		hash := crypto.Keccak256(binary.BigEndian.AppendUint64([]byte("account"), at))
		c.affected = common.BytesToAddress(hash)
		c.receiver = c.affected
		if rng.IntN(16) == 0 {
			binary.BigEndian.PutUint64(hash, rng.Uint64N(uint64(n)/64+1))
			c.receiver = common.BytesToAddress(crypto.Keccak256(hash[:8]))
		}
		return c
	}
}

// world is a filled store.
type world struct {
	n        int
	incident models.Incident
	pool     models.Pool
	terms    covers.Terms
	wording  models.Wording
	asset    models.Asset
	snapshot models.Snapshot
	owed     money.Amount
}

// seed fills a migrated, empty store: one protocol with one product and pool,
// one incident whose claims are closed, and n covers with an approved claim and
// its entitlement each.
func seed(ctx context.Context, db *models.DB, n int) (*world, error) {
	w := &world{n: n, terms: terms()}
	next := eachClaim(n)
	for range n {
		var err error
		if w.owed, err = w.owed.Add(next().owed); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(*models.Tx) error{w.catalog, w.event, w.covers, w.leaves, w.claims, w.entitlements} {
		if err := db.Tx(ctx, step); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// catalog holds two sevenths of what is owed in the pool.
func (w *world) catalog(tx *models.Tx) (err error) {
	asset, err := tx.EnsureAsset(models.Asset{ChainID: chainID, Address: models.Addr(tokenAddr), Symbol: "TST", Decimals: 18})
	if err != nil {
		return err
	}
	w.asset = asset
	protocol := models.Protocol{PublicID: models.NewID("prt"), Slug: "bench", Name: "Bench"}
	if err := models.Insert(tx, &protocol); err != nil {
		return err
	}
	product := models.Product{PublicID: models.NewID("prd"), ProtocolID: protocol.ID, Name: "Cover", LimitAssetID: asset.ID}
	if err := models.Insert(tx, &product); err != nil {
		return err
	}
	text := w.terms.Canonical()
	w.wording = models.Wording{PublicID: models.NewID("wrd"), ProductID: product.ID, Number: 1, Terms: text, Text: "The wording.",
		TermsHash: models.H(covers.TermsHash(text, "The wording."))}
	if err := models.Insert(tx, &w.wording); err != nil {
		return err
	}
	free, err := w.owed.MulDiv(money.FromUint64(2), money.FromUint64(7), money.Down)
	if err != nil {
		return err
	}
	w.pool = models.Pool{PublicID: models.NewID("pol"), Kind: covers.PoolCapital, Name: "capital", AssetID: asset.ID, Contract: models.Addr(poolAddr),
		Distributor: models.Addr(distributor), Oracle: models.Addr(oracleAddr), ObservedFree: models.Amt(free)}
	if err := models.Insert(tx, &w.pool); err != nil {
		return err
	}
	w.incident.ProtocolID = protocol.ID
	return models.Insert(tx, &models.Layer{ProductID: product.ID, PoolID: w.pool.ID, Position: 1})
}

// event is an incident of yesterday with a final snapshot set; its bar date is
// still ahead.
func (w *world) event(tx *models.Tx) error {
	from, bar := epoch.AddDate(0, 0, -1), epoch.AddDate(0, 0, 30)
	committee := contracts.OracleConfig{ChainID: chainID, Oracle: oracleAddr, Count: 1, F: 0, Threshold: 1, Signers: []common.Address{operator}}
	signers, err := json.Marshal(committee.Signers)
	if err != nil {
		return err
	}
	config := models.OracleConfig{Digest: models.H(committee.Digest()), ChainID: chainID, Oracle: models.Addr(oracleAddr), Count: 1,
		Signers: string(signers), Threshold: 1, State: "active"}
	if err := models.Insert(tx, &config); err != nil {
		return err
	}
	w.incident = models.Incident{PublicID: models.NewID("inc"), ProtocolID: w.incident.ProtocolID, Title: "bench", State: models.IncidentClaimsClosed,
		Spec: "{}", OccurredFrom: &from, OccurredTo: &from, ReportedAt: &from, ConfirmedAt: &from, ClaimsOpenAt: &from, ClaimsCloseAt: &from,
		BarAt: &bar, ConfigDigest: config.Digest, NumeraireID: w.asset.ID}
	w.incident.ChainRef = models.H(common.Hash(merkle.IncidentID(w.incident.PublicID)))
	if err := models.Insert(tx, &w.incident); err != nil {
		return err
	}
	w.snapshot = models.Snapshot{PublicID: models.NewID("snp"), IncidentID: w.incident.ID, Digest: models.H(common.Hash{7}), ConfigDigest: config.Digest,
		AssetID: w.asset.ID, Message: "{}", TotalLoss: models.Amt(w.owed), LeafCount: int64(w.n), State: models.SnapshotFinal, RegisteredAt: &from}
	if err := models.Insert(tx, &w.snapshot); err != nil {
		return err
	}
	members, err := json.Marshal([]common.Hash{w.snapshot.Digest.Hash})
	if err != nil {
		return err
	}
	return models.Insert(tx, &models.SnapshotSet{PublicID: models.NewID("set"), IncidentID: w.incident.ID, ConfigDigest: config.Digest, Message: "{}",
		Members: string(members), Prices: "[]", Digest: models.H(common.Hash{8}), State: models.SnapshotFinal, RegisteredAt: &from})
}
