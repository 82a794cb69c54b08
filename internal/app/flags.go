package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
	"github.com/ethereum/go-ethereum/common"

	"makewhole/chain"
	"makewhole/models"
	"makewhole/money"
	"makewhole/outbox/keys"
)

// StoreFlags say where the data is.
type StoreFlags struct {
	Data string `help:"Data directory: SQLite database, evidence files, embedded chain, keys." default:"data" type:"path" placeholder:"DIR"`
	DSN  string `help:"PostgreSQL connection string; without it the store is SQLite in the data directory." name:"dsn" placeholder:"URL"`
}

// recoverySources reads --recovery-source.
func (f Flags) recoverySources() (map[common.Address]string, error) {
	out := map[common.Address]string{}
	for addr, kind := range f.Recovery {
		if !common.IsHexAddress(addr) {
			return nil, fmt.Errorf("--recovery-source: %q is no address", addr)
		}
		out[common.HexToAddress(addr)] = kind
	}
	return out, nil
}

// recoveryThreshold reads --recovery-threshold.
func (f Flags) recoveryThreshold() (least money.Amount, err error) {
	if f.RecoveryLeast == "" {
		return least, nil
	}
	if least, err = money.Parse(f.RecoveryLeast); err != nil {
		err = fmt.Errorf("--recovery-threshold: %w", err)
	}
	return least, err
}

// Config is the store's configuration for a clock.
func (f StoreFlags) Config(now func() time.Time, readOnly bool) models.Config {
	if f.DSN != "" {
		return models.Config{Driver: "postgres", DSN: f.DSN, Now: now, ReadOnly: readOnly, Hook: torture.store}
	}
	return models.Config{Driver: "sqlite", Dir: f.Data, Now: now, ReadOnly: readOnly, Hook: torture.store}
}

// Socket is where a running server of this data directory answers commands.
func (f StoreFlags) Socket() string { return filepath.Join(f.Data, "admin.sock") }

// ChainFlags say which chain is settled on.
type ChainFlags struct {
	Dev           bool     `help:"Use an embedded development chain with published keys; deploys the contracts."`
	RPC           []string `help:"JSON-RPC endpoints of the settlement chain; transactions go to all of them." name:"rpc" placeholder:"URL"`
	RPCQuorum     int      `help:"How many endpoints must say the same before money moves; 0 is more than half." default:"0" name:"rpc-quorum"`
	ChainID       uint64   `help:"EIP-155 id of the settlement chain." default:"31337" name:"chain-id"`
	FinalityDepth uint64   `help:"Blocks below the head that count as final; 0 uses the node's finalized tag." default:"0"`
	Deployment    string   `help:"File that names the contracts; default deployment.json in the data directory." type:"path" placeholder:"FILE"`
	OperatorKey   string   `help:"Key that sends transactions: a keystore file (mode 0600), or the URI of a key held elsewhere: clef+http://HOST, clef+ipc:///PATH, web3signer+https://HOST (?address=0x… where it holds several), awskms:///KEY?region=R, gcpkms://projects/…/cryptoKeyVersions/N. Without it nothing is sent." placeholder:"KEY"`
	ResponderKey  string   `help:"Key that pauses modules by accepted plans, spelled like --operator-key; it sends nothing else. Without it findings are told, and nothing is paused." name:"responder-key" placeholder:"KEY"`
	MaxFee        uint64   `help:"Most to offer per gas, in gwei; transactions wait while the market is above it." default:"200" name:"max-fee"`
	MaxTip        uint64   `help:"Most to offer block builders per gas, in gwei." default:"5" name:"max-tip"`
	PasswordFile  string   `help:"File (mode 0600) with the passphrase of the keystore." type:"path" placeholder:"FILE"`
}

// ChainConfig is how to reach the settlement chain.
func (f ChainFlags) ChainConfig(now func() time.Time) chain.Config {
	return chain.Config{URLs: f.RPC, Quorum: f.RPCQuorum, ChainID: f.ChainID, FinalityDepth: f.FinalityDepth, Now: now}
}

func (f ChainFlags) validate() error {
	if !f.Dev && len(f.RPC) == 0 {
		return errors.New("name the settlement chain with --rpc URL, or use --dev for an embedded one")
	}
	if f.Dev && len(f.RPC) > 0 {
		return errors.New("--dev and --rpc exclude each other")
	}
	if f.Dev && !keys.IsDevChain(f.ChainID) {
		return fmt.Errorf("--dev uses published keys: %d is not the id of a development chain", f.ChainID)
	}
	return nil
}

// Flags are everything a server needs.
type Flags struct {
	StoreFlags
	ChainFlags
	BudgetFlags
	DistributionFlags
	LogFlags
	Listen        string            `help:"Address of the public API." default:"127.0.0.1:8080"`
	AdminListen   string            `help:"Address of the staff API; keep it off the internet." default:"127.0.0.1:8081"`
	DevHTTP       string            `help:"Loopback address of the embedded chain's JSON-RPC." default:"127.0.0.1:8545" name:"dev-http"`
	BlockTime     time.Duration     `help:"Seal a block of the embedded chain at this interval, so that its clock is always the wall's; 0 seals when transactions arrive and less and less often afterwards." default:"0s"`
	Domain        string            `help:"Host that sign-in texts name; default the public address."`
	Schedule      map[string]string `help:"Replace the schedule of a job: NAME=SPEC (cron in UTC, or @every 30s)." placeholder:"NAME=SPEC"`
	Recovery      map[string]string `help:"Payer whose returns start a tranche by themselves: ADDRESS=KIND (attacker, whitehat, issuer, court, salvage, protocol)." name:"recovery-source" placeholder:"ADDRESS=KIND"`
	RecoveryLeast string            `help:"Least worth of new money of one token, in base units of the incident's numéraire, that starts a tranche by itself; default any." name:"recovery-threshold" placeholder:"UNITS"`
	PullDir       []string          `help:"Directories in which committee members leave reports." type:"path" placeholder:"DIR"`
	PullURL       []string          `help:"URLs from which reports are pulled." name:"pull-url" placeholder:"URL"`
	Origin        []string          `help:"Origins of pages elsewhere that may call the public API from a browser (CORS), without cookies." name:"allow-origin" placeholder:"https://HOST"`
	Watch         string            `help:"File of the modules that are watched for incidents, with their monitors (docs/desk.md)." type:"path" placeholder:"FILE"`
	TrustProxy    []string          `help:"CIDRs of proxies whose X-Forwarded-For counts." placeholder:"CIDR"`
}

// ParseFlags reads the flags of a server from a command line of their own, with
// the defaults of serve.
func ParseFlags(args ...string) (f Flags, err error) {
	parser, err := kong.New(&f)
	if err == nil {
		_, err = parser.Parse(args)
	}
	return f, err
}

// DevFlags are the defaults of serve --dev over a data directory, on free ports
// of this machine.
func DevFlags(data string) (Flags, error) {
	return ParseFlags("--dev", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--dev-http", "127.0.0.1:0")
}
