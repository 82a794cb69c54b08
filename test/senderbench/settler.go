package senderbench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/merkle"
	"makewhole/money"
)

// Development accounts of the set-up.
const (
	deployer    = deployment.DevDeployer
	operator    = deployment.DevOperator
	underwriter = deployment.DevFree
	stranger    = deployment.DevFree + 1
)

const (
	poolName = "pol_bench"
	symbol   = "bUSD"
)

var incident = common.Hash(merkle.IncidentID("inc_bench"))

// settler is the contracts of a world, with money in the pool and a final
// snapshot set, out of which settlements are published.
type settler struct {
	*world
	d         deployment.Deployment
	pool      deployment.Pool
	set       common.Hash
	committed money.Amount // by all orders so far, base units
	last      common.Hash  // digest of the last order
}

// deploy puts the contracts on the chain.
func (w *world) deploy(ctx context.Context) (*settler, error) {
	o, err := deployment.DevOptions(chainID)
	if err != nil {
		return nil, err
	}
	o.Tokens = []deployment.Token{{Name: "Bench dollar", Symbol: symbol, Decimals: 6}}
	o.Pools = []deployment.Pool{{PublicID: poolName, ID: merkle.PoolID(poolName), Token: symbol}}
	s := &settler{world: w}
	if s.d, err = deployment.Deploy(ctx, w.node.Client(), o); err != nil {
		return nil, err
	}
	s.pool, _ = s.d.Pool(poolName)
	return s, errors.Join(s.fund(ctx), s.measure(ctx))
}

// measure registers a snapshot and its set by the committee and lets the time
// for challenges pass.
func (s *settler) measure(ctx context.Context) error {
	config, now := s.d.OracleConfig(), uint64(s.node.Now().Unix())
	snapshot := contracts.LossSnapshot{
		ConfigDigest: s.d.ConfigDigest, IncidentID: incident, SpecHash: common.Hash{1}, Revision: 1, Attempt: 1, MethodHash: common.Hash{2},
		SourceChainID: chainID, FromBlock: 1, FromBlockHash: common.Hash{3}, ToBlock: 2, ToBlockHash: common.Hash{4},
		OccurredFrom: now - 100, OccurredTo: now - 10, Asset: s.pool.Asset, TotalLoss: money.FromUint64(1), LeafCount: 1,
		LossRoot: common.Hash{5}, EvidenceHash: common.Hash{6}, ValidUntil: s.end(),
	}
	digest := snapshot.Digest(config.Domain())
	set := contracts.SnapshotSet{
		ConfigDigest: s.d.ConfigDigest, IncidentID: incident, SpecHash: common.Hash{1}, Revision: 1,
		SnapshotsHash: contracts.SnapshotsHash([]common.Hash{digest}), Numeraire: s.pool.Asset, PricesHash: common.Hash{7},
		ValidUntil: s.end(),
	}
	s.set = set.Digest(config.Domain())
	ofSnapshot, err1 := s.sign(digest)
	ofSet, err2 := s.sign(s.set)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	window := time.Duration(s.d.Committee.ChallengeWindowSeconds) * time.Second
	return errors.Join(
		s.transact(ctx, stranger, s.d.LossOracle, contracts.PackSubmit(snapshot, ofSnapshot)),
		s.transact(ctx, stranger, s.d.LossOracle, contracts.PackSubmitSet(set, []common.Hash{digest}, ofSet)),
		s.node.AdvanceTime(window+time.Second),
	)
}

// end is the last second of what is signed now.
func (s *settler) end() uint64 { return uint64(s.node.Now().Add(contracts.MaxTerm / 2).Unix()) }

// sign joins the signatures of as many members as must agree.
func (s *settler) sign(digest common.Hash) ([]byte, error) {
	sigs, err := deployment.DevSignatures(int(s.d.Committee.Threshold), chainID, digest)
	if err != nil {
		return nil, err
	}
	return contracts.JoinSignatures(digest, sigs)
}

// transact sends one transaction of the set-up and waits until it is final.
func (s *settler) transact(ctx context.Context, account int, to common.Address, data []byte) error {
	nonce, err := s.client.PendingNonceAt(ctx, address(account))
	if err != nil {
		return err
	}
	tx, err := signed(account, nonce, 3_000_000, call{to: to, data: data})
	if err != nil {
		return err
	}
	if err := errors.Join(s.node.Client().SendTransaction(ctx, tx), s.node.Flush(ctx)); err != nil {
		return err
	}
	for {
		n, _, err := s.mined(ctx, []common.Hash{tx.Hash()})
		if err != nil {
			return fmt.Errorf("account %d: %x… to %s: %w", account, data[:4], to, err)
		}
		if n == 1 {
			return nil
		}
	}
}

func address(account int) common.Address { return devnet.Address(account) }
