package covers

import (
	"context"
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/models"
)

// Verifier says who signed. *chain.Client satisfies it.
type Verifier interface {
	// VerifySignature checks 65 bytes by ecrecover first, then asks code at the block
	// (nil = latest final): EIP-1271, EIP-7702, EIP-6492.
	VerifySignature(ctx context.Context, account common.Address, digest common.Hash, signature []byte, atBlock *uint64) (contracts.Verdict, error)
}

// Config is what New needs.
type Config struct {
	DB    *models.DB
	Chain Verifier // asked before a transaction begins
	// Now is the clock for decisions made outside a transaction.
	Now func() time.Time

	ChainID int64          // settlement chain
	Oracle  common.Address // LossOracle: verifying contract of consents and certificates

	// Transactions reads the proofs of imported covers; without it only certificates
	// are taken.
	Transactions Transactions
}

// Service is the catalog and the covers of one store.
type Service struct{ Config }

// New checks the configuration.
func New(c Config) (*Service, error) { return &Service{c}, c.validate() }

func (c Config) validate() error {
	switch {
	case c.DB == nil:
		return errors.New("covers: Config.DB is missing")
	case c.Chain == nil:
		return errors.New("covers: Config.Chain is missing")
	case c.Now == nil:
		return errors.New("covers: Config.Now is missing")
	case c.ChainID <= 0:
		return errors.New("covers: Config.ChainID is missing")
	case c.Oracle == common.Address{}:
		return errors.New("covers: Config.Oracle is missing")
	}
	return nil
}
