package main

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
)

// million is the depth of a tree of 2^20 leaves.
const million = 20

// spread is over how many leaves the cost of a redemption is averaged in the
// large tree: those of one bitmap word, of which the first pays for the slot.
const spread = 256

// receivers are n accounts that nobody has used, with amounts of nine non-zero
// bytes, the dear case for calldata.
func receivers(n int) []contracts.Item {
	items := make([]contracts.Item, n)
	for i := range items {
		items[i] = contracts.Item{
			Receiver: account(fmt.Sprint("receiver ", i)),
			Amount:   money.MustParse(fmt.Sprintf("2000111222333444%03d%03d", 100+i%900, 555)),
		}
	}
	return items
}

// cost is what one way of paying costs: gas a receiver, calldata bytes a
// receiver, and gas once for all of them.
type cost struct {
	gas, bytes uint64
	fixed      uint64
}

func (c *cost) add(t tx) {
	c.gas += t.gas
	c.bytes += t.calldata
}

func (c cost) each(n int) cost {
	c.gas /= uint64(n)
	c.bytes /= uint64(n)
	return c
}

// holds gives the receivers a balance before, or not.
func (s *session) holds(token common.Address, items []contracts.Item, existing bool) {
	if !existing {
		return
	}
	for _, it := range items {
		if token == coin {
			s.db.AddBalance(it.Receiver, uint256.NewInt(1), 0)
		} else {
			s.call(admin, token, tokenABI.PackMint(it.Receiver, big.NewInt(1)))
		}
	}
}

// primed is a deployment that has another settlement open, as one in use has.
func primed(code variant, asset common.Address) *ours {
	o := newOurs(code)
	if o.err == nil {
		o.active(o.plan(asset, receivers(1), 0))
	}
	return o
}

func pushOurs(code variant, asset common.Address, n int, existing bool) (cost, error) {
	o := primed(code, asset)
	if o.err != nil {
		return cost{}, o.err
	}
	items := receivers(n + 1)[1:]
	o.holds(asset, items, existing)
	s := o.plan(asset, items, 0)
	var c cost
	c.fixed = o.publish(s).gas
	o.now += activationDelay
	for _, data := range o.pushes(s) {
		c.add(o.call(sender, o.dist, data))
	}
	return c.each(n), o.err
}

func redeemOurs(code variant, asset common.Address, n, depth int, existing bool) (cost, error) {
	o := primed(code, asset)
	if o.err != nil {
		return cost{}, o.err
	}
	items := receivers(n + 1)[1:]
	o.holds(asset, items, existing)
	s := o.plan(asset, items, depth)
	var c cost
	c.fixed = o.publish(s).gas
	o.now += activationDelay
	for i := range items {
		c.add(o.call(sender, o.dist, contracts.PackRedeem(s.redemption(i))))
	}
	return c.each(n), o.err
}

// peerSession has a token of which the sender has plenty.
func peerSession() *session {
	s := newSession()
	if s.err != nil {
		return s
	}
	for _, a := range []common.Address{admin, sender} {
		s.rich(a)
	}
	s.deploy(admin, &contracts.TestTokenMetaData, tokenABI.PackConstructor("Test dollar", "tUSD", 6))
	s.call(admin, token, tokenABI.PackMint(sender, new(big.Int).Lsh(big.NewInt(1), 100)))
	return s
}

func pushPlain(asset common.Address, n int, existing bool) (cost, error) {
	s := peerSession()
	if s.err != nil {
		return cost{}, s.err
	}
	items := receivers(n + 1)[1:]
	var c cost
	if asset == coin {
		s.holds(coin, items, existing)
		for _, it := range items {
			x := it.Amount.Uint256()
			c.add(s.send(sender, it.Receiver, &x, nil))
		}
		return c.each(n), s.err
	}
	s.holds(token, items, existing)
	for _, it := range items {
		c.add(s.call(sender, token, tokenABI.PackTransfer(it.Receiver, it.Amount.Big())))
	}
	return c.each(n), s.err
}

// pushPeer pays through somebody else's batch contract, as many in a call as a
// transaction may use gas for.
func pushPeer(peer, method string, asset common.Address, n int, existing bool) (cost, error) {
	s := peerSession()
	a, err := loadArtifact(peer)
	if s.err != nil || err != nil {
		return cost{}, errors.Join(s.err, err)
	}
	at, _ := s.create(admin, a.code(), nil)
	items := receivers(n + 1)[1:]
	var c cost
	most := 500
	if asset == coin {
		s.holds(coin, items, existing)
		most = 250
	} else {
		s.holds(token, items, existing)
		c.fixed = s.call(sender, token, tokenABI.PackApprove(at, new(big.Int).Lsh(big.NewInt(1), 99))).gas
	}
	for ; len(items) > 0; items = items[min(most, len(items)):] {
		batch := items[:min(most, len(items))]
		var to []common.Address
		var amounts []*big.Int
		sum := new(big.Int)
		for _, it := range batch {
			to, amounts = append(to, it.Receiver), append(amounts, it.Amount.Big())
			sum.Add(sum, it.Amount.Big())
		}
		if asset == coin {
			c.add(s.send(sender, at, uint256.MustFromBig(sum), s.pack(a, method, to, amounts)))
			continue
		}
		args := []any{token, to, amounts}
		if method == "airdropERC20" {
			args = append(args, sum)
		}
		c.add(s.call(sender, at, s.pack(a, method, args...)))
	}
	return c.each(n), s.err
}

// claimPeer redeems from a distributor that is deployed for this round.
func claimPeer(peer string, n, depth int, existing bool) (cost, error) {
	s := peerSession()
	a, err := loadArtifact(peer)
	if s.err != nil || err != nil {
		return cost{}, errors.Join(s.err, err)
	}
	items := receivers(n + 1)[1:]
	s.holds(token, items, existing)
	first := uint64(0)
	if depth != 0 {
		first = 3000 * 256
	}
	leaves := make([]merkle.Hash, n)
	total := big.NewInt(1)
	for i, it := range items {
		leaves[i] = peerLeaf(peer, first+uint64(i), it)
		total.Add(total, it.Amount.Big())
	}
	tree := merkle.Build(leaves)
	above, root := climb(tree.Root(), depth-tree.Depth())
	var c cost
	at, deployed := s.create(admin, a.code(), s.pack(a, "", token, root))
	c.fixed = deployed.gas + s.call(sender, token, tokenABI.PackTransfer(at, total)).gas
	for i, it := range items {
		proof := append(tree.Proof(i), above...)
		index := new(big.Int).SetUint64(first + uint64(i))
		c.add(s.call(sender, at, s.pack(a, "claim", index, it.Receiver, it.Amount.Big(), proof)))
	}
	return c.each(n), s.err
}

// peerLeaf hashes (index, account, amount): Uniswap packed and once, the other
// as OpenZeppelin advises, ABI-encoded and twice.
func peerLeaf(peer string, index uint64, it contracts.Item) merkle.Hash {
	i, x := money.FromUint64(index).Bytes32(), it.Amount.Bytes32()
	if peer == "UniswapMerkleDistributor" {
		return crypto.Keccak256Hash(i[:], it.Receiver[:], x[:])
	}
	inner := crypto.Keccak256(i[:], common.LeftPadBytes(it.Receiver[:], 32), x[:])
	return crypto.Keccak256Hash(inner)
}
