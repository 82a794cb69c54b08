package histories

import (
	"context"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
	"makewhole/test/roomtest"
)

// sealedAgain is a chain on which a later snapshot set of the incident is sealed and
// the settlement in question was never published.
type sealedAgain struct{}

func (sealedAgain) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(77)}, nil
}

func (sealedAgain) CallsAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([][]byte, error) {
	incidentOf := string(contracts.NewLossOracle().PackIncidentOf(common.Hash{})[:4])
	out := make([][]byte, len(msgs))
	for i, m := range msgs {
		out[i] = make([]byte, 9*32) // nothing is known, nothing is compromised
		switch {
		case *m.To == roomtest.Distributor:
			out[i] = out[i][:32]
		case string(m.Data[:4]) == incidentOf:
			out[i] = out[i][:3*32]
			out[i][2*32-1] = 5 // the sealed revision
		case i > 2:
			out[i] = out[i][:32]
		}
	}
	return out, nil
}
