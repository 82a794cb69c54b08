package chain

import (
	"bytes"
	"context"
	"errors"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Limits of one EIP-1271 check (U4).
const (
	signatureGas      = 500_000
	signatureTime     = 2 * time.Second
	signatureBytesMax = 8 << 10
)

// magic1271 is bytes4(keccak256("isValidSignature(bytes32,bytes)")), both the
// selector and the answer of EIP-1271.
var magic1271 = []byte{0x16, 0x26, 0xba, 0x7e}

// VerifySignature reports whether sig is addr's signature over digest. A
// 65-byte signature that recovers to addr (v 27 or 28, low s) is accepted without
// asking the node, which is safe: nobody has a key for a contract's address
// and an EIP-7702 account keeps its key. Otherwise the account's code is asked
// by EIP-1271 at block at (nil = the finalized block); the account's own signature in
// another form (v 0 or 1) is none. The error is about the
// node; a contract that reverts or has no code has not signed.
func (c *Client) VerifySignature(ctx context.Context, addr common.Address, digest common.Hash, sig []byte, at *uint64) (bool, error) {
	if got, err := contracts.RecoverSigner(digest, sig); err == nil && got == addr {
		return true, nil
	}
	if own, ok := contracts.LegacySigner(digest, sig); len(sig) > signatureBytesMax || ok && own == addr {
		return false, nil
	}
	block, err := c.signatureBlock(ctx, at)
	if err != nil {
		return false, err
	}
	short, cancel := context.WithTimeout(ctx, signatureTime)
	defer cancel()
	msg := ethereum.CallMsg{To: &addr, Gas: signatureGas, Data: pack1271(digest, sig)}
	out, err := c.CallContract(short, msg, block)
	if errors.Is(AsRevert(err), ErrReverted) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return len(out) == 32 && bytes.Equal(out[:4], magic1271) && isZero(out[4:]), nil
}

func (c *Client) signatureBlock(ctx context.Context, at *uint64) (*big.Int, error) {
	if at != nil {
		return new(big.Int).SetUint64(*at), nil
	}
	f, err := c.Finalized(ctx)
	if err != nil {
		return nil, err
	}
	return f.Number, nil
}

// pack1271 is abi.encodeCall(isValidSignature, (digest, sig)).
func pack1271(digest common.Hash, sig []byte) []byte {
	data := append(bytes.Clone(magic1271), digest[:]...)
	data = append(data, common.LeftPadBytes([]byte{0x40}, 32)...)
	data = append(data, common.LeftPadBytes(big.NewInt(int64(len(sig))).Bytes(), 32)...)
	return append(data, common.RightPadBytes(sig, (len(sig)+31)/32*32)...)
}

func isZero(b []byte) bool {
	for _, x := range b {
		if x != 0 {
			return false
		}
	}
	return true
}
