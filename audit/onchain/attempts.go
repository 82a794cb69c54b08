package onchain

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/models"
)

// Limits of transactions that every node enforces: EIP-7825 and the size of a
// transaction in the pool.
const (
	maxGas     = 1 << 24
	maxRawSize = 128 << 10
)

// keyAt names a sending key on a chain.
type keyAt struct {
	chain  int64
	sender common.Address
}

// nonces are the nonces of one key, each with the intent that got it.
type nonces map[uint64]int64

// attempts explains every transaction of our keys: each stored one is decoded
// and compared with its intent, each nonce belongs to one intent, and the chain
// counts no transaction that we cannot name (I9, I10). It holds a nonce and an
// id a transaction in memory.
func (r *run) attempts() error {
	if _, err := audit.Prefix[models.TxAttempt](r.Run, "tx_attempts", "first_sent_at", "sent_count", "last_error"); err != nil {
		return err
	}
	given := map[keyAt]nonces{}
	lost := map[keyAt]map[uint64]string{} // nonces that strangers used, by intent
	check := func(in *models.TxIntent, tried []models.TxAttempt) {
		r.Checked()
		key := keyAt{in.ChainID, in.Sender.Address}
		if given[key] == nil {
			given[key], lost[key] = nonces{}, map[uint64]string{}
		}
		last := r.attemptsOf(in, tried, given[key])
		if in.State == models.TxRecovered { // done by a transaction that is not on record
			if in.Nonce != nil {
				given[key][uint64(*in.Nonce)] = in.ID
			}
			return
		}
		r.outcome(in, tried, last)
		if in.State == models.TxReplaced && in.Nonce != nil {
			lost[key][uint64(*in.Nonce)] = in.PublicID
		}
	}
	if err := r.eachIntent(check); err != nil {
		return err
	}
	if err := r.minedBlocks(); err != nil {
		return err
	}
	adopted, err := r.adoptions()
	if err != nil {
		return err
	}
	keys, err := r.Tx.Keys()
	if err != nil {
		return err
	}
	for _, k := range keys {
		at := keyAt{k.ChainID, k.Address.Address}
		if err := r.keyNonces(k, given[at], lost[at], adopted[k.Address.Address]); err != nil {
			return err
		}
	}
	return nil
}

// eachIntent calls fn for every intent with its attempts, a thousand at a time.
func (r *run) eachIntent(fn func(*models.TxIntent, []models.TxAttempt)) error {
	var batch []models.TxIntent
	flush := func() error {
		ids := make([]int64, len(batch))
		for i := range batch {
			ids[i] = batch[i].ID
		}
		tried, err := r.Tx.Attempts(ids...)
		for i := range batch {
			if err == nil {
				fn(&batch[i], tried[batch[i].ID])
			}
		}
		batch = batch[:0]
		return err
	}
	err := models.EachRow(r.Tx, func(in *models.TxIntent) error {
		if batch = append(batch, *in); len(batch) < 1000 {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// attemptsOf checks the stored versions of one intent and returns the last.
func (r *run) attemptsOf(in *models.TxIntent, tried []models.TxAttempt, given nonces) *types.Transaction {
	var last *types.Transaction
	for i := range tried {
		a := &tried[i]
		r.Checked()
		tx := new(types.Transaction)
		if err := tx.UnmarshalBinary(a.Raw); err != nil {
			r.Violation(in.PublicID, "attempt %d cannot be decoded: %v", a.N, err)
			continue
		}
		r.attempt(in, a, tx)
		if a.N != int64(i+1) {
			r.Violation(in.PublicID, "attempt %d stands in place %d", a.N, i+1)
		}
		if last != nil && tx.Nonce() < last.Nonce() {
			r.Violation(in.PublicID, "attempt %d has the nonce %d, the one before had %d", a.N, tx.Nonce(), last.Nonce())
		}
		if other, taken := given[tx.Nonce()]; taken && other != in.ID {
			r.Violation(in.PublicID, "attempt %d has the nonce %d, which transaction %d has too", a.N, tx.Nonce(), other)
		}
		given[tx.Nonce()] = in.ID
		last = tx
	}
	return last
}

// attempt compares one signed transaction with its row and its intent.
func (r *run) attempt(in *models.TxIntent, a *models.TxAttempt, tx *types.Transaction) {
	say := func(format string, args ...any) {
		r.Violation(in.PublicID, "attempt %d %s", a.N, fmt.Sprintf(format, args...))
	}
	if tx.Hash() != a.Hash.Hash {
		say("hashes to %s, stored is %s", tx.Hash(), a.Hash)
	}
	if id := tx.ChainId(); id.Sign() > 0 && id.Cmp(big.NewInt(in.ChainID)) != 0 {
		say("is for chain %s", id)
	}
	from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(in.ChainID)), tx)
	if err != nil || from != in.Sender.Address {
		say("is signed by %s, not by %s", from, in.Sender)
	}
	if !isPayload(in, tx) && !isCancel(in, tx) {
		say("is neither what was decided nor the self-transfer that cancels it")
	}
	if tx.GasFeeCap().Cmp(a.FeeCap.Big()) != 0 || tx.GasTipCap().Cmp(a.TipCap.Big()) != 0 {
		say("offers %s and tip %s, stored are %s and %s", tx.GasFeeCap(), tx.GasTipCap(), a.FeeCap, a.TipCap)
	}
	open := in.State == models.TxSigned || in.State == models.TxBroadcast
	if open && !r.FeeCap.IsZero() && tx.GasFeeCap().Cmp(r.FeeCap.Big()) > 0 {
		say("offers %s wei per gas, the policy allows %s", tx.GasFeeCap(), r.FeeCap)
	}
	if tx.Gas() > maxGas || len(a.Raw) > maxRawSize {
		say("has %d gas and %d bytes, more than any block takes", tx.Gas(), len(a.Raw))
	}
}

func isPayload(in *models.TxIntent, tx *types.Transaction) bool {
	return tx.To() != nil && *tx.To() == in.To.Address && tx.Value().Cmp(in.Value.Big()) == 0 && string(tx.Data()) == string(in.Data)
}

func isCancel(in *models.TxIntent, tx *types.Transaction) bool {
	return tx.To() != nil && *tx.To() == in.Sender.Address && tx.Value().Sign() == 0 && len(tx.Data()) == 0
}

// withNonce are the states in which an intent has the nonce of its last attempt.
var withNonce = []string{
	models.TxSigned, models.TxBroadcast, models.TxMined, models.TxFinal, models.TxUnproven,
	models.TxReplaced, models.TxReverted, models.TxAbandoned,
}

// outcome compares the state of an intent with its attempts.
func (r *run) outcome(in *models.TxIntent, tried []models.TxAttempt, last *types.Transaction) {
	switch {
	case !slices.Contains(withNonce, in.State):
		if in.Nonce != nil {
			r.Violation(in.PublicID, "is %s and has the nonce %d", in.State, *in.Nonce)
		}
		return
	case last == nil || in.Nonce == nil || uint64(*in.Nonce) != last.Nonce():
		r.Violation(in.PublicID, "is %s, its nonce is not the one of its last attempt", in.State)
		return
	case in.TxHash == nil:
		return
	}
	mined := slices.IndexFunc(tried, func(a models.TxAttempt) bool { return a.Hash.Hash == in.TxHash.Hash })
	if mined < 0 {
		r.Violation(in.PublicID, "is %s by %s, which is none of its attempts", in.State, in.TxHash)
		return
	}
	tx := new(types.Transaction)
	if tx.UnmarshalBinary(tried[mined].Raw) != nil {
		return // said before
	}
	if in.State == models.TxFinal && !isPayload(in, tx) || in.State == models.TxAbandoned && !isCancel(in, tx) {
		r.Violation(in.PublicID, "is %s by attempt %d, which says otherwise", in.State, tried[mined].N)
	}
}

// minedBlocks checks that every settled intent lies in a canonical final block.
func (r *run) minedBlocks() error {
	if r.Chain == nil {
		return audit.Unchecked("no chain is configured: whether the chain has transactions that we do not know of was not checked")
	}
	final, err := r.Chain.Finalized(r.Ctx)
	if err != nil {
		return audit.Unchecked(fmt.Sprintf("read the finalized block: %v", err))
	}
	from, err := r.MarkedBlock()
	if err != nil {
		return err
	}
	hashes := map[int64]common.Hash{}
	settled := []string{models.TxFinal, models.TxUnproven, models.TxRecovered, models.TxReverted, models.TxAbandoned}
	return models.EachRow(r.Tx, func(in *models.TxIntent) error {
		if !slices.Contains(settled, in.State) || in.BlockNumber == nil || in.BlockHash == nil || in.ChainID != int64(r.ChainID) {
			return nil
		}
		if *in.BlockNumber <= from {
			return nil
		}
		r.Checked()
		if *in.BlockNumber > final.Number.Int64() {
			r.Violation(in.PublicID, "is %s in block %d, final is %d", in.State, *in.BlockNumber, final.Number)
			return nil
		}
		hash, known := hashes[*in.BlockNumber]
		if !known {
			head, err := r.Chain.HeaderByNumber(r.Ctx, big.NewInt(*in.BlockNumber))
			if err != nil {
				return audit.Unchecked(fmt.Sprintf("read block %d: %v", *in.BlockNumber, err))
			}
			clear(hashes) // intents come in the order in which they were mined, more or less
			hash = head.Hash()
			hashes[*in.BlockNumber] = hash
		}
		if hash != in.BlockHash.Hash {
			r.Violation(in.PublicID, "is %s in block %s, which is not block %d of the chain", in.State, in.BlockHash, *in.BlockNumber)
		}
		return nil
	})
}

// adoption is a range of nonces that were taken over from the chain: by a person,
// or by the sender, which found what each of them did (S16).
type adoption struct{ from, to uint64 }

// adoptions reads from the audit log which nonces have been explained.
func (r *run) adoptions() (map[common.Address][]adoption, error) {
	out := map[common.Address][]adoption{}
	return out, models.EachRow(r.Tx, func(e *models.AuditEntry) error {
		rec, err := models.DecodeAudit(e.Body)
		if err != nil || rec.Action != "key.adopt_nonce" && rec.Action != "key.recover" {
			return nil //nolint:nilerr // a broken body is V12's
		}
		var d struct{ From, To string }
		if json.Unmarshal([]byte(rec.Details), &d) != nil {
			return nil
		}
		from, err1 := strconv.ParseUint(d.From, 10, 64)
		to, err2 := strconv.ParseUint(d.To, 10, 64)
		if err1 == nil && err2 == nil {
			key := common.HexToAddress(rec.Subject)
			out[key] = append(out[key], adoption{from, to})
		}
		return nil
	})
}

// keyNonces explains every nonce of a key that the chain or we have used.
func (r *run) keyNonces(k models.KeyState, given nonces, lost map[uint64]string, adopted []adoption) error {
	next := uint64(k.NextNonce)
	first := next
	for n := range given {
		if first = min(first, n); n >= next {
			r.Violation(k.Address.Hex(), "transaction %d has the nonce %d, the key's next is %d", given[n], n, next)
		}
	}
	final, err := r.finalNonce(k)
	if err != nil {
		return err
	}
	explained := func(n uint64) bool {
		return slices.ContainsFunc(adopted, func(a adoption) bool { return a.from <= n && n < a.to })
	}
	if start, ok := r.nonceAtStart(k); ok {
		first = min(first, start)
	}
	turns, alike := turnsOf(given, adopted, next, final), 0
	for n := first; n < max(next, final); n++ {
		r.Checked()
		if _, ours := given[n]; ours {
			alike = 0
		} else if alike++; alike > maxAlike {
			at, _ := slices.BinarySearch(turns, n+1)
			n, alike = turns[at]-1, 0
			continue
		}
		id, ours := given[n]
		switch {
		case explained(n):
		case n < final && n >= next:
			r.Violation(k.Address.Hex(), "the chain has a transaction with the nonce %d, our next nonce is %d: the key is used elsewhere, or the database was restored", n, next)
		case !ours && n < final:
			r.Violation(k.Address.Hex(), "the chain has a transaction with the nonce %d that is not ours", n)
		case !ours:
			r.Violation(k.Address.Hex(), "the nonce %d was given out and no transaction has it", n)
		case lost[n] != "":
			r.Violation(lost[n], "a transaction that is not ours used its nonce %d (transaction %d)", n, id)
		}
	}
	return nil
}

// maxAlike is how many nonces without a transaction of ours are looked at one by
// one; what follows them up to the next turn has the same answer.
const maxAlike = 1000

// turnsOf are the nonces at which the answer may change, in order; the last is
// behind the range that keyNonces looks at.
func turnsOf(given nonces, adopted []adoption, ends ...uint64) []uint64 {
	turns := append(slices.Collect(maps.Keys(given)), ends...)
	for _, a := range adopted {
		turns = append(turns, a.from, a.to)
	}
	slices.Sort(turns)
	return turns
}

// finalNonce counts a key's transactions at the last block that was final before
// the books were read: what they sent since is no stranger's.
func (r *run) finalNonce(k models.KeyState) (uint64, error) {
	if k.ChainID != int64(r.ChainID) {
		return 0, nil
	}
	final, err := r.Begun()
	if err != nil {
		return 0, err
	}
	n, err := r.Chain.NonceAt(r.Ctx, k.Address.Address, final.Number)
	if err != nil {
		return 0, audit.Unchecked(fmt.Sprintf("read the nonce of %s: %v", k.Address, err))
	}
	return n, nil
}

// nonceAtStart is the key's transaction count when the contracts were deployed.
// Nodes forget old states: then what was before our first transaction is not
// looked at.
func (r *run) nonceAtStart(k models.KeyState) (uint64, bool) {
	if k.ChainID != int64(r.ChainID) || r.FromBlock == 0 {
		return 0, false
	}
	n, err := r.Chain.NonceAt(r.Ctx, k.Address.Address, new(big.Int).SetUint64(r.FromBlock))
	return n, err == nil
}
