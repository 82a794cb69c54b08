package settlements

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/service"
)

// Caller answers whether the chain will ever take an order.
type Caller interface {
	// Finalized is the newest final header.
	Finalized(ctx context.Context) (*types.Header, error)
	// CallsAtHash runs view calls at a canonical block and needs every answer.
	CallsAtHash(ctx context.Context, msgs []ethereum.CallMsg, block common.Hash) ([][]byte, error)
}

// VoidHash is what two persons approve when they give a signed order up:
// keccak256("VOID_V1" ‖ content hash ‖ order digest).
func VoidHash(st *models.Settlement) common.Hash {
	return crypto.Keccak256Hash([]byte("VOID_V1"), st.ContentHash.Hash[:], st.OrderDigest.Hash[:])
}

// Void ends a settlement whose order was signed and that the chain will never
// take: a treasurer and a senior say so, two persons, and each time the contracts
// must show at a final block that the order was not published and cannot be any
// more. The first of the two changes nothing else. Money and commitment go back as
// if it had been cancelled. ErrConflict means that the chain may still take the
// order, or has; service.ErrNotReady, that nobody can say.
func (s *Service) Void(ctx context.Context, by models.Actor, settlementID string, version int64, reason string) (models.Settlement, error) {
	if err := errors.Join(service.StaffOnly(by, service.ByApprovers), checkReason(reason)); err != nil {
		return models.Settlement{}, err
	}
	q, err := service.Read(ctx, s.DB, func(tx *models.Tx) (orderQuestion, error) { return s.question(tx, settlementID, version) })
	if err != nil {
		return models.Settlement{}, err
	}
	why, err := s.refusal(ctx, &q)
	if err != nil {
		return models.Settlement{}, err
	}
	return service.Write(ctx, s.DB, func(tx *models.Tx) (models.Settlement, error) {
		q, err := s.question(tx, settlementID, version)
		if err != nil {
			return q.Settlement, err
		}
		return q.Settlement, q.void(tx, by, reason+" ("+why+")")
	})
}

// orderQuestion is a settlement with what its order rests on.
type orderQuestion struct {
	*Settled
	set     models.SnapshotSet
	members []common.Hash
	rests   string // why what it follows never comes about; empty when it may
}

func (s *Service) question(tx *models.Tx, settlementID string, version int64) (q orderQuestion, err error) {
	q.Settled = &Settled{}
	d, err := LoadSettled(tx, settlementID)
	if err != nil {
		return q, err
	}
	q.Settled = d
	if err := sameVersion(&d.Settlement, version); err != nil {
		return q, err
	}
	if _, err := SettlementMachine.Next(d.Settlement.State, "void"); err != nil {
		return q, err
	}
	signed, err := tx.OrderSignatures(d.Settlement.ID)
	if err != nil {
		return q, err
	}
	if signed == 0 && d.Settlement.State == models.SettlementApproved {
		return q, fmt.Errorf("%w: nobody has signed the order; it can be cancelled", service.ErrConflict)
	}
	if q.rests, err = d.restsOn(tx); err != nil {
		return q, err
	}
	if q.set, err = tx.SetByDigest(d.Settlement.SnapshotSetDigest.Hash); err != nil {
		return q, err
	}
	if err := json.Unmarshal([]byte(q.set.Members), &q.members); err != nil {
		return q, fmt.Errorf("members of snapshot set %s: %w", q.set.PublicID, err)
	}
	return q, nil
}

// refusal asks the contracts, all at one final block, and names the reason for
// which the order will be refused for ever. What may pass, like a pause, a cap or
// money that is missing, is none.
func (s *Service) refusal(ctx context.Context, q *orderQuestion) (string, error) {
	if s.Caller == nil {
		return "", fmt.Errorf("%w: there is no node to ask", service.ErrNotReady)
	}
	head, err := s.Caller.Finalized(ctx)
	if err != nil {
		return "", fmt.Errorf("%w: %w: read the final block: %w", service.ErrNotReady, service.ErrNode, err)
	}
	answers, err := s.Caller.CallsAtHash(ctx, q.calls(), head.Hash())
	if err != nil {
		return "", fmt.Errorf("%w: %w: ask the contracts: %w", service.ErrNotReady, service.ErrNode, err)
	}
	why, err := q.judge(answers, head.Time)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, block %d %s", why, head.Number, head.Hash().Hex()), nil
}

// calls are the questions, in the order in which judge reads the answers: the
// settlement, the state that orders follow, the committee, the incident, the set, its
// members.
func (q *orderQuestion) calls() []ethereum.CallMsg {
	distributor, oracle := q.Pool.Distributor.Address, q.Pool.Oracle.Address
	o := contracts.NewLossOracle()
	out := []ethereum.CallMsg{
		{To: &distributor, Data: contracts.NewPayoutDistributor().PackSettlementOf(q.Settlement.ChainRef.Hash)},
		{To: &distributor, Data: contracts.NewPayoutDistributor().PackFollowsOf(q.Incident.ChainRef.Hash, q.Asset.Address.Address)},
		{To: &oracle, Data: o.PackConfigOf(q.Incident.ConfigDigest.Hash)},
		{To: &oracle, Data: o.PackIncidentOf(q.Incident.ChainRef.Hash)},
	}
	for _, digest := range append([]common.Hash{q.set.Digest.Hash}, q.members...) {
		out = append(out, ethereum.CallMsg{To: &oracle, Data: o.PackStateOf(digest)})
	}
	return out
}

// judge names why the order is refused for ever, at a block of that time;
// ErrConflict means that it is not.
func (q *orderQuestion) judge(answers [][]byte, at uint64) (string, error) {
	o := contracts.NewLossOracle()
	if why, err := q.judgeState(answers[0], answers[1]); err != nil || why != "" {
		return why, err
	}
	if q.order().ValidUntil < at {
		return "the end of the order has passed", nil
	}
	config, err := o.UnpackConfigOf(answers[2])
	if err != nil {
		return "", fmt.Errorf("committee of incident %s: %w", q.Incident.PublicID, err)
	}
	if config.State == configCompromised {
		return "the committee is compromised", nil
	}
	incident, err := o.UnpackIncidentOf(answers[3])
	if err != nil {
		return "", fmt.Errorf("incident %s on chain: %w", q.Incident.PublicID, err)
	}
	if incident.SealedRevision > uint64(q.set.Revision) {
		return "a later snapshot set is sealed", nil
	}
	for i, raw := range answers[4:] {
		state, err := o.UnpackStateOf(raw)
		if err != nil {
			return "", fmt.Errorf("state of a snapshot: %w", err)
		}
		if what, refused := refusedFor[state]; refused {
			return what, nil
		}
		if i == 0 && state == contracts.SnapshotStateSealed {
			break // its members stand for ever
		}
	}
	return "", fmt.Errorf("%w: the chain may still take the order", service.ErrConflict)
}

// judgeState tells what the distributor knows of the settlement itself: a quorum
// has revoked it, which leaves no root, or the state that it follows is past. What
// was published only the chain ends.
func (q *orderQuestion) judgeState(settlement, follows []byte) (string, error) {
	st, err := contracts.NewPayoutDistributor().UnpackSettlementOf(settlement)
	if err != nil {
		return "", fmt.Errorf("settlement %s on chain: %w", q.Settlement.PublicID, err)
	}
	if st.Stored == contracts.SettlementStateCancelled && st.Root == ([32]byte{}) {
		return "a quorum revoked the order", nil
	}
	if st.Stored != contracts.SettlementStateNone {
		return "", fmt.Errorf("%w: the distributor knows the settlement; only the chain ends it", service.ErrConflict)
	}
	now, err := contracts.NewPayoutDistributor().UnpackFollowsOf(follows)
	if err != nil {
		return "", fmt.Errorf("state of settlement %s on chain: %w", q.Settlement.PublicID, err)
	}
	have, signed := common.Hash(now), q.order().Follows
	switch {
	case bytes.Compare(have[16:], signed[16:]) > 0:
		return "a settlement of the incident was cancelled or revoked after the order was signed", nil
	case have != signed:
		return q.rests, nil
	}
	return "", nil
}

// configCompromised is ConfigState.Compromised of OracleConfigs.sol; nothing
// leads out of it.
const configCompromised = 3

// refusedFor are the states of a set or a member that nothing leads out of.
var refusedFor = map[uint8]string{
	contracts.SnapshotStateRejected:   "a snapshot was rejected",
	contracts.SnapshotStateSuperseded: "a snapshot was superseded",
	contracts.SnapshotStateStruck:     "a snapshot was struck",
}

// void takes one person's approval of giving the order up; with the second the
// settlement ends.
func (q *orderQuestion) void(tx *models.Tx, by models.Actor, reason string) error {
	second, err := q.seat(tx, by, "settlement.void", VoidHash(&q.Settlement))
	if err != nil {
		return err
	}
	if !second {
		return models.Update(tx, &q.Settlement)
	}
	if err := q.book().Unreserve(tx); err != nil {
		return err
	}
	if err := reholdPrevious(tx, &q.Incident, &q.Pool, &q.Settlement); err != nil {
		return err
	}
	if _, err := tx.MoveLines(q.Settlement.ID, models.AllocationAllocated, models.AllocationVoid, false); err != nil {
		return err
	}
	q.Settlement.CancelReason = reason
	if err := models.Move(tx, SettlementMachine, &q.Settlement, "void", by, reason, "cancel_reason"); err != nil {
		return err
	}
	return restate(tx, by, &q.Incident, q.Settlement.PublicID)
}
