package contracts

import (
	"strings"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
)

// Pausers are the calls by which modules of others are paused, one a method:
// OpenZeppelin's Pausable and AccessManager, pauses that end by themselves, the
// guardians of Aave and Compound. A flag among the arguments is true for "paused".
var Pausers = sync.OnceValue(func() *abi.ABI {
	a, err := abi.JSON(strings.NewReader(pausersJSON))
	if err != nil {
		panic("pausers: " + err.Error()) // constant text
	}
	return &a
})

const pausersJSON = `[
{"type":"function","name":"pause","inputs":[],"outputs":[],"stateMutability":"nonpayable"},
{"type":"function","name":"pauseFor","inputs":[{"name":"duration","type":"uint256"}],"outputs":[],"stateMutability":"nonpayable"},
{"type":"function","name":"setTargetClosed","inputs":[{"name":"target","type":"address"},{"name":"closed","type":"bool"}],"outputs":[],"stateMutability":"nonpayable"},
{"type":"function","name":"setReservePause","inputs":[{"name":"asset","type":"address"},{"name":"paused","type":"bool"}],"outputs":[],"stateMutability":"nonpayable"},
{"type":"function","name":"setPoolPause","inputs":[{"name":"paused","type":"bool"}],"outputs":[],"stateMutability":"nonpayable"},
{"type":"function","name":"_setMintPaused","inputs":[{"name":"cToken","type":"address"},{"name":"state","type":"bool"}],"outputs":[{"type":"bool"}],"stateMutability":"nonpayable"},
{"type":"function","name":"_setBorrowPaused","inputs":[{"name":"cToken","type":"address"},{"name":"state","type":"bool"}],"outputs":[{"type":"bool"}],"stateMutability":"nonpayable"},
{"type":"function","name":"_setTransferPaused","inputs":[{"name":"state","type":"bool"}],"outputs":[{"type":"bool"}],"stateMutability":"nonpayable"},
{"type":"function","name":"_setSeizePaused","inputs":[{"name":"state","type":"bool"}],"outputs":[{"type":"bool"}],"stateMutability":"nonpayable"}
]`
