package claims

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/claims/entitlements"
	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/valuation"
)

// proofTTLMax is the longest a proof of loss may be valid.
const proofTTLMax = 90 * 24 * time.Hour

// Proof is the affected account's EIP-712 ProofOfLoss: it names claimant and
// receiver, so nobody can claim somebody else's loss with it (A21).
type Proof struct {
	Nonce     common.Hash
	IssuedAt  time.Time // whole seconds
	ExpiresAt time.Time // whole seconds
	Signature []byte    // 65 bytes of an EOA, or what the contract's EIP-1271 accepts
}

// FileInput is what a claimant sends; the claimant is the actor's wallet.
type FileInput struct {
	IncidentID string
	CoverID    string
	Affected   common.Address
	Receiver   common.Address
	Requested  money.Amount // in the product's limit asset
	Statement  string
	Proof      Proof
}

func (in *FileInput) validate() error {
	var bad service.FieldErrors
	bad.Check(in.Affected != common.Address{}, "/affected", "must not be zero")
	covers.CheckHoldable(&bad, in.Receiver, "/receiver")
	bad.Check(!in.Requested.IsZero(), "/requested", "must be above 0")
	bad.Check(len(in.Statement) <= service.StatementMax, "/statement", "must have at most 10000 bytes")
	in.Proof.check(&bad)
	return bad.Err()
}

func (p *Proof) check(bad *service.FieldErrors) {
	bad.Check(p.Nonce != common.Hash{}, "/proof/nonce", "must not be zero")
	bad.Check(p.IssuedAt.Unix() > 0 && p.IssuedAt.Nanosecond() == 0, "/proof/issued_at", "must be whole seconds")
	bad.Check(p.ExpiresAt.Unix() > 0 && p.ExpiresAt.Nanosecond() == 0, "/proof/expires_at", "must be whole seconds")
	bad.Check(p.ExpiresAt.Sub(p.IssuedAt) <= proofTTLMax, "/proof/expires_at", "must be at most 90 days after issued_at")
	bad.Check(len(p.Signature) > 0 && len(p.Signature) <= 8192, "/proof/signature", "must have 1 to 8192 bytes")
}

// ProofMessage is the message that the affected account has to sign.
func ProofMessage(incidentRef common.Hash, affected, claimant, receiver common.Address, p Proof) contracts.ProofOfLoss {
	return contracts.ProofOfLoss{
		IncidentID: incidentRef, Affected: affected, Claimant: claimant, Receiver: receiver, Nonce: p.Nonce,
		IssuedAt: uint64(p.IssuedAt.Unix()), ExpiresAt: uint64(p.ExpiresAt.Unix()),
	}
}

// proofCheck is what the chain says about a proof, learned before the
// transaction.
type proofCheck struct {
	signed   contracts.Verdict
	contract bool // the affected account has code
}

// File records a claim of the actor's wallet. It refuses claims outside the
// window [claims_open_at, claims_close_at), of accounts that were not insured
// at occurred_from, a second claim of the same account under the same cover
// (ErrConflict), and a proof of loss that is expired, used, or not signed by
// the affected account.
func (s *Service) File(ctx context.Context, by models.Actor, in FileInput) (models.Claim, error) {
	if by.Kind != models.ActorWallet {
		return models.Claim{}, fmt.Errorf("%w: a claim is filed by a wallet", service.ErrForbidden)
	}
	if err := in.validate(); err != nil {
		return models.Claim{}, err
	}
	proof, err := s.checkProof(ctx, in.IncidentID, in.Affected, by.Wallet, in.Receiver, in.Proof)
	if err != nil {
		return models.Claim{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Claim, error) { return s.file(tx, by, in, proof) })
}

// checkProof asks the node, outside any transaction. Contract accounts are
// asked as they were just before the loss: whoever took them over since cannot
// sign for them.
func (s *Service) checkProof(ctx context.Context, incidentID string, affected, claimant, receiver common.Address, p Proof) (proofCheck, error) {
	type target struct {
		ref    common.Hash
		at     *uint64
		chains map[int64]int64
	}
	t, err := service.Read(ctx, s.DB, func(tx *models.Tx) (target, error) {
		inc, err := models.ByPublicID[models.Incident](tx, incidentID)
		if err != nil {
			return target{}, err
		}
		v, err := valuation.Load(tx, &inc)
		if errors.Is(err, valuation.ErrNotReady) {
			v, err = nil, nil // the window is not open; filing says so
		}
		if err != nil {
			return target{}, err
		}
		chains, err := LossChains(tx, inc.ID, v)
		out := target{ref: inc.ChainRef.Hash, chains: chains}
		if from := chains[s.ChainID]; from > 0 {
			before := uint64(from - 1)
			out.at = &before
		}
		return out, err
	})
	if err != nil {
		return proofCheck{}, err
	}
	code, err := s.Chain.CodeAt(ctx, affected, nil)
	if err != nil {
		return proofCheck{}, fmt.Errorf("%w: read code of the affected account: %w", service.ErrNode, err)
	}
	out := proofCheck{contract: len(code) > 0}
	if !out.contract {
		t.at = nil
	}
	if !out.contract {
		if out.contract, err = s.codeReader().atLoss(ctx, affected, t.chains); err != nil {
			return proofCheck{}, err
		}
	}
	digest := ProofMessage(t.ref, affected, claimant, receiver, p).Digest(s.ProofDomain())
	if out.signed, err = s.SignedBy(ctx, affected, digest, p.Signature, t.at); err != nil {
		return out, fmt.Errorf("verify proof of loss: %w", err)
	}
	return out, nil
}

func (s *Service) file(tx *models.Tx, by models.Actor, in FileInput, proof proofCheck) (models.Claim, error) {
	inc, err := models.ByPublicID[models.Incident](tx, in.IncidentID)
	if err != nil {
		return models.Claim{}, err
	}
	if err := entitlements.FilingOpen(&inc, tx.Now); err != nil {
		return models.Claim{}, err
	}
	cover, product, err := covers.Load(tx, in.CoverID)
	if err != nil {
		return models.Claim{}, err
	}
	if err := covered(tx, &inc, &cover, &product, in.Affected); err != nil {
		return models.Claim{}, err
	}
	if err := s.acceptProof(tx, in.Proof, proof); err != nil {
		return models.Claim{}, err
	}
	switch _, err := tx.ClaimFor(inc.ID, cover.ID, in.Affected); {
	case err == nil:
		return models.Claim{}, fmt.Errorf("%w: this account has a claim under this cover", service.ErrConflict)
	case !errors.Is(err, models.ErrNotFound):
		return models.Claim{}, err
	}
	review, err := s.receiverNeedsReview(tx, &inc, in.Affected, in.Receiver, proof.contract)
	if err != nil {
		return models.Claim{}, err
	}
	c := newClaim(&inc, &cover, by, in)
	c.ReceiverReview, c.SubmittedAt, c.ReviewSince = review, tx.Now, &tx.Now
	if err := models.Start(tx, ClaimMachine, &c, "create", by, ""); err != nil {
		return c, err
	}
	if err := linkEntitlement(tx, by, &c); err != nil {
		return c, err
	}
	err = models.Move(tx, ClaimMachine, &c, "submit", by, "")
	return c, err
}

func newClaim(inc *models.Incident, cover *models.Cover, by models.Actor, in FileInput) models.Claim {
	return models.Claim{
		PublicID: models.NewID("clm"), IncidentID: inc.ID, CoverID: cover.ID, Claimant: models.Addr(by.Wallet),
		Affected: models.Addr(in.Affected), Receiver: models.Addr(in.Receiver), Requested: models.Amt(in.Requested),
		Statement: in.Statement, ProofNonce: models.H(in.Proof.Nonce), ProofSignature: hexBytes(in.Proof.Signature),
		ProofIssuedAt: in.Proof.IssuedAt, ProofExpiresAt: in.Proof.ExpiresAt,
	}
}

// covered checks the cover at occurred_from, never at the time of observing,
// reporting or filing.
func covered(tx *models.Tx, inc *models.Incident, c *models.Cover, p *models.Product, affected common.Address) error {
	if p.ProtocolID != inc.ProtocolID {
		return fmt.Errorf("%w: the cover is for another protocol", ErrNotCovered)
	}
	if c.Kind == covers.Blanket {
		return fmt.Errorf("%w: a blanket cover pays without a claim", service.ErrConflict)
	}
	if inc.OccurredFrom == nil {
		return fmt.Errorf("%w: the incident has no occurred_from", service.ErrNotReady)
	}
	_, terms, err := covers.WordingOf(tx, c.WordingID)
	if err != nil {
		return err
	}
	waiting := service.Seconds(terms.WaitingPeriodS)
	if !covers.RecordedBefore(c, *inc.OccurredFrom) {
		return &notCovered{service.FieldErrors{Fields: []service.FieldError{{
			Pointer: "/cover_id", Detail: "was recorded when the loss had begun"}}}}
	}
	if !covers.InForce(c, waiting, *inc.OccurredFrom) {
		return fmt.Errorf("%w: the cover was not in force at occurred_from", ErrNotCovered)
	}
	rows, err := tx.InsuredAccounts(c.ID)
	if err != nil {
		return err
	}
	if !covers.AccountInsured(rows, affected, waiting, *inc.OccurredFrom) {
		return fmt.Errorf("%w: the account was not insured at occurred_from", ErrNotCovered)
	}
	return nil
}

// acceptProof checks time, single use and the signature.
func (s *Service) acceptProof(tx *models.Tx, p Proof, proof proofCheck) error {
	if !covers.InWindow(tx.Now, p.IssuedAt.Add(-proofSkew), p.ExpiresAt) {
		return fmt.Errorf("%w: not valid now", covers.ErrProof)
	}
	used, err := tx.ProofNonceUsed(p.Nonce)
	if err != nil {
		return err
	}
	if used {
		return fmt.Errorf("%w: nonce was used", covers.ErrProof)
	}
	if !proof.signed.Signed() {
		return fmt.Errorf("%w: not signed by the affected account: the signature %s", covers.ErrProof, proof.signed.Why)
	}
	return nil
}

// proofSkew is how far a wallet's clock may be ahead.
const proofSkew = 5 * time.Minute

// receiverNeedsReview reports whether a reviewer has a word in it: only an
// affected account without code that is not on the compromised list receives
// without.
// Excluded accounts never receive.
func (s *Service) receiverNeedsReview(tx *models.Tx, inc *models.Incident, affected, receiver common.Address, contract bool) (bool, error) {
	if err := s.RefuseOwnContract(tx, inc.ProtocolID, receiver, "/receiver"); err != nil {
		return false, err
	}
	excluded, err := tx.StandingExclusions(inc.ID)
	if err != nil {
		return false, err
	}
	for _, e := range excluded {
		if e.Account.Address == receiver && (e.Kind == "attacker" || e.Kind == "module") {
			return false, service.Invalid("/receiver", "is excluded from this incident")
		}
	}
	if s.Compromised[receiver] {
		return false, service.Invalid("/receiver", "is on the compromised list")
	}
	return contract || receiver != affected || s.Compromised[affected], nil
}

func hexBytes(b []byte) string { return "0x" + common.Bytes2Hex(b) }

// linkEntitlement gives the held line of a covered non-filer to its claim, at the
// most the claim could get.
func linkEntitlement(tx *models.Tx, by models.Actor, c *models.Claim) error {
	e, err := tx.CoverEntitlement(c.IncidentID, c.CoverID, c.Affected.Address)
	if errors.Is(err, models.ErrNotFound) {
		return nil // no loss in the snapshot; a reviewer will say so
	}
	if err != nil {
		return err
	}
	alone, err := entitlements.AloneOf(tx, &e)
	if err != nil {
		return err
	}
	c.Eligible = models.Amt(alone)
	e.Amount = models.Amt(money.Min(e.Amount.Amount, c.Requested.Amount))
	e.ClaimID, e.Receiver, e.Held, e.HeldReason = &c.ID, c.Receiver, true, entitlements.HeldUndecided
	if err := models.Update(tx, &e, "amount", "claim_id", "receiver", "held", "held_reason"); err != nil {
		return err
	}
	if err := models.Update(tx, c, "eligible"); err != nil {
		return err
	}
	return entitlements.Reshare(tx, by, c.IncidentID, c.Affected.Address)
}
