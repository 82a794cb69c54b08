package quorum

import (
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// logRange is how many blocks one question about logs covers; more is refused by
// many providers.
const logRange = 10_000

// config is a committee with its members: that of the deployment file, or the one
// that the oracle announced later, from its event.
func (v *view) config(digest common.Hash) (contracts.OracleConfig, error) {
	if c := v.d.OracleConfig(); c.Digest() == digest {
		return c, nil
	}
	topic := contracts.NewLossOracle()
	for to := v.head.Number.Uint64(); ; to -= logRange {
		from := v.d.Block
		if to >= v.d.Block+logRange {
			from = to - logRange + 1
		}
		logs, err := v.node.FilterLogs(v.ctx, ethereum.FilterQuery{
			FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to), Addresses: []common.Address{v.d.LossOracle},
			Topics: [][]common.Hash{nil, {digest}},
		})
		if err != nil {
			return contracts.OracleConfig{}, err
		}
		for _, log := range logs {
			e, err := topic.UnpackConfigActivatedEvent(&log)
			if err != nil {
				continue // another event about the configuration
			}
			c := contracts.OracleConfig{
				ChainID: v.d.ChainID, Oracle: v.d.LossOracle, Count: e.Count, Signers: e.Signers, F: e.F, Threshold: e.Threshold,
				ChallengeWindow: e.Params.ChallengeWindow, MaxAge: e.Params.MaxAge, MaxClockSkew: e.Params.MaxClockSkew, MaxDeviationBps: e.Params.MaxDeviationBps,
			}
			if c.Digest() == digest {
				return c, nil
			}
		}
		if from == v.d.Block {
			return contracts.OracleConfig{}, refused("the oracle %s announced no committee %s since block %d", v.d.LossOracle, digest, from)
		}
	}
}

// finalSet reports whether a snapshot set can carry orders.
func (v *view) finalSet(set common.Hash) (bool, error) {
	o := contracts.NewLossOracle()
	return ask(v, v.d.LossOracle, o.PackIsSetFinal(set), o.UnpackIsSetFinal)
}
