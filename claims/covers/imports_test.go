package covers_test

import (
	"context"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/service"
	"makewhole/states"
	"makewhole/test/roomtest"
)

// ledger is a chain with one transaction.
type ledger struct {
	receipt *types.Receipt
	header  *types.Header
	final   int64
}

func (l *ledger) Receipts(_ context.Context, hashes []common.Hash) ([]*types.Receipt, error) {
	if hashes[0] != l.receipt.TxHash {
		return []*types.Receipt{nil}, nil
	}
	return []*types.Receipt{l.receipt}, nil
}

func (l *ledger) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) {
	return l.header, nil
}

func (l *ledger) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(l.final)}, nil
}

// elsewhere is a cover of alice that an issuer wrote the given time ago.
func (w *world) elsewhere(ago time.Duration) (covers.Input, covers.ImportProof) {
	from := w.Clock.Now().Truncate(time.Second).Add(-ago)
	in := covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: addr("alice"),
		Accounts: []common.Address{addr("alice")}, Limit: n(100), ActiveFrom: from, ActiveTo: from.AddDate(1, 0, 0)}
	return in, w.certificate(in, "issuer", from)
}

func (w *world) certificate(in covers.Input, issuer string, written time.Time) covers.ImportProof {
	p := covers.ImportProof{Kind: covers.ProofCertificate, Issuer: addr(issuer), WrittenAt: written}
	p.Signature = roomtest.Sign(w.T, roomtest.Key(issuer), covers.CertificateMessage(in.Content(), p.Issuer, written).Digest(w.Rooms.ProofDomain()))
	return p
}

// TestImportTakesTwoPersons: the cover exists from the second person's word on; its
// waiting period ran elsewhere, and it insures losses that begin later only.
func TestImportTakesTwoPersons(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		in, proof := w.elsewhere(3 * time.Hour)
		row := must[models.CoverImport](t)(w.Rooms.ProposeImport(ctx, w.Intake, in, proof))
		_, err := w.Rooms.ProposeImport(ctx, w.Theo, in, proof)
		wantErr(t, err, service.ErrConflict)
		_, err = w.Rooms.ConfirmImport(ctx, w.Intake, row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.ConfirmImport(ctx, w.Person("ines2", "ines", "intake"), row.PublicID, row.Version)
		wantErr(t, err, service.ErrForbidden)
		_, err = w.Rooms.ConfirmImport(ctx, w.Theo, row.PublicID, row.Version+1)
		wantErr(t, err, models.ErrVersion)
		row = must[models.CoverImport](t)(w.Rooms.ConfirmImport(ctx, w.Theo, row.PublicID, row.Version))
		if row.State != states.ImportConfirmed || row.CoverID == nil {
			t.Fatalf("%+v", row)
		}
		_, err = w.Rooms.ConfirmImport(ctx, w.Theo, row.PublicID, row.Version)
		wantErr(t, err, models.ErrState)
		var c models.Cover
		w.Tx(func(tx *models.Tx) (err error) {
			c, err = models.ByID[models.Cover](tx, *row.CoverID)
			return err
		})
		if !c.RecordedAt.Equal(w.Clock.Now()) || !c.ActiveFrom.Equal(in.ActiveFrom) {
			t.Fatalf("recorded %v, active from %v", c.RecordedAt, c.ActiveFrom)
		}
		w.Clock.Advance(time.Second) // the waiting period of an hour has run elsewhere
		inc := w.Incident(0, lost("alice", 50))
		w.Windows(0)
		w.File(&inc, c, "alice", 50)
	})
}

// TestImportIsRefused: while something may be wrong with the protocol, at both
// steps, and whenever the proof does not show it.
func TestImportIsRefused(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		in, proof := w.elsewhere(3 * time.Hour)
		bad := func(pointer string, change func(in *covers.Input, p *covers.ImportProof)) {
			t.Helper()
			i, p := in, proof
			change(&i, &p)
			_, err := w.Rooms.ProposeImport(ctx, w.Intake, i, p)
			wantField(t, err, pointer)
		}
		bad("/proof/signature", func(i *covers.Input, _ *covers.ImportProof) { i.Limit = n(101) })
		bad("/proof/signature", func(_ *covers.Input, p *covers.ImportProof) { p.Issuer = addr("other") })
		bad("/active_from", func(i *covers.Input, p *covers.ImportProof) {
			i.ActiveFrom = i.ActiveFrom.Add(-time.Hour)
			*p = w.certificate(*i, "issuer", p.WrittenAt)
		})
		bad("/proof/written_at", func(i *covers.Input, p *covers.ImportProof) {
			*p = w.certificate(*i, "issuer", p.WrittenAt.AddDate(1, 0, 0))
		})
		bad("/proof/issuer", func(i *covers.Input, p *covers.ImportProof) { *p = w.certificate(*i, "alice", p.WrittenAt) })
		bad("/proof/issuer", func(i *covers.Input, p *covers.ImportProof) { *p = w.certificate(*i, "anna", p.WrittenAt) })
		bad("/proof/kind", func(_ *covers.Input, p *covers.ImportProof) { p.Kind = "word" })
		bad("/accounts/1", func(i *covers.Input, p *covers.ImportProof) {
			i.Accounts = append(i.Accounts, addr("bob"))
			*p = w.certificate(*i, "issuer", p.WrittenAt)
		})
		bad("/proof/kind", func(_ *covers.Input, p *covers.ImportProof) {
			*p = covers.ImportProof{Kind: covers.ProofTransaction, TxHash: common.Hash{1}}
		})
		_, err := w.Rooms.ProposeImport(ctx, wallet("alice"), in, proof)
		wantErr(t, err, service.ErrForbidden)

		row := must[models.CoverImport](t)(w.Rooms.ProposeImport(ctx, w.Intake, in, proof))
		inc := w.Confirmed()
		for _, state := range []string{models.IncidentSuspected, models.IncidentReported, models.IncidentSettled, models.IncidentRecovering} {
			w.Tx(func(tx *models.Tx) error {
				inc.State = state
				return models.Update(tx, &inc, "state")
			})
			_, err = w.Rooms.ConfirmImport(ctx, w.Theo, row.PublicID, row.Version)
			wantErr(t, err, service.ErrConflict)
			other := in
			other.Limit = n(99)
			_, err = w.Rooms.ProposeImport(ctx, w.Intake, other, w.certificate(other, "issuer", proof.WrittenAt))
			wantErr(t, err, service.ErrConflict)
		}
		_, err = w.Rooms.RefuseImport(ctx, w.Intake, row.PublicID, row.Version, "")
		wantField(t, err, "/reason")
		row = must[models.CoverImport](t)(w.Rooms.RefuseImport(ctx, w.Intake, row.PublicID, row.Version, "not now"))
		_, err = w.Rooms.ConfirmImport(ctx, w.Theo, row.PublicID, row.Version)
		wantErr(t, err, models.ErrState)
	})
}

// TestImportByTransaction: final, successful, and about this holder.
func TestImportByTransaction(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		in, _ := w.elsewhere(3 * time.Hour)
		h := &types.Header{Number: big.NewInt(7), Time: uint64(in.ActiveFrom.Unix())}
		r := &types.Receipt{TxHash: common.Hash{1}, Status: types.ReceiptStatusSuccessful, BlockNumber: h.Number, BlockHash: h.Hash(),
			Logs: []*types.Log{{Topics: []common.Hash{{9}, common.BytesToHash(in.Holder[:])}}}}
		chain := &ledger{r, h, 7}
		w.Rooms.Service.Transactions = chain
		proof := covers.ImportProof{Kind: covers.ProofTransaction, TxHash: common.Hash{1}}
		try := func() error {
			_, err := w.Rooms.ProposeImport(ctx, w.Intake, in, proof)
			return err
		}
		chain.final = 6
		wantErr(t, try(), service.ErrNotReady)
		chain.final, h.Time = 7, h.Time+1 // another block than the receipt's
		wantErr(t, try(), service.ErrNotReady)
		r.BlockHash = h.Hash()
		wantField(t, try(), "/active_from")
		h.Time--
		r.BlockHash, r.Status = h.Hash(), types.ReceiptStatusFailed
		wantField(t, try(), "/proof/tx_hash")
		r.Status, in.Holder = types.ReceiptStatusSuccessful, addr("bob")
		in.Accounts = []common.Address{addr("bob")}
		wantField(t, try(), "/proof/tx_hash")
		proof.TxHash = common.Hash{2}
		wantField(t, try(), "/proof/tx_hash")
		proof.TxHash = common.Hash{1}
		r.Logs[0].Data = append(make([]byte, 32), common.BytesToHash(in.Holder[:]).Bytes()...)
		if err := try(); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAccountConsents: an account that is not the holder is named with its own
// signature over this product, this holder and itself.
func TestAccountConsents(t *testing.T) {
	each(t, terms(), func(w *world) {
		t := w.T
		in := covers.Input{ProductID: w.Product.PublicID, Kind: covers.Individual, Holder: addr("bob"),
			Accounts: []common.Address{addr("bob"), addr("alice")}, Limit: n(100), ActiveTo: w.Clock.Now().AddDate(1, 0, 0)}
		bad := func(pointer string, given ...covers.Consent) {
			t.Helper()
			in.Consents = given
			_, err := w.Rooms.WriteCover(ctx, w.Intake, in)
			wantField(t, err, pointer)
		}
		bad("/accounts/1")
		bad("/consents/0/signature", w.Consent("carol", "alice")) // for another holder
		bad("/consents/0", w.Consent("bob", "carol"))
		bad("/consents/1", w.Consent("bob", "alice"), w.Consent("bob", "alice"))
		old := w.Consent("bob", "alice")
		old.ExpiresAt = w.Clock.Now().Truncate(time.Second)
		bad("/consents/0", old)
		late := w.Consent("bob", "alice")
		late.ExpiresAt = late.ExpiresAt.AddDate(1, 0, 0)
		bad("/consents/0", late)
		in.Consents = []covers.Consent{w.Consent("bob", "alice")}
		c := must[models.Cover](t)(w.Rooms.WriteCover(ctx, w.Intake, in))
		w.Tx(func(tx *models.Tx) error {
			rows, err := tx.InsuredAccounts(c.ID)
			if len(rows) != 2 || rows[0].Consent != nil || rows[1].Consent == nil || len(*rows[1].Consent) != 2+130 {
				t.Errorf("%+v", rows)
			}
			return err
		})
		_, err := w.Rooms.ChangeInsured(ctx, wallet("bob"), c.PublicID, c.Version, []common.Address{addr("carol")}, nil)
		wantField(t, err, "/add/0")
		_, err = w.Rooms.ChangeInsured(ctx, wallet("eve"), c.PublicID, c.Version, []common.Address{addr("carol")}, nil)
		wantErr(t, err, models.ErrNotFound)
	})
}
