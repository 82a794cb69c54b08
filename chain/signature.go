package chain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
)

// Limits of one check of a signature (U4).
const (
	signatureGas      = 500_000
	signatureTime     = 2 * time.Second
	signatureBytesMax = 8 << 10

	factoryGas  = 5_000_000 // of a factory that deploys a wallet
	deployedGas = 7_000_000 // of all: the bytes, the factory, the question
)

// magic1271 is bytes4(keccak256("isValidSignature(bytes32,bytes)")), both the
// selector and the answer of EIP-1271.
var magic1271 = []byte{0x16, 0x26, 0xba, 0x7e}

// VerifySignature says whose signature over digest sig is. A 65-byte signature that
// recovers to addr (v 27 or 28, low s) is accepted without asking the node, which is
// safe: nobody has a key for a contract's address and an EIP-7702 account keeps its
// key. Everything else is asked of code at block at (nil = the finalized block): of
// the account's own or the one it delegates to by EIP-1271, and of the wallet that
// the factory of an EIP-6492 signature deploys at that address, in a call that leaves
// nothing behind. Where there is code, it is asked first, because keys may have been
// exchanged since. The account's own signature in another form (v 0 or 1) is none. The
// error is about the node; code that reverts or takes too much gas has not signed.
func (c *Client) VerifySignature(ctx context.Context, addr common.Address, digest common.Hash, sig []byte, at *uint64) (contracts.Verdict, error) {
	if got, err := contracts.RecoverSigner(digest, sig); err == nil && got == addr {
		return contracts.Verdict{By: contracts.SignedByKey}, nil
	}
	if own, ok := contracts.LegacySigner(digest, sig); ok && own == addr {
		return contracts.Refused("must end in v 27 or 28"), nil
	}
	if len(sig) > signatureBytesMax {
		return contracts.Refused("is longer than 8192 bytes"), nil
	}
	wrapped, isWrapped, err := contracts.Unwrap(sig)
	if err != nil {
		return contracts.Refused("ends as EIP-6492 says and has not its form"), nil //nolint:nilerr // that is the answer
	}
	block, err := c.signatureBlock(ctx, at)
	if err != nil {
		return contracts.Verdict{}, err
	}
	short, cancel := context.WithTimeout(ctx, signatureTime)
	defer cancel()
	if isWrapped {
		sig = wrapped.Signature
	}
	verdict, deployed, err := c.askCode(short, addr, digest, sig, block)
	if err != nil || verdict.Signed() || !isWrapped || deployed {
		return verdict, err
	}
	return c.askFactory(short, addr, digest, wrapped, block)
}

// askCode asks the code of an account, if it has any.
func (c *Client) askCode(ctx context.Context, addr common.Address, digest common.Hash, sig []byte, block *big.Int) (v contracts.Verdict, deployed bool, err error) {
	code, err := c.CodeAt(ctx, addr, block)
	if err != nil {
		return v, false, err
	}
	if len(code) == 0 {
		return contracts.Refused("is not of the account's key, and the account has no code to ask: a wallet that is not deployed yet signs by EIP-6492"), false, nil
	}
	by, why := contracts.SignedByContract, "is refused by the account's contract (EIP-1271)"
	if _, ok := contracts.DelegateOf(code); ok {
		by, why = contracts.SignedByDelegate, "is neither of the account's key nor accepted by the code that the account delegates to (EIP-7702, EIP-1271)"
	}
	out, err := c.CallContract(ctx, ethereum.CallMsg{To: &addr, Gas: signatureGas, Data: pack1271(digest, sig)}, block)
	switch {
	case errors.Is(AsRevert(err), ErrReverted):
		return contracts.Refused(why), true, nil
	case err != nil:
		return v, true, err
	case len(out) == 32 && bytes.Equal(out[:4], magic1271) && isZero(out[4:]):
		return contracts.Verdict{By: by}, true, nil
	}
	return contracts.Refused(why), true, nil
}

// Answers of the code of askFactory.
const (
	factoryMadeNothing = 0
	factoryMadeWallet  = 2 // which does not accept
	factoryWalletSays  = 3 // that it signed
)

// askFactory lets the factory deploy the wallet inside of a call, and asks it.
func (c *Client) askFactory(ctx context.Context, addr common.Address, digest common.Hash, w contracts.Wrapped, block *big.Int) (contracts.Verdict, error) {
	out, err := c.CallContract(ctx, ethereum.CallMsg{Gas: deployedGas, Data: deployAndAsk(addr, w, pack1271(digest, w.Signature))}, block)
	if err != nil && !errors.Is(AsRevert(err), ErrReverted) {
		return contracts.Verdict{}, err
	}
	if err == nil && len(out) != 1 {
		return contracts.Verdict{}, fmt.Errorf("%w: %d bytes of a call that deploys", ErrAnswer, len(out))
	}
	switch {
	case err != nil, out[0] == factoryMadeNothing:
		return contracts.Refused("names a factory that deploys nothing at the account's address (EIP-6492)"), nil
	case out[0] == factoryWalletSays:
		return contracts.Verdict{By: contracts.SignedByFactory}, nil
	case out[0] == factoryMadeWallet:
		return contracts.Refused("is refused by the wallet that its factory deploys (EIP-6492)"), nil
	}
	return contracts.Verdict{}, fmt.Errorf("%w: %d of a call that deploys", ErrAnswer, out[0])
}

// deployAndAsk is code that runs as the constructor of a contract that is never
// stored: it calls the factory, asks the account, and returns one byte. Each call has
// a gas limit of its own, so that neither can keep it from answering.
func deployAndAsk(account common.Address, w contracts.Wrapped, question []byte) []byte {
	const size = 142 // of the code before its data
	all, asked := len(w.Call)+len(question), len(question)
	var code []byte
	op := func(ops ...byte) { code = append(code, ops...) }
	push3 := func(n int) { op(0x62, byte(n>>16), byte(n>>8), byte(n)) }
	push4 := func(n int) { op(0x63, byte(n>>24), byte(n>>16), byte(n>>8), byte(n)) }
	push20 := func(a common.Address) { op(0x73); op(a[:]...) }

	push3(all)
	push3(size)
	op(0x5f, 0x39)             // codecopy(0, size, all)
	op(0x5f, 0x5f)             // no answer of the factory is wanted
	push3(len(w.Call))         // of its calldata
	op(0x5f, 0x5f)             // from 0, without coins
	push20(w.Factory)          //
	push4(factoryGas)          //
	op(0xf1, 0x50)             // call, pop
	op(0x60, 0x20)             // 32 bytes of answer
	push3(all)                 // behind what was copied
	push3(asked)               //
	push3(len(w.Call))         //
	push20(account)            //
	push4(signatureGas)        //
	op(0xfa)                   // staticcall
	op(0x3d, 0x60, 0x20, 0x14) // returndatasize is 32
	op(0x16)                   // and
	push3(all)                 //
	op(0x51)                   // mload
	op(0x63)                   //
	op(magic1271...)           //
	op(0x60, 0xe0, 0x1b, 0x14) // is the magic word, shifted left by 224
	op(0x16)                   // and
	push20(account)            //
	op(0x3b, 0x15, 0x15)       // has code
	op(0x60, 0x01, 0x1b, 0x17) // twice that, or
	op(0x5f, 0x52)             // mstore at 0
	op(0x60, 0x01, 0x60, 0x1f, 0xf3)
	if len(code) != size {
		panic(fmt.Sprintf("chain: code of %d bytes, want %d", len(code), size))
	}
	return append(append(code, w.Call...), question...)
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
