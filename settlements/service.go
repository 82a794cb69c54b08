package settlements

import (
	"errors"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims"
	"makewhole/models"
	"makewhole/money"
)

// Config is what New needs.
type Config struct {
	DB *models.DB
	// Chain tells which accounts of a recovery are contracts, before a transaction
	// begins.
	Chain claims.Code
	// Caller is asked whether the chain will ever take an order; nil where there is
	// none, and then nothing is voided.
	Caller Caller
	// Now is the clock for decisions made outside a transaction.
	Now func() time.Time

	ChainID  int64          // settlement chain
	Operator common.Address // key that sends publish, earmark, sweep

	// Sources read code on the other chains on which losses happen, as in
	// claims.CodeReader.
	Sources map[int64]claims.Code
	// Compromised accounts never receive by default, even without code.
	Compromised map[common.Address]bool
	// RecoverySources names payers who need no registration at the vault, and what
	// they are: attacker, whitehat, issuer, court, salvage, protocol.
	RecoverySources map[common.Address]string
	// RecoveryThreshold is the least worth of new money of one token, in base units
	// of the numéraire, that starts a tranche by itself; zero: any.
	RecoveryThreshold money.Amount
	// RecoveryHold is how long money from issuers and courts waits, and what nobody
	// announced from a payer whom nobody knows.
	RecoveryHold time.Duration
	// ObjectionTerm is how long an objection waits for whoever was asked to answer it,
	// before a senior is, then another, and then holds up no draft; 0 means seven days.
	ObjectionTerm time.Duration
	// EventBatch is how many chain events one transaction of ApplyEvents takes; 0
	// means 500.
	EventBatch int
	// Progress is told of each step of a draft as it begins: read, allocate, hash,
	// tree, store. Optional.
	Progress func(step string)
	// PublishDrafts lets the job publish the previews of what it drafted.
	PublishDrafts bool
}

// Service is the settlement job and the recovery desk over one store.
type Service struct{ Config }

// New checks the configuration and fills defaults.
func New(c Config) (*Service, error) {
	if c.EventBatch == 0 {
		c.EventBatch = 500
	}
	if c.ObjectionTerm == 0 {
		c.ObjectionTerm = 7 * 24 * time.Hour
	}
	return &Service{c}, c.validate()
}

func (c Config) validate() error {
	switch {
	case c.DB == nil:
		return errors.New("settlements: Config.DB is missing")
	case c.Chain == nil:
		return errors.New("settlements: Config.Chain is missing")
	case c.Now == nil:
		return errors.New("settlements: Config.Now is missing")
	case c.ChainID <= 0:
		return errors.New("settlements: Config.ChainID is missing")
	case c.Operator == common.Address{}:
		return errors.New("settlements: Config.Operator is missing")
	}
	return nil
}

func (s *Service) progress(step string) {
	if s.Progress != nil {
		s.Progress(step)
	}
}
