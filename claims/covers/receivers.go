package covers

import (
	"bytes"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/service"
)

// burnAddresses are accounts people burn tokens at or write for the native coin;
// nobody has a key for them.
var burnAddresses = map[common.Address]bool{
	common.HexToAddress("0xdead000000000000000042069420694206942069"): true,
	common.HexToAddress("0xdead000000000000000000000000000000000000"): true,
	common.HexToAddress("0x00000000000000000000000000000000deadbeef"): true,
	common.HexToAddress("0xdeaddeaddeaddeaddeaddeaddeaddeaddeaddead"): true,
}

// reservedBelow: addresses below it are zero, precompiles (0x01 to 0x11, 0x100)
// and burn addresses such as 0x…dead.
const reservedBelow = 0x10000

// unholdable says why nobody can hold money at an account, or "" if somebody can.
func unholdable(a common.Address) string {
	switch {
	case a == common.Address{}:
		return "must not be zero"
	case bytes.Equal(a[:17], make([]byte, 17)) && int(a[17])<<16|int(a[18])<<8|int(a[19]) < reservedBelow:
		return "is a precompile or a burn address"
	case burnAddresses[a] || bytes.Count(a[:], a[:1]) == len(a): // 0x1111…, 0xeeee…, 0xffff…
		return "is a burn address"
	}
	return ""
}

// CheckHoldable is unholdable as a field error.
func CheckHoldable(bad *service.FieldErrors, a common.Address, pointer string) {
	if why := unholdable(a); why != "" {
		bad.Check(false, pointer, why)
	}
}

// RefusePayee refuses an account at which nobody can hold money, or that is a contract
// of this system, a token on record, or a module of the protocol.
func RefusePayee(tx *models.Tx, protocolID int64, account common.Address, pointer string) error {
	if why := unholdable(account); why != "" {
		return service.Invalid(pointer, why)
	}
	return refuseContract(tx, protocolID, account, pointer)
}

// RefuseOwnContract refuses an account that is a contract of this system, a
// token on record, or a module of the protocol: what is paid there is lost.
func (s *Service) RefuseOwnContract(tx *models.Tx, protocolID int64, account common.Address, pointer string) error {
	if account == s.Oracle {
		return service.Invalid(pointer, "is an oracle of this system")
	}
	return refuseContract(tx, protocolID, account, pointer)
}

func refuseContract(tx *models.Tx, protocolID int64, account common.Address, pointer string) error {
	part, err := tx.SystemPart(account)
	if err != nil {
		return err
	}
	if part != "" {
		return service.Invalid(pointer, fmt.Sprintf("is %s of this system", part))
	}
	module, err := tx.IsModule(protocolID, account)
	if err != nil {
		return err
	}
	if module {
		return service.Invalid(pointer, "is a module of the protocol")
	}
	return nil
}
