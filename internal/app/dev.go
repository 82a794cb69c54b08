package app

import (
	"context"
	"makewhole/deployment"
	"path/filepath"

	"makewhole/chain/devnet"
	"makewhole/merkle"
)

// EtherDecimals of the native coin.
const EtherDecimals = 18

// DeployDev deploys the contracts by the development keys, with a test dollar,
// the native coin and a pool of each, and remembers them in dir.
func DeployDev(ctx context.Context, node *devnet.Node, dir string) (deployment.Deployment, error) {
	o, err := deployment.DevOptions(node.ChainID().Uint64())
	if err != nil {
		return deployment.Deployment{}, err
	}
	if dir != "" {
		o.Path = filepath.Join(dir, "deployment.json")
	}
	o.Tokens = []deployment.Token{
		{Name: "Test Dollar", Symbol: "tUSD", Decimals: 6},
		{Name: "Ether", Decimals: EtherDecimals},
	}
	o.Pools = []deployment.Pool{DevPool("pol_tusd", "tUSD"), DevPool("pol_ether", "")}
	return deployment.Deploy(ctx, node.Client(), o)
}

// DevPool is a pool of a development deployment; token is a symbol, empty for
// the native coin.
func DevPool(publicID, token string) deployment.Pool {
	return deployment.Pool{PublicID: publicID, ID: merkle.PoolID(publicID), Token: token}
}
