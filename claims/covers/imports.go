package covers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/service"
	"makewhole/states"
)

// Kinds of proofs that a cover was written elsewhere.
const (
	ProofTransaction = "chain_transaction"
	ProofCertificate = "signed_certificate"
)

// Transactions is what an import asks the node of the settlement chain about a
// transaction that wrote a cover. *chain.Client satisfies it.
type Transactions interface {
	// Receipts reads receipts in order, nil where too few nodes know one.
	Receipts(ctx context.Context, hashes []common.Hash) ([]*types.Receipt, error)
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	Finalized(ctx context.Context) (*types.Header, error)
}

// ImportProof shows that a cover was written elsewhere: a final transaction of
// the settlement chain whose logs name the holder, or a certificate that the
// issuer signed over the content of the cover.
type ImportProof struct {
	Kind      string         `json:"kind"`
	TxHash    common.Hash    `json:"tx_hash"`
	Issuer    common.Address `json:"issuer"`
	WrittenAt time.Time      `json:"written_at"` // of a certificate; a transaction has the time of its block
	Signature []byte         `json:"signature"`
}

func (p *ImportProof) check(bad *service.FieldErrors, now time.Time) {
	switch p.Kind {
	case ProofTransaction:
		bad.Check(p.TxHash != common.Hash{}, "/proof/tx_hash", "must name the transaction")
		bad.Check(p.Issuer == common.Address{} && len(p.Signature) == 0 && p.WrittenAt.IsZero(), "/proof", "of a transaction has a hash and nothing else")
	case ProofCertificate:
		bad.Check(p.TxHash == common.Hash{}, "/proof/tx_hash", "is not part of a certificate")
		bad.Check(unholdable(p.Issuer) == "", "/proof/issuer", "must be the account that signed")
		bad.Check(len(p.Signature) > 0 && len(p.Signature) <= 8192, "/proof/signature", "must have 1 to 8192 bytes")
		bad.Check(p.WrittenAt.Unix() > 0 && p.WrittenAt.Nanosecond() == 0, "/proof/written_at", "must be whole seconds")
		bad.Check(!now.Before(p.WrittenAt), "/proof/written_at", "must not be in the future")
	default:
		bad.Check(false, "/proof/kind", "must be "+ProofTransaction+" or "+ProofCertificate)
	}
}

// ImportContent is everything an imported cover says. Its JSON is what is stored
// and what a certificate is signed over.
type ImportContent struct {
	Accounts   []common.Address `json:"accounts"`
	ActiveFrom int64            `json:"active_from"` // Unix seconds
	ActiveTo   int64            `json:"active_to"`
	Holder     common.Address   `json:"holder"`
	Kind       string           `json:"kind"`
	Limit      money.Amount     `json:"limit"`
	ProductID  string           `json:"product_id"`
}

// Content is what a certificate over the cover has to be signed over.
func (in Input) Content() ImportContent {
	return ImportContent{
		Accounts: append([]common.Address{}, in.Accounts...), ActiveFrom: in.ActiveFrom.Unix(), ActiveTo: in.ActiveTo.Unix(), Holder: in.Holder,
		Kind: in.Kind, Limit: in.Limit, ProductID: in.ProductID,
	}
}

// Text is the canonical form; Hash is what a certificate names.
func (c ImportContent) Text() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // a struct of integers, amounts and addresses always marshals
	}
	return string(b)
}

// Hash is keccak256 of Text.
func (c ImportContent) Hash() common.Hash { return crypto.Keccak256Hash([]byte(c.Text())) }

// CertificateMessage is what the issuer of a cover signs.
func CertificateMessage(c ImportContent, issuer common.Address, writtenAt time.Time) contracts.CoverCertificate {
	return contracts.CoverCertificate{Issuer: issuer, Content: c.Hash(), WrittenAt: uint64(writtenAt.Unix())}
}

// ProposeImport enters a cover that was written elsewhere, with its proof. It
// insures nobody until another person confirms it, and counts for losses that
// begin after that. Its period may have begun in the past, never before the proof
// says it was written, so that a waiting period which ran elsewhere is not run
// again.
func (s *Service) ProposeImport(ctx context.Context, by models.Actor, in Input, proof ImportProof) (models.CoverImport, error) {
	var bad service.FieldErrors
	now := s.Now()
	proof.check(&bad, now)
	for pointer, t := range map[string]time.Time{"/active_from": in.ActiveFrom, "/active_to": in.ActiveTo} {
		bad.Check(t.Unix() > 0 && t.Nanosecond() == 0, pointer, "must be whole seconds")
	}
	if err := errors.Join(importerOnly(by), bad.Err(), in.validateImport(now)); err != nil {
		return models.CoverImport{}, err
	}
	agreed, err := s.checkConsents(ctx, in.ProductID, in.Holder, in.Accounts, in.Consents, "/accounts")
	if err != nil {
		return models.CoverImport{}, err
	}
	written, err := s.checkImportProof(ctx, in, proof)
	if err != nil {
		return models.CoverImport{}, err
	}
	if in.ActiveFrom.Before(written) {
		return models.CoverImport{}, service.Invalid("/active_from", "is before the cover was written, as the proof says")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.CoverImport, error) {
		return s.proposeImport(tx, by, in, proof, written, agreed)
	})
}

// importerOnly admits a person of the staff who may write covers.
func importerOnly(by models.Actor) error {
	if err := service.StaffOnly(by, states.ByWriter); err != nil {
		return err
	}
	if by.Person == "" || by.StaffID == 0 {
		return fmt.Errorf("%w: needs a person", service.ErrForbidden)
	}
	return nil
}

// validateImport is validate of a cover whose period may have begun.
func (in *Input) validateImport(now time.Time) error {
	var bad service.FieldErrors
	bad.Check(now.Before(in.ActiveTo), "/active_to", "must be in the future")
	bad.Check(in.ActiveFrom.Before(in.ActiveTo), "/active_from", "must be before active_to")
	return errors.Join(in.checkForm(), bad.Err())
}

// checkImportProof asks the node, outside any transaction, and returns when the
// cover was written.
func (s *Service) checkImportProof(ctx context.Context, in Input, p ImportProof) (time.Time, error) {
	if p.Kind == ProofTransaction {
		return s.writtenBy(ctx, p.TxHash, in.Holder)
	}
	for _, a := range append([]common.Address{in.Holder}, in.Accounts...) {
		if a == p.Issuer {
			return time.Time{}, service.Invalid("/proof/issuer", "is the holder or an insured account: nobody certifies their own cover")
		}
	}
	digest := CertificateMessage(in.Content(), p.Issuer, p.WrittenAt).Digest(s.ProofDomain())
	verdict, err := s.SignedBy(ctx, p.Issuer, digest, p.Signature, nil)
	if err != nil {
		return time.Time{}, fmt.Errorf("verify certificate: %w", err)
	}
	if !verdict.Signed() {
		return time.Time{}, service.Invalid("/proof/signature", "is not the issuer's signature over this cover: it "+verdict.Why)
	}
	return p.WrittenAt, nil
}

// writtenBy is the time of the block of a transaction that succeeded, is final,
// and whose logs name the holder. A node that does not know it proves nothing.
func (s *Service) writtenBy(ctx context.Context, hash common.Hash, holder common.Address) (time.Time, error) {
	if s.Transactions == nil {
		return time.Time{}, service.Invalid("/proof/kind", "this server reads no transactions: use "+ProofCertificate)
	}
	receipts, err := s.Transactions.Receipts(ctx, []common.Hash{hash})
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: read the transaction of a cover: %w", service.ErrNode, err)
	}
	if len(receipts) != 1 || receipts[0] == nil {
		return time.Time{}, service.Invalid("/proof/tx_hash", "is not known to the chain")
	}
	r := receipts[0]
	final, err := s.Transactions.Finalized(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: read the final block: %w", service.ErrNode, err)
	}
	if final.Number.Cmp(r.BlockNumber) < 0 {
		return time.Time{}, fmt.Errorf("%w: the transaction of the proof is not final", service.ErrNotReady)
	}
	if r.Status != types.ReceiptStatusSuccessful || !logsName(r.Logs, holder) {
		return time.Time{}, service.Invalid("/proof/tx_hash", "failed, or none of its logs names the holder")
	}
	h, err := s.Transactions.HeaderByNumber(ctx, r.BlockNumber)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: read the block of a cover: %w", service.ErrNode, err)
	}
	if h.Hash() != r.BlockHash {
		return time.Time{}, fmt.Errorf("%w: the block of the proof has changed", service.ErrNotReady)
	}
	return time.Unix(int64(h.Time), 0).UTC(), nil
}

// logsName reports whether an account stands as a word in a topic or in the data.
func logsName(logs []*types.Log, a common.Address) bool {
	word := common.BytesToHash(a[:])
	for _, l := range logs {
		for _, t := range l.Topics {
			if t == word {
				return true
			}
		}
		for at := 0; at+32 <= len(l.Data); at += 32 {
			if bytes.Equal(l.Data[at:at+32], word[:]) {
				return true
			}
		}
	}
	return false
}

func (s *Service) proposeImport(tx *models.Tx, by models.Actor, in Input, proof ImportProof, written time.Time, agreed consents) (models.CoverImport, error) {
	p, err := models.ByPublicID[models.Product](tx, in.ProductID)
	if err != nil {
		return models.CoverImport{}, err
	}
	if err := s.mayImport(tx, &p, in.Holder, proof.Issuer); err != nil {
		return models.CoverImport{}, err
	}
	text, err := json.Marshal(storedProof{proof, agreed})
	if err != nil {
		return models.CoverImport{}, err
	}
	content := in.Content()
	row := models.CoverImport{
		PublicID: models.NewID("cim"), ProductID: p.ID, Content: content.Text(), ContentHash: models.H(content.Hash()), ProofKind: proof.Kind,
		Proof: string(text), WrittenAt: written, EnteredBy: by.StaffID,
	}
	err = models.Start(tx, states.CoverImport, &row, "propose", by, "")
	return row, err
}

// storedProof is what an import keeps: its proof and the consents.
type storedProof struct {
	ImportProof
	Consents consents `json:"consents"`
}

// mayImport: nobody takes a cover over while something may have happened to the
// protocol, and no member of the staff certifies one.
func (s *Service) mayImport(tx *models.Tx, p *models.Product, holder, issuer common.Address) error {
	n, err := tx.OpenIncidentsOf(p.ProtocolID, unsettledIncident...)
	if err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%w: an incident of this protocol is suspected or later", service.ErrConflict)
	}
	if issuer == (common.Address{}) {
		return nil
	}
	ours, err := tx.IsStaffWallet(issuer)
	if err == nil && ours {
		err = service.Invalid("/proof/issuer", "is a wallet of the staff")
	}
	return err
}

// unsettledIncident are the states in which something is, or may be, wrong with
// a protocol.
var unsettledIncident = append([]string{models.IncidentSuspected, models.IncidentSettled, models.IncidentRecovering}, openIncident...)

// ConfirmImport is the second person's word: the cover is on record from now on.
func (s *Service) ConfirmImport(ctx context.Context, by models.Actor, importID string, version int64) (models.CoverImport, error) {
	if err := importerOnly(by); err != nil {
		return models.CoverImport{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.CoverImport, error) {
		row, err := loadImport(tx, importID, version)
		if err != nil {
			return row, err
		}
		err = s.confirmImport(tx, by, &row)
		return row, err
	})
}

func loadImport(tx *models.Tx, importID string, version int64) (models.CoverImport, error) {
	row, err := models.ByPublicID[models.CoverImport](tx, importID)
	if err == nil && row.Version != version {
		err = fmt.Errorf("import %s: %w", row.PublicID, models.ErrVersion)
	}
	return row, err
}

func (s *Service) confirmImport(tx *models.Tx, by models.Actor, row *models.CoverImport) error {
	if row.State != states.ImportProposed {
		return fmt.Errorf("import %s is %s: %w", row.PublicID, row.State, models.ErrState)
	}
	var content ImportContent
	var proof storedProof
	if err := errors.Join(json.Unmarshal([]byte(row.Content), &content), json.Unmarshal([]byte(row.Proof), &proof)); err != nil {
		return fmt.Errorf("import %s: %w", row.PublicID, err)
	}
	named := append([]common.Address{content.Holder, proof.Issuer}, content.Accounts...)
	if err := tx.MayDecide(by, "import.confirm", models.Facts{First: row.EnteredBy, Named: named}); err != nil {
		return err
	}
	p, err := models.ByID[models.Product](tx, row.ProductID)
	if err != nil {
		return err
	}
	if err := s.mayImport(tx, &p, content.Holder, proof.Issuer); err != nil {
		return err
	}
	in := Input{
		ProductID: content.ProductID, Kind: content.Kind, Holder: content.Holder, Accounts: content.Accounts, Limit: content.Limit,
		ActiveFrom: time.Unix(content.ActiveFrom, 0).UTC(), ActiveTo: time.Unix(content.ActiveTo, 0).UTC(),
	}
	if err := in.validateImport(tx.Now); err != nil {
		return err
	}
	c, err := s.recordCover(tx, by, &p, in, proof.Consents)
	if err != nil {
		return err
	}
	row.CoverID = &c.ID
	return models.Move(tx, states.CoverImport, row, "confirm", by, c.PublicID, "cover_id")
}

// RefuseImport ends a proposed import without a cover.
func (s *Service) RefuseImport(ctx context.Context, by models.Actor, importID string, version int64, reason string) (models.CoverImport, error) {
	if err := importerOnly(by); err != nil {
		return models.CoverImport{}, err
	}
	if reason == "" || len(reason) > service.StatementMax {
		return models.CoverImport{}, service.Invalid("/reason", "must have 1 to 10000 bytes")
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.CoverImport, error) {
		row, err := loadImport(tx, importID, version)
		if err == nil {
			err = models.Move(tx, states.CoverImport, &row, "refuse", by, reason)
		}
		return row, err
	})
}
