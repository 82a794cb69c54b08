package settlebench

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/models"
)

const idDigits = "abcdefghijklmnopqrstuvwxyz234567"

// publicID spells a repeatable id in the form of models.NewID: 26 characters
// from a random word and a number that tells ids apart.
func publicID(prefix string, random uint64, i int) string {
	b := make([]byte, 0, len(prefix)+27)
	b = append(append(b, prefix...), '_')
	for range 13 {
		b, random = append(b, idDigits[random%32]), random/32
	}
	for range 13 {
		b, i = append(b, idDigits[i%32]), i/32
	}
	return string(b)
}

// The tables below are written in the order of their ids, 1 … n, so that row i
// of each belongs to claim i.

func (w *world) covers(tx *models.Tx) error {
	next := eachClaim(w.n)
	return models.InsertEach(tx, w.n, func(i int, row *models.Cover) error {
		c := next()
		*row = models.Cover{PublicID: publicID("cov", c.ids[0], i), ProductID: w.wording.ProductID, WordingID: w.wording.ID,
			Kind: covers.Individual, Holder: models.Addr(c.affected), Limit: models.Amt(c.owed), ActiveFrom: epoch.AddDate(-1, 0, 0),
			ActiveTo: epoch.AddDate(1, 0, 0), TermsHash: w.wording.TermsHash, State: "active", RecordedAt: &epoch}
		return nil
	})
}

func (w *world) leaves(tx *models.Tx) error {
	next := eachClaim(w.n)
	return models.InsertEach(tx, w.n, func(i int, row *models.SnapshotLeaf) error {
		c := next()
		*row = models.SnapshotLeaf{SnapshotID: w.snapshot.ID, Idx: int64(i), Account: models.Addr(c.affected), Loss: models.Amt(c.owed), ValueBefore: models.Amt(c.owed)}
		return nil
	})
}

// claims are approved and past their cooling-off: they wait for a settlement.
func (w *world) claims(tx *models.Tx) error {
	next := eachClaim(w.n)
	decided := epoch.AddDate(0, 0, -1)
	return models.InsertEach(tx, w.n, func(i int, row *models.Claim) error {
		c := next()
		*row = models.Claim{PublicID: publicID("clm", c.ids[1], i), IncidentID: w.incident.ID, CoverID: int64(i + 1), Claimant: models.Addr(c.affected),
			Affected: models.Addr(c.affected), Receiver: models.Addr(c.receiver), Requested: models.Amt(c.owed), VerifiedLoss: models.Amt(c.owed),
			Eligible: models.Amt(c.owed), Approved: models.Amt(c.owed), State: models.ClaimSettling, ReasonCode: "loss_verified",
			ProofNonce:  models.H(common.BytesToHash(crypto.Keccak256(binary.BigEndian.AppendUint64(nil, c.ids[1])))),
			SubmittedAt: decided, DecidedAt: &decided, CoolingOffUntil: &decided, ProofIssuedAt: decided, ProofExpiresAt: epoch}
		return nil
	})
}

func (w *world) entitlements(tx *models.Tx) error {
	next := eachClaim(w.n)
	return models.InsertEach(tx, w.n, func(i int, row *models.Entitlement) error {
		c := next()
		id := int64(i + 1)
		*row = models.Entitlement{PublicID: publicID("ent", c.ids[2], i), IncidentID: w.incident.ID, Kind: models.EntitlementCover,
			Affected: models.Addr(c.affected), AssetID: w.asset.ID, CoverID: &id, ClaimID: &id, Receiver: models.Addr(c.receiver),
			Amount: models.Amt(c.owed), Held: c.held, State: entitlements.Open}
		if c.held {
			row.HeldReason = entitlements.HeldDisputed
		}
		return nil
	})
}
