package models

import "makewhole/money"

// CoinAccount is what a chain says about an account at one block.
type CoinAccount struct {
	Balance money.Amount // wei
	Nonce   uint64
	Code    bool
}

// Exists tells whether the chain keeps the account at all (EIP-161).
func (a CoinAccount) Exists() bool { return a.Code || a.Nonce > 0 || !a.Balance.IsZero() }
