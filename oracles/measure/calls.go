package measure

import (
	"errors"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/models"
	"makewhole/money"
)

// errAnswer means that a view call did not answer with exactly one word.
var errAnswer = errors.New("view call did not answer with one number")

// OneWord reads the answer of a view call that returns one uint256.
func OneWord(out []byte) (money.Amount, error) {
	if len(out) != 32 {
		return money.Zero, errAnswer
	}
	return money.FromBytes32([32]byte(out)), nil
}

// viewCall encodes a call of name(address), name(uint256) or name().
func viewCall(to common.Address, signature string, word []byte) ethereum.CallMsg {
	data := append([]byte(nil), crypto.Keccak256([]byte(signature))[:4]...)
	if word != nil {
		data = append(data, common.LeftPadBytes(word, 32)...)
	}
	return ethereum.CallMsg{To: &to, Data: data}
}

// HoldingsCall asks what a module holds in all. The native coin has no such
// call: its modules must name a holdings view.
func HoldingsCall(m models.SpecModule) (ethereum.CallMsg, error) {
	if m.Holdings != "" {
		return viewCall(m.Address, m.Holdings, nil), nil
	}
	if m.Asset == (common.Address{}) {
		return ethereum.CallMsg{}, errors.New("module of the native coin without a holdings view")
	}
	return viewCall(m.Asset, "balanceOf(address)", m.Address[:]), nil
}
