package app

import (
	"context"
	"path/filepath"

	"makewhole/chain"
	"makewhole/chain/devnet"
	"makewhole/merkle"
)

// EtherDecimals of the native coin.
const EtherDecimals = 18

// DeployDev deploys the contracts by the development keys, with a test dollar,
// the native coin and a pool of each, and remembers them in dir.
func DeployDev(ctx context.Context, node *devnet.Node, dir string) (chain.Deployment, error) {
	o, err := chain.DevDeployOptions(node.ChainID().Uint64())
	if err != nil {
		return chain.Deployment{}, err
	}
	if dir != "" {
		o.Path = filepath.Join(dir, "deployment.json")
	}
	o.Tokens = []chain.DeployToken{
		{Name: "Test Dollar", Symbol: "tUSD", Decimals: 6},
		{Name: "Ether", Decimals: EtherDecimals},
	}
	o.Pools = []chain.DeployPool{DevPool("pol_tusd", "tUSD"), DevPool("pol_ether", "")}
	return chain.Deploy(ctx, node.Client(), o)
}

// DevPool is a pool of a development deployment; token is a symbol, empty for
// the native coin.
func DevPool(publicID, token string) chain.DeployPool {
	return chain.DeployPool{PublicID: publicID, ID: merkle.PoolID(publicID), Token: token}
}
