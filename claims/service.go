package claims

import (
	"context"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/models"
)

// Chain is what claims asks a node of the settlement chain, always before a
// transaction begins. *chain.Client satisfies it.
type Chain interface {
	Code
	covers.Verifier
}

// Code tells contracts from accounts that have a key.
type Code interface {
	// CodeAt returns the code of an account, empty for an EOA; nil = latest block.
	CodeAt(ctx context.Context, account common.Address, block *big.Int) ([]byte, error)
}

// Config is what New needs.
type Config struct {
	DB    *models.DB
	Chain Chain
	// Now is the clock for decisions made outside a transaction.
	Now func() time.Time

	ChainID int64          // settlement chain
	Oracle  common.Address // LossOracle: verifying contract of ProofOfLoss

	// Sources read code on the other chains on which losses happen. A chain
	// without one is not read: its accounts are taken for contracts.
	Sources map[int64]Code

	// Transactions reads the proofs of imported covers; without it only certificates
	// are taken.
	Transactions covers.Transactions

	// Compromised accounts never receive by default, even without code.
	Compromised map[common.Address]bool
	// ReviewSLA is how long a claim may wait for its reviewer before it goes to a
	// senior, then for that one, then for another; 0 means seven days.
	ReviewSLA time.Duration
	// ReceiverTerm is how long a line whose account cannot receive waits for a named
	// receiver before it is parked; 0 means thirty days.
	ReceiverTerm time.Duration
}

// Service is the claims desk over one store, with its catalog and covers.
type Service struct {
	Config
	*covers.Service
}

// New checks the configuration and fills defaults.
func New(c Config) (*Service, error) {
	if c.ReviewSLA == 0 {
		c.ReviewSLA = 7 * 24 * time.Hour
	}
	if c.ReceiverTerm == 0 {
		c.ReceiverTerm = 30 * 24 * time.Hour
	}
	written, err := covers.New(covers.Config{
		DB: c.DB, Chain: c.Chain, Now: c.Now, ChainID: c.ChainID, Oracle: c.Oracle, Transactions: c.Transactions,
	})
	return &Service{c, written}, err
}
