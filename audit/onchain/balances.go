package onchain

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/audit"
	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/states"
)

// escheatID is the pool id of swept money, as the contracts name it.
const escheatID = "escheat"

// balances compares what contracts hold with the books at the same block. That
// needs books that have applied every event up to it.
func (v *vaults) balances() error {
	waiting, err := v.waiting()
	if err != nil {
		return err
	}
	if waiting > 0 {
		return audit.Unchecked(fmt.Sprintf("%d final events are not applied yet, so the books are older than the contracts", waiting))
	}
	for _, step := range []func() error{v.settlementsHeld, v.poolsHeld, v.vaultHeld, v.tokensHeld} {
		if err := step(); err != nil {
			return err
		}
		if err := v.calls.flush(); err != nil {
			return err
		}
	}
	return nil
}

// waiting counts stored events of distributor, pools and vault that the books
// have not applied.
func (v *vaults) waiting() (n int64, err error) {
	return n, v.Tx.EachPendingEvent(func(e *models.ChainEvent) error {
		if e.Contract.Address != v.d.LossOracle {
			n++
		}
		return nil
	})
}

// settlementsHeld holds every settlement against its record on chain: state,
// root, what remains, the bit of every leaf, and the commitment.
func (v *vaults) settlementsHeld() error {
	views, at := contracts.NewPayoutDistributor(), v.d.Distributor
	committed := map[payoutKey]*big.Int{}
	err := models.EachRow(v.Tx, func(s *models.Settlement) error {
		onChain := isOnChain(s)
		if onChain && s.State != models.SettlementCancelled {
			p := payoutKey{s.IncidentID, s.AssetID}
			if committed[p] == nil {
				committed[p] = new(big.Int)
			}
			committed[p].Add(committed[p], s.Paid.Big())
		}
		if v.One != nil && v.One.ID != s.ID {
			return nil
		}
		if skip, err := v.closedAndCovered(s); err != nil || skip {
			return err
		}
		left, paid, err := v.linesOf(s)
		if err != nil {
			return err
		}
		row := *s
		err = v.calls.add(at, views.PackSettlementOf(s.ChainRef.Hash), func(out []byte) error {
			got, err := views.UnpackSettlementOf(out)
			if err != nil {
				return audit.Unchecked(fmt.Sprintf("settlement %s: %v", row.PublicID, err))
			}
			v.Checked()
			v.compareSettlement(&row, got, left)
			return nil
		})
		if err != nil || !onChain || s.State == models.SettlementCancelled {
			return err
		}
		return v.bits(s, paid)
	})
	if err != nil {
		return err
	}
	for p, want := range committed {
		if err := v.committed(p, want); err != nil {
			return err
		}
	}
	return nil
}

// isOnChain reports whether the books say that a settlement was published.
func isOnChain(s *models.Settlement) bool { return s.PublishedAt != nil }

// closedAndCovered leaves out, in an incremental run, what cannot change.
func (v *vaults) closedAndCovered(s *models.Settlement) (bool, error) {
	if !v.Incremental || s.State != models.SettlementClosed && s.State != models.SettlementCancelled {
		return false, nil
	}
	return v.Covered(s)
}

// linesOf adds the unpaid leaves of a settlement and sets a bit for each paid one.
func (v *vaults) linesOf(s *models.Settlement) (left *big.Int, paid map[uint64]*big.Int, err error) {
	left, paid = new(big.Int), map[uint64]*big.Int{}
	if !isOnChain(s) {
		return left, paid, nil
	}
	return left, paid, v.Tx.EachAllocationOf(s.ID, func(a *models.Allocation) error {
		if a.LeafIndex == nil {
			return nil
		}
		switch a.State {
		case models.AllocationCollected, models.AllocationFinal:
			word := uint64(*a.LeafIndex) / 256
			if paid[word] == nil {
				paid[word] = new(big.Int)
			}
			paid[word].SetBit(paid[word], int(*a.LeafIndex%256), 1)
		case models.AllocationClaimable:
			left.Add(left, a.Amount.Big())
		}
		return nil
	})
}

// compareSettlement holds one row against the distributor's record.
func (v *vaults) compareSettlement(s *models.Settlement, got contracts.SettlementBookSettlement, left *big.Int) {
	want := contracts.SettlementStateNone
	switch {
	case s.State == models.SettlementCancelled && isOnChain(s):
		want = contracts.SettlementStateCancelled
	case isOnChain(s) && s.State != models.SettlementCancelled:
		want = contracts.SettlementStatePublished
	}
	closed := s.State == models.SettlementClosed && got.Stored == contracts.SettlementStateClosed // swept
	switch {
	case got.Stored != want && !closed:
		v.Violation(s.PublicID, "is %s in the books, the distributor has it %s (%s)", s.State, storedName(got.Stored), s.ChainRef)
	case want == contracts.SettlementStateNone:
	case common.Hash(got.Root) != s.PayoutRoot.Hash:
		v.Violation(s.PublicID, "the distributor has the root %s, stored is %s", common.Hash(got.Root), s.PayoutRoot)
	case got.Remaining.Cmp(left) != 0:
		v.Violation(s.PublicID, "the distributor still owes %s, the unpaid lines add up to %s", got.Remaining, left)
	case want == contracts.SettlementStatePublished && (s.Deadline == nil || s.Deadline.Unix() != got.Deadline.Int64()):
		v.Violation(s.PublicID, "its deadline on chain is %s", got.Deadline)
	}
}

func storedName(state uint8) string {
	names := []string{"not", states.SettlementPublished, states.SettlementCancelled, states.SettlementActive, states.SettlementClosed}
	if int(state) < len(names) {
		return names[state]
	}
	return fmt.Sprint(state)
}

// bits compares the distributor's bitmap with the lines booked as paid, a word
// of 256 leaves a call.
func (v *vaults) bits(s *models.Settlement, paid map[uint64]*big.Int) error {
	name := s.PublicID
	for word := range uint64(s.LeafCount+255) / 256 {
		want := paid[word]
		if want == nil {
			want = new(big.Int)
		}
		data := contracts.NewPayoutDistributor().PackTakenBits(s.ChainRef.Hash, new(big.Int).SetUint64(word))
		err := v.calls.word(v.d.Distributor, data, func(got *big.Int) {
			if got.Cmp(want) == 0 {
				return
			}
			odd := new(big.Int).Xor(got, want).TrailingZeroBits()
			v.Violation(name, "leaf %d: its bit in the distributor is %d, the books say %d", word*256+uint64(odd), got.Bit(int(odd)), want.Bit(int(odd)))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// committed compares the cumulative total of one incident and token.
func (v *vaults) committed(p payoutKey, want *big.Int) error {
	incident, err := models.ByID[models.Incident](v.Tx, p.incident)
	if err != nil {
		return err
	}
	asset, err := models.ByID[models.Asset](v.Tx, p.asset)
	if err != nil {
		return err
	}
	data := contracts.NewPayoutDistributor().PackCommitted(incident.ChainRef.Hash, asset.Address.Address)
	return v.calls.word(v.d.Distributor, data, func(got *big.Int) {
		if got.Cmp(want) != 0 {
			v.Violation(incident.PublicID, "the distributor committed %s of %s, the published settlements add up to %s", got, asset.Symbol, want)
		}
	})
}

type payoutKey struct{ incident, asset int64 }

// flows are the sums of a pool's events.
type flows struct{ in, out, pulled *big.Int }

// poolsHeld checks every pool: free + reserved + paid = deposits − withdrawals,
// paid = what settlements took, and each part is what the ledger says (I2).
func (v *vaults) poolsHeld() error {
	pools, err := v.Tx.PoolsOnChain(int64(v.ChainID))
	if err != nil {
		return err
	}
	for _, p := range pools {
		if p.Kind == "vault" || v.One != nil && v.One.PoolID != p.ID {
			continue
		}
		if !v.listed(p.Contract.Address) {
			v.Violation(p.PublicID, "is at %s, which the deployment file does not list", p.Contract)
			continue
		}
		if err := v.poolHeld(p); err != nil {
			return err
		}
	}
	return nil
}

func (v *vaults) listed(pool common.Address) bool {
	for _, p := range v.d.Pools {
		if p.Address == pool {
			return true
		}
	}
	return false
}

func (v *vaults) poolHeld(p models.Pool) error {
	sums, err := v.flowsOf(p)
	if err != nil {
		return err
	}
	earmarks, reserved, err := v.accounts("pool:"+p.PublicID+":earmark:", p.AssetID)
	if err != nil {
		return err
	}
	free, err := v.balance("pool:"+p.PublicID+":free", p.AssetID)
	if err != nil {
		return err
	}
	views, at := contracts.NewCapitalPool(), p.Contract.Address
	for _, c := range []struct {
		name string
		data []byte
		want *big.Int
		of   string
	}{
		{"deposited", views.PackDeposited(), sums.in, "events add up to"}, {"withdrawn", views.PackWithdrawn(), sums.out, "events add up to"},
		{"paid", views.PackPaid(), sums.pulled, "settlements took"},
		{"free", views.PackFree(), free, "the books say"}, {"reserved", views.PackReserved(), reserved, "the books say"},
	} {
		err := v.calls.word(at, c.data, func(got *big.Int) {
			if got.Cmp(c.want) != 0 {
				v.Violation(p.PublicID, "%s is %s, %s %s", c.name, got, c.of, c.want)
			}
		})
		if err != nil {
			return err
		}
	}
	for incident, want := range earmarks {
		if err := v.earmark(p, incident, want); err != nil {
			return err
		}
	}
	return v.holds(p.AssetID, at, views.PackNetAssets(), p.PublicID)
}

// earmark compares what is left of the earmark of one incident.
func (v *vaults) earmark(p models.Pool, incident string, want *big.Int) error {
	row, err := models.ByPublicID[models.Incident](v.Tx, incident)
	if err != nil {
		return err
	}
	views := contracts.NewCapitalPool()
	return v.calls.word(p.Contract.Address, views.PackEarmarkOf(row.ChainRef.Hash), func(left *big.Int) {
		if left.Cmp(want) != 0 {
			v.Violation(p.PublicID, "the earmark of %s has %s left, the books say %s", incident, left, want)
		}
	})
}

// flowsOf adds the stored events of a pool up to the block.
func (v *vaults) flowsOf(p models.Pool) (flows, error) {
	f := flows{new(big.Int), new(big.Int), new(big.Int)}
	into := map[string]*big.Int{"Deposited": f.in, "Withdrawn": f.out, "Pulled": f.pulled, "GivenBack": f.pulled}
	err := v.Tx.PoolFlows(int64(v.ChainID), p.Contract.Address, v.head.Number.Int64(), func(id int64, name, payload string) error {
		v.Checked()
		amount, err := eventAmount(name, payload)
		if err != nil {
			v.Violation(fmt.Sprintf("event %d", id), "%v", err)
			return nil
		}
		if name == "GivenBack" {
			amount.Neg(amount)
		}
		into[name].Add(into[name], amount)
		return nil
	})
	return f, err
}

// vaultHeld compares the vault's accounts with the ledger, incident by incident.
func (v *vaults) vaultHeld() error {
	views, at := contracts.NewRecoveryVault(), v.d.RecoveryVault
	pools, err := v.Tx.PoolsOnChain(int64(v.ChainID))
	if err != nil {
		return err
	}
	recovery, escheat := merkle.PoolID("recovery"), merkle.PoolID(escheatID)
	return models.EachRow(v.Tx, func(inc *models.Incident) error {
		if v.Elsewhere(inc.ID) {
			return nil
		}
		for _, p := range pools {
			if p.Kind != "vault" || p.Contract.Address != at {
				continue
			}
			asset, err := models.ByID[models.Asset](v.Tx, p.AssetID)
			if err != nil {
				return err
			}
			for account, code := range map[[32]byte]string{recovery: "vault:" + p.PublicID + ":" + inc.PublicID, escheat: "escheat:" + inc.PublicID} {
				want, err := v.balance(code, p.AssetID)
				if err != nil {
					return err
				}
				err = v.calls.word(at, views.PackBalanceOf(account, inc.ChainRef.Hash, asset.Address.Address), func(got *big.Int) {
					if got.Cmp(want) != 0 {
						v.Violation(code, "the vault has %s, the books say %s", got, want)
					}
				})
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// tokensHeld checks that distributor and vault really have what they owe.
func (v *vaults) tokensHeld() error {
	owed := map[int64]*big.Int{}
	err := models.EachRow(v.Tx, func(a *models.LedgerAccount) error {
		if !strings.HasPrefix(a.Code, "distributor:") {
			return nil
		}
		b, err := v.balance(a.Code, a.AssetID)
		if err != nil {
			return err
		}
		if owed[a.AssetID] == nil {
			owed[a.AssetID] = new(big.Int)
		}
		owed[a.AssetID].Add(owed[a.AssetID], b)
		return nil
	})
	if err != nil {
		return err
	}
	for assetID, want := range owed {
		asset, err := models.ByID[models.Asset](v.Tx, assetID)
		if err != nil {
			return err
		}
		if asset.ChainID != int64(v.ChainID) || asset.Address.Address == (common.Address{}) {
			continue // coins that somebody forces on the contract count for nothing
		}
		err = v.due(asset.Address.Address, want)
		if err == nil {
			err = v.calls.word(asset.Address.Address, balanceOf(v.d.Distributor), func(got *big.Int) {
				if got.Cmp(want) < 0 {
					v.Violation("distributor", "has %s of %s and owes %s", got, asset.Symbol, want)
				}
			})
		}
		if err != nil {
			return err
		}
		if err := v.holds(assetID, v.d.RecoveryVault, contracts.NewRecoveryVault().PackHeldOf(asset.Address.Address), "vault"); err != nil {
			return err
		}
	}
	return nil
}

// due adds what the distributor still owes pools and vault in a token after
// cancellations that the token has not let through.
func (v *vaults) due(token common.Address, sum *big.Int) error {
	sources := []common.Address{v.d.RecoveryVault}
	for _, p := range v.d.Pools {
		sources = append(sources, p.Address)
	}
	for _, s := range sources {
		err := v.calls.word(v.d.Distributor, contracts.NewPayoutDistributor().PackOwedTo(s, token), func(n *big.Int) { sum.Add(sum, n) })
		if err != nil {
			return err
		}
	}
	return nil
}

// holds checks that a contract has at least the tokens that its view owes, less
// what the distributor owes it.
func (v *vaults) holds(assetID int64, at common.Address, view []byte, name string) error {
	asset, err := models.ByID[models.Asset](v.Tx, assetID)
	if err != nil || asset.Address.Address == (common.Address{}) {
		return err
	}
	owed := new(big.Int)
	if err := v.calls.word(at, view, func(n *big.Int) { owed = n }); err != nil {
		return err
	}
	missing := contracts.NewPayoutDistributor().PackOwedTo(at, asset.Address.Address)
	if err := v.calls.word(v.d.Distributor, missing, func(n *big.Int) { owed.Sub(owed, n) }); err != nil {
		return err
	}
	return v.calls.word(asset.Address.Address, balanceOf(at), func(got *big.Int) {
		if got.Cmp(owed) < 0 {
			v.Violation(name, "has %s of %s and owes %s", got, asset.Symbol, owed)
		}
	})
}

// balanceOf is the call of ERC-20 for one account.
func balanceOf(account common.Address) []byte {
	return append(common.FromHex("0x70a08231"), common.LeftPadBytes(account[:], 32)...)
}

// accounts are the balances of all ledger accounts with a prefix, by what
// follows it, and their sum.
func (v *vaults) accounts(prefix string, assetID int64) (map[string]*big.Int, *big.Int, error) {
	out, sum := map[string]*big.Int{}, new(big.Int)
	return out, sum, models.EachRow(v.Tx, func(a *models.LedgerAccount) error {
		rest, ok := strings.CutPrefix(a.Code, prefix)
		if !ok || a.AssetID != assetID {
			return nil
		}
		b, err := v.balance(a.Code, assetID)
		if err != nil {
			return err
		}
		out[rest] = b
		sum.Add(sum, b)
		return nil
	})
}

// balance is debits less credits of an account; the ledger's own sums are V2's.
func (v *vaults) balance(code string, assetID int64) (*big.Int, error) {
	debit, credit, err := v.Tx.Balance(code, assetID)
	if err != nil {
		return nil, err
	}
	return new(big.Int).Sub(debit.Big(), credit.Big()), nil
}

// eventAmount reads the amount of a stored event of a pool.
func eventAmount(name, payload string) (*big.Int, error) {
	var p struct{ Assets, Amount string }
	if err := json.Unmarshal([]byte(payload), &p); err != nil {
		return nil, err
	}
	text := p.Amount
	if name == "Deposited" || name == "Withdrawn" {
		text = p.Assets
	}
	a, err := money.Parse(text)
	return a.Big(), err
}
