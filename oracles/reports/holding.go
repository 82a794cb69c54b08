package reports

import (
	"crypto/sha256"

	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/money"
	"makewhole/payouts"
)

// Holding is what an account had before it lost, in base units of the asset:
// summed over the modules of the line. Only a method that measures positions
// knows it.
type Holding struct {
	Known   bool
	Before  money.Amount // position at from
	Average money.Amount // time-weighted over the waiting period before from, rounded down in each module
	// Insured is what of the loss was held at from and on average: the least of
	// the three in each module, so that what was long held in one insures nothing
	// in another.
	Insured money.Amount
}

// CheckPositions holds the positions of the leaves against each other and, by
// the manifest, against the evidence that members signed. measured says
// whether the method of m measures positions; modules is of how many modules the
// spec has on the line, 0 where the spec is not at hand. The server, members and
// verifiers run the same function.
func CheckPositions(m contracts.LossSnapshot, measured bool, leaves []Leaf, manifest []byte, modules int) error {
	for i, l := range leaves {
		switch h := l.Held; {
		case h.Known && !measured:
			return refuse("R13", "positions_unexpected", 422, "leaf %d states a position, which the method does not measure", i)
		case measured && !h.Known:
			return refuse("R13", "positions_missing", 422, "leaf %d states no position", i)
		case measured && !h.insures(l.Loss, modules):
			return refuse("R13", "insured_mismatch", 422, "what is insured of leaf %d does not follow from its loss and positions", i)
		}
	}
	switch {
	case !measured && len(manifest) > 0:
		return refuse("R13", "manifest_unexpected", 422, "a manifest is sent with positions only")
	case !measured || len(leaves) == 0 && len(manifest) == 0:
		return nil
	}
	return checkManifest(m, leaves, manifest)
}

// insures reports whether Insured can follow from the loss and the positions;
// with one module it must be the least of them.
func (h Holding) insures(loss money.Amount, modules int) bool {
	least := payouts.InsuredLoss(loss, h.Before, h.Average)
	return h.Insured == least || modules != 1 && h.Insured.Less(least)
}

// checkManifest is R18 for the leaves: what members signed lists exactly them.
func checkManifest(m contracts.LossSnapshot, leaves []Leaf, manifest []byte) error {
	if crypto.Keccak256Hash(manifest) != m.EvidenceHash {
		return refuse("R18", "evidence_mismatch", 422, "manifest does not hash to evidence_hash")
	}
	sums, err := CheckManifest(manifest)
	if err != nil {
		return refuse("R18", "evidence_mismatch", 422, "%v", err)
	}
	file, err := EncodeLeaves(leaves)
	if err != nil {
		return err
	}
	if sum, listed := sums[LeavesFile]; !listed || sum != sha256.Sum256(file) {
		return refuse("R18", "leaves_mismatch", 422, "leaves with their positions are not those that the signed evidence lists")
	}
	return nil
}
