package outbox

import (
	"bytes"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
)

// Limits of one transaction.
const (
	maxTxGas   = params.MaxTxGas // 2^24, EIP-7825
	maxTxBytes = 128 << 10       // transaction pools refuse more
	// signatureRoom is what a signature adds to the unsigned encoding at most.
	signatureRoom = 70
	// gasHeadroom is added to an estimate, per cent: the state may move on
	// before the transaction is included.
	gasHeadroom = 25
)

// payload is what a transaction does, apart from nonce and price.
type payload struct {
	to    common.Address
	value money.Amount
	data  []byte
	gas   uint64
}

func payloadOf(in *models.TxIntent, gas uint64) payload {
	return payload{to: in.To.Address, value: in.Value.Amount, data: in.Data, gas: gas}
}

// cancelPayload gives a nonce up: nothing to oneself.
func cancelPayload(sender common.Address, gas uint64) payload {
	return payload{to: sender, gas: gas}
}

// build makes the unsigned transaction.
func build(chainID, nonce uint64, p payload, f chain.Fees) *types.Transaction {
	return f.Transaction(chainID, nonce, p.gas, &p.to, p.value, p.data)
}

// checkLimits refuses, before anything is signed, what no block or pool takes.
func checkLimits(tx *types.Transaction) error {
	if tx.Gas() > maxTxGas {
		return fmt.Errorf("%w: %d gas, limit %d (EIP-7825)", ErrTooLarge, tx.Gas(), maxTxGas)
	}
	if size := tx.Size() + signatureRoom; size > maxTxBytes {
		return fmt.Errorf("%w: %d bytes, limit %d", ErrTooLarge, size, maxTxBytes)
	}
	return nil
}

// withHeadroom is the gas limit for an estimate.
func withHeadroom(estimate uint64) uint64 {
	return min(estimate+estimate*gasHeadroom/100, max(estimate, maxTxGas))
}

// signed is one decoded attempt.
type signed struct {
	row   models.TxAttempt
	nonce uint64
	gas   uint64
	same  bool // does what the intent says; otherwise it cancels
	fees  chain.Fees
}

// decode reads stored bytes back.
func decode(in *models.TxIntent, row models.TxAttempt) (signed, error) {
	var tx types.Transaction
	if err := tx.UnmarshalBinary(row.Raw); err != nil {
		return signed{}, fmt.Errorf("decode attempt %d of %s: %w", row.N, in.PublicID, err)
	}
	if tx.Hash() != row.Hash.Hash || tx.To() == nil {
		return signed{}, fmt.Errorf("decode attempt %d of %s: bytes do not match their hash", row.N, in.PublicID)
	}
	value, err := money.FromBig(tx.Value())
	if err != nil {
		return signed{}, err
	}
	same := *tx.To() == in.To.Address && value == in.Value.Amount && bytes.Equal(tx.Data(), in.Data)
	fees := chain.Fees{Tip: row.TipCap.Amount, Cap: row.FeeCap.Amount, Legacy: tx.Type() == types.LegacyTxType}
	return signed{row: row, nonce: tx.Nonce(), gas: tx.Gas(), same: same, fees: fees}, nil
}

// open is an intent with a nonce and its attempts under that nonce, oldest
// first.
type open struct {
	row      models.TxIntent
	attempts []signed
	logs     []*types.Log // of the receipt this round saw
}

func (o *open) nonce() uint64  { return uint64(*o.row.Nonce) }
func (o *open) newest() signed { return o.attempts[len(o.attempts)-1] }

// waits reports that the chain has not included it as far as we know.
func (o *open) waits() bool { return o.row.State != models.TxMined }

// opened joins rows of the store. Attempts of an earlier nonce (a requeued
// intent) are left out: they must never be sent again.
func opened(rows []models.TxIntent, attempts map[int64][]models.TxAttempt) ([]*open, error) {
	out := make([]*open, 0, len(rows))
	for _, row := range rows {
		if row.Nonce == nil {
			return nil, fmt.Errorf("intent %s is %s without a nonce", row.PublicID, row.State)
		}
		o := &open{row: row}
		for _, a := range attempts[row.ID] {
			d, err := decode(&row, a)
			if err != nil {
				return nil, err
			}
			if d.nonce == o.nonce() {
				o.attempts = append(o.attempts, d)
			}
		}
		if len(o.attempts) == 0 {
			return nil, fmt.Errorf("intent %s is %s without signed bytes", row.PublicID, row.State)
		}
		out = append(out, o)
	}
	return out, nil
}
