package settlements

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
	"makewhole/valuation"
)

// oneRound refuses to draft one kind of money while the other is under way: a
// round starts when every settlement of the last can no longer be cancelled, so
// that no two drafts rest on each other. The job just finds nothing to do.
func (in *state) oneRound(by models.Actor, kind string) error {
	for i := range in.settlements {
		st := &in.settlements[i]
		if st.Kind == kind || irrevocable(st.State) {
			continue
		}
		if by.Kind == models.ActorJob {
			return ErrNothingToSettle
		}
		return fmt.Errorf("%w: settlement %s is %s; the next round starts when it is active or cancelled", service.ErrConflict, st.PublicID, st.State)
	}
	return nil
}

// irrevocable reports whether a settlement can no longer be cancelled, or was.
func irrevocable(state string) bool {
	return state == models.SettlementActive || state == models.SettlementClosed || state == models.SettlementCancelled
}

// checkRevised refuses a draft that was computed before a loss of its incident was
// revised: one account's loss changes what everybody gets.
func (d *Settled) checkRevised(tx *models.Tx) error {
	revised, err := tx.AnyRevision(d.Incident.ID, d.Settlement.CreatedAt)
	if err == nil && revised {
		err = fmt.Errorf("%w: losses of the incident were revised since; cancel the draft", service.ErrConflict)
	}
	return err
}

// checkCorrected refuses a draft that was computed before a decision on a claim was
// corrected: one account's right changes what everybody gets.
func (d *Settled) checkCorrected(tx *models.Tx) error {
	corrected, err := tx.AnyCorrectedDecision(d.Incident.ID, d.Settlement.CreatedAt)
	if err == nil && corrected {
		err = fmt.Errorf("%w: a decision on a claim was corrected since; cancel the draft", service.ErrConflict)
	}
	return err
}

// checkPayees refuses a draft of recovered or swept money that was computed before
// somebody was registered to get a part of it, or other terms were.
func (d *Settled) checkPayees(tx *models.Tx) error {
	if d.Settlement.Kind != models.EntitlementRecovery {
		return nil
	}
	later, err := tx.AnyPayeeSince(d.Incident.ID, d.Settlement.CreatedAt)
	if err == nil && later {
		err = fmt.Errorf("%w: a receiver of the protocol or a bounty was registered since; cancel the draft", service.ErrConflict)
	}
	return err
}

// checkExcluded refuses a draft that pays an account whose exclusion was confirmed
// after it was computed: drafted again, its money is held or goes to the others.
func (d *Settled) checkExcluded(tx *models.Tx) error {
	later, err := tx.LaterExclusions(d.Incident.ID)
	if err != nil {
		return err
	}
	for i := range later {
		if later[i].CreatedAt.Before(d.Settlement.CreatedAt) {
			continue
		}
		lines, err := tx.LinesOfAccount(d.Incident.ID, later[i].Account.Address)
		if err != nil {
			return err
		}
		pays := func(a models.Allocation) bool { return a.SettlementID == d.Settlement.ID && a.LeafIndex != nil }
		if slices.ContainsFunc(lines, pays) {
			return fmt.Errorf("%w: the account %s was excluded since; cancel the draft", service.ErrConflict, later[i].Account.Hex())
		}
	}
	return nil
}

// checkReceivers refuses a draft that pays an account at a receiver that is not its
// receiver any more: its owner has named another, who waits for a reviewer, or two
// persons have, because nobody has the key any more. Drafted again, the line waits or
// names the new one. A claimant cannot keep a settlement from being approved by it: from
// the first change on the account's line is held, and no draft has a leaf for it until a
// reviewer has accepted. A parked line goes to escheat and is owed by it to the new receiver.
func (d *Settled) checkReceivers(tx *models.Tx) error {
	stale, err := tx.StaleReceivers(d.Settlement.ID, d.Pool.Distributor.Address)
	if err != nil || len(stale) == 0 {
		return err
	}
	return fmt.Errorf("%w: the receiver of %d lines was replaced since, of line %s first; cancel this settlement and draft again",
		service.ErrConflict, len(stale), stale[0].PublicID)
}

// checkReceipts refuses a draft that was computed before something that an account
// received elsewhere was confirmed, or its reversal: it would pay a loss that is made good.
func (d *Settled) checkReceipts(tx *models.Tx) error {
	later, err := tx.AnyReceiptSince(d.Incident.ID, d.Settlement.CreatedAt)
	if err == nil && later {
		err = fmt.Errorf("%w: a receipt from elsewhere or its reversal was confirmed since; cancel the draft", service.ErrConflict)
	}
	return err
}

// checkSnapshots refuses a draft over a snapshot set that is not the final one any more.
func (d *Settled) checkSnapshots(tx *models.Tx) error {
	v, err := valuation.Load(tx, &d.Incident)
	if err == nil && v.Set.Digest != d.Settlement.SnapshotSetDigest {
		err = fmt.Errorf("%w: the snapshot set was replaced since; cancel the draft", service.ErrConflict)
	}
	return err
}

// checkFacts holds a draft against everything that was confirmed after it was computed
// and would change it. Two persons approve, and members sign, what a draft of today
// would say; afterwards the next round puts right what came later.
func (d *Settled) checkFacts(tx *models.Tx) error {
	return errors.Join(d.checkSnapshots(tx), d.checkExcluded(tx), d.checkRevised(tx), d.checkCorrected(tx), d.checkReceipts(tx),
		d.checkReceivers(tx), d.checkReplaced(tx), d.checkPayees(tx), d.checkShare(tx))
}

// checkReplaced refuses a draft that pays an account at a receiver whom two persons have
// replaced since it was computed; a parked line goes to escheat and is owed by it to the
// new receiver.
func (d *Settled) checkReplaced(tx *models.Tx) error {
	since, err := tx.CorrectedReceivers(d.Incident.ID, d.Settlement.CreatedAt)
	if err != nil {
		return err
	}
	for _, account := range slices.SortedFunc(maps.Keys(since), common.Address.Cmp) {
		lines, err := tx.LinesOfAccount(d.Incident.ID, account)
		if err != nil {
			return err
		}
		stale := func(a models.Allocation) bool {
			return a.SettlementID == d.Settlement.ID && a.LeafIndex != nil && a.Receiver.Address != since[account] && !Parked(&a, &d.Pool)
		}
		if slices.ContainsFunc(lines, stale) {
			return fmt.Errorf("%w: the receiver of account %s was replaced by two persons since; cancel this settlement and draft again", service.ErrConflict, account.Hex())
		}
	}
	return nil
}
