package chaintest

import (
	"bytes"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// FactoryInit deploys the deterministic deployment proxy that most chains have: it
// calls CREATE2 with the first word of its calldata as salt and the rest as code.
var FactoryInit = common.FromHex("604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3")

// WalletInit deploys a contract wallet of one owner: by EIP-1271 it accepts 65 bytes
// that recover to the owner.
func WalletInit(owner common.Address) []byte {
	code := WalletCode(owner)
	return append([]byte{0x60, byte(len(code)), 0x80, 0x60, 0x09, 0x5f, 0x39, 0x5f, 0xf3}, code...)
}

// WalletCode is what WalletInit deploys. It keeps nothing, so that an account may
// delegate to it as well.
func WalletCode(owner common.Address) []byte {
	code := common.FromHex("600435" + "5f52" + // the digest
		"60a43560f81c602052" + // v
		"606435604052" + "608435606052" + // r, s
		"60205f60805f60015afa50" + // ecrecover over the digest
		"5f5173")
	code = append(code, owner[:]...)
	return append(code, common.FromHex("14"+"631626ba7e02"+"60e01b5f5260205ff3")...)
}

// SpenderInit deploys a contract that answers every call by using up its gas.
var SpenderInit = common.FromHex("600580600960003960" + "00f3" + "5b5f5f5056")

// Deploys is the calldata of the factory for a salt of zeros, and the address at which
// it deploys.
func Deploys(factory common.Address, init []byte) (call []byte, at common.Address) {
	return append(bytes.Clone(make([]byte, 32)), init...), crypto.CreateAddress2(factory, [32]byte{}, crypto.Keccak256(init))
}
