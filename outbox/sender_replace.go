package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/lifecycle"
)

// plainTransferGas is what a transfer to an account without code costs.
const plainTransferGas = 21_000

// fresh is a signed transaction that is not stored yet.
type fresh struct {
	row   models.TxIntent
	nonce uint64
	n     int64
	fees  chain.Fees
	plain *types.Transaction // not signed yet
	raw   []byte
	hash  models.Hash
	note  string
}

// replace raises bids that wait too long and carries out the requests of
// operators. Replacements are stored before any of them is sent.
func (s *Sender) replace(ctx context.Context, k *keyRound) error {
	if k.unsure {
		return nil
	}
	var made []fresh
	lowest := true
	for _, o := range k.open {
		if !o.waits() {
			continue
		}
		f, err := s.rebid(ctx, k, o, lowest)
		if err != nil {
			return err
		}
		if f != nil {
			made = append(made, *f)
		}
		lowest = false
	}
	if len(made) == 0 {
		return nil
	}
	if err := s.at("replacements signed"); err != nil {
		return err
	}
	err := s.fencedTx(ctx, k, func(tx *models.Tx, _ *models.KeyState) error {
		for _, f := range made {
			if err := s.storeReplacement(tx, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store replacements: %w", err)
	}
	k.Replaced += len(made)
	if err := s.at("replacements stored"); err != nil {
		return err
	}
	return s.reload(ctx, k)
}

// rebid signs a replacement of one waiting intent, if it needs one.
func (s *Sender) rebid(ctx context.Context, k *keyRound, o *open, lowest bool) (*fresh, error) {
	newest, now := o.newest(), s.Now()
	push := lifecycle.Step(lifecycle.Replace, lifecycle.View{State: o.row.State, Pressure: lifecycle.Pressure{
		Lowest:     lowest,
		Underpaid:  newest.fees.Cap.Less(k.market.Base),
		Overdue:    newest.row.FirstSentAt != nil && now.Sub(*newest.row.FirstSentAt) >= s.BumpAfter,
		Unsent:     newest.row.FirstSentAt == nil,
		Cancelling: !newest.same,
		Incurable:  !lifecycle.BidCures(newest.row.LastError),
		Request:    o.row.Request,
	}}).Bid
	if first := o.attempts[0].row.FirstSentAt; first != nil && now.Sub(*first) >= s.StuckAfter {
		k.alarm(AlarmStuck, o.row.PublicID, "nonce %d waits since %s", o.nonce(), first.UTC().Format("15:04:05"))
	}
	if push == lifecycle.KeepBid {
		return nil, nil
	}
	market := k.market
	market.Legacy = market.Legacy || newest.fees.Legacy
	market.Tip = money.MaxOf(market.Tip, lifecycle.LeastTip(newest.row.LastError))
	fees, err := s.Fees.Replace(newest.fees, market)
	if errors.Is(err, lifecycle.ErrFeeCap) {
		k.alarm(AlarmFeeCap, o.row.PublicID, "%v", err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	p, note := payloadOf(&o.row, newest.gas), "raise"
	if push == lifecycle.CancelBid || !newest.same {
		p, note = s.cancellation(ctx, k, newest), "cancel"
	}
	if err := s.spendMore(ctx, k, o, p.gas, fees); errors.Is(err, ErrBudget) {
		k.alarm(AlarmBudget, o.row.PublicID, "%v", err)
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	f := &fresh{row: o.row, nonce: o.nonce(), n: newest.row.N + 1, fees: fees, plain: build(s.ChainID, o.nonce(), p, fees), note: note}
	if err := checkLimits(f.plain); err != nil {
		return nil, err
	}
	return f, s.sign(ctx, k.signer, f)
}

// cancellation is the self-transfer; its gas is asked for because some chains
// charge for data availability.
func (s *Sender) cancellation(ctx context.Context, k *keyRound, newest signed) payload {
	addr := k.signer.Address()
	if !newest.same {
		return cancelPayload(addr, newest.gas)
	}
	gas, err := s.Node.EstimateGas(ctx, ethereum.CallMsg{From: addr, To: &addr})
	if err != nil || gas < plainTransferGas {
		gas = plainTransferGas
	}
	return cancelPayload(addr, gas)
}

// sign signs one transaction that was built and checked.
func (s *Sender) sign(ctx context.Context, signer Signer, f *fresh) error {
	tx, err := signer.SignTx(ctx, f.plain, s.ChainID)
	if err != nil {
		return fmt.Errorf("sign %s: %w", f.row.PublicID, err)
	}
	if f.raw, err = tx.MarshalBinary(); err != nil {
		return fmt.Errorf("encode %s: %w", f.row.PublicID, err)
	}
	f.hash = models.H(tx.Hash())
	return nil
}

func (f *fresh) attempt() models.TxAttempt {
	return models.TxAttempt{
		IntentID: f.row.ID, N: f.n, TipCap: models.Amt(f.fees.Tip), FeeCap: models.Amt(f.fees.Cap), Raw: f.raw, Hash: f.hash,
	}
}

// storeReplacement keeps the intent's state: its nonce is what counts.
func (s *Sender) storeReplacement(tx *models.Tx, f fresh) error {
	row, a := f.row, f.attempt()
	if err := models.Insert(tx, &a); err != nil {
		return err
	}
	row.Request = ""
	if err := models.Update(tx, &row, "request"); err != nil {
		return err
	}
	return tx.Audit(s.actor(), "transaction."+f.note, row.PublicID, map[string]any{
		"nonce": fmt.Sprint(f.nonce), "attempt": fmt.Sprint(f.n), "hash": f.hash.Hex(),
		"tip": f.fees.Tip.String(), "cap": f.fees.Cap.String(),
	})
}
