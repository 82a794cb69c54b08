package models

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/money"
)

// SpecFormat names the version of IncidentSpec.
const SpecFormat = "incident-spec/1"

// Methods by which a committee measures losses. The method hash of a snapshot
// is keccak256 of the method's name.
const (
	MethodViewFlows     = "view-flows/1" // view call at two block hashes plus the flows between
	MethodViewPositions = "view-flows/2" // the same, and what accounts held over the waiting period before
	MethodOffchain      = "offchain/1"   // files named by their sha256
)

// SpecForms says which form a spec of each method must have. How the methods
// measure is in package oracles.
var SpecForms = map[string]func(IncidentSpec) error{
	MethodViewFlows:     IncidentSpec.validateModules,
	MethodViewPositions: IncidentSpec.validatePositions,
	MethodOffchain:      IncidentSpec.validateSources,
}

// ErrSpec means that an incident spec cannot be measured.
var ErrSpec = errors.New("bad incident spec")

// IncidentSpec says exactly what was attacked, when, and how losses are
// measured, so that people who have never met compute the same snapshot. Its
// hash is signed with every snapshot. Integers are decimal strings in JSON.
type IncidentSpec struct {
	Format       string          `json:"format"`
	Method       string          `json:"method"`
	Numeraire    SpecAsset       `json:"numeraire"`
	Modules      []SpecModule    `json:"modules"`    // view-flows/1 and /2
	Sources      []SpecSource    `json:"sources"`    // offchain/1
	Exclusions   []SpecExclusion `json:"exclusions"` // accounts that get no leaf
	OccurredFrom uint64          `json:"occurred_from,string"`
	OccurredTo   uint64          `json:"occurred_to,string"` // Unix seconds, both inclusive

	// WaitingPeriod is over how many seconds before OccurredFrom positions are
	// averaged; only view-flows/2 has it.
	WaitingPeriod uint64 `json:"waiting_period,omitempty,string"`
}

// SpecAsset is a token on a chain; address zero is the native coin.
type SpecAsset struct {
	ChainID uint64         `json:"chain_id,string"`
	Address common.Address `json:"address"`
}

// SpecModule is one attacked contract. FromBlock is the first block of the
// loss: values before are read at its parent, values after at ToBlock, and flows
// are those of the logs in [FromBlock, ToBlock].
type SpecModule struct {
	ChainID       uint64         `json:"chain_id,string"`
	Address       common.Address `json:"address"`
	Asset         common.Address `json:"asset"`                 // in which View and flows count
	DeployedBlock uint64         `json:"deployed_block,string"` // where the search for accounts starts
	FromBlock     uint64         `json:"from_block,string"`
	FromHash      common.Hash    `json:"from_hash"`
	ToBlock       uint64         `json:"to_block,string"`
	ToHash        common.Hash    `json:"to_hash"`
	PublicBlock   uint64         `json:"public_block,string"` // first block of public knowledge, 0 = after ToBlock
	View          string         `json:"view"`                // value of an account, e.g. "assetsOf(address)"
	Holdings      string         `json:"holdings"`            // all the module holds, e.g. "totalAssets()"; empty = its balance of Asset
	Flows         []SpecFlow     `json:"flows"`
}

// SpecFlow reads one side of a movement of value from an event of the module.
type SpecFlow struct {
	Event     string `json:"event"`     // e.g. "Deposit(address indexed account,uint256 assets,uint256 shares)"
	Account   string `json:"account"`   // parameter that names the account
	Amount    string `json:"amount"`    // parameter with the amount
	Direction string `json:"direction"` // in, out
	Convert   string `json:"convert"`   // view that turns the amount into Asset at the log's block; empty = it is Asset
}

// SpecSource is an off-chain list of losses: a CSV file with one line per
// account. The loss of a line is the sum of Columns; Total is what was lost in
// all, the part above the lines belongs to no account. Reading is nil for the
// strict form of a file, see SpecReading.
type SpecSource struct {
	Asset   SpecAsset    `json:"asset"`
	SHA256  common.Hash  `json:"sha256"`
	Account string       `json:"account"`
	Columns []string     `json:"columns"`
	Total   money.Amount `json:"total"`
	Reading *SpecReading `json:"reading,omitempty"`
}

// SpecExclusion is an account whose loss does not count.
type SpecExclusion struct {
	Account common.Address `json:"account"`
	Kind    string         `json:"kind"` // attacker, module, insider, reserve, disputed
}

// SpecLine is one snapshot that the spec asks for. SourceChainID is 0 for
// off-chain sources, Asset.ChainID is then the chain the asset is recorded on.
type SpecLine struct {
	SourceChainID uint64
	Asset         SpecAsset
}

// VaultFlows are the flows of a vault whose events carry values in the asset.
func VaultFlows() []SpecFlow {
	const (
		deposit  = "Deposit(address indexed account,uint256 assets,uint256 shares)"
		withdraw = "Withdraw(address indexed account,uint256 assets,uint256 shares)"
		transfer = "Transfer(address indexed from,address indexed to,uint256 shares,uint256 assets)"
	)
	return []SpecFlow{
		{Event: deposit, Account: "account", Amount: "assets", Direction: "in"},
		{Event: withdraw, Account: "account", Amount: "assets", Direction: "out"},
		{Event: transfer, Account: "from", Amount: "assets", Direction: "out"},
		{Event: transfer, Account: "to", Amount: "assets", Direction: "in"},
	}
}

// Canonical is the only byte form of a spec: keys sorted, no white space, lists
// in the order of their chain, address and account.
func (s IncidentSpec) Canonical() ([]byte, error) {
	s.Modules, s.Sources, s.Exclusions = slices.Clone(s.Modules), slices.Clone(s.Sources), slices.Clone(s.Exclusions)
	slices.SortFunc(s.Modules, func(a, b SpecModule) int {
		return cmp.Or(cmp.Compare(a.ChainID, b.ChainID), a.Address.Cmp(b.Address))
	})
	slices.SortFunc(s.Sources, func(a, b SpecSource) int { return a.Asset.Address.Cmp(b.Asset.Address) })
	slices.SortFunc(s.Exclusions, func(a, b SpecExclusion) int { return a.Account.Cmp(b.Account) })
	for i := range s.Modules {
		s.Modules[i].Flows = orEmpty(s.Modules[i].Flows)
	}
	s.Modules, s.Sources, s.Exclusions = orEmpty(s.Modules), orEmpty(s.Sources), orEmpty(s.Exclusions)
	text, err := canonicalJSON(s)
	return []byte(text), wrap("encode incident spec", err)
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Hash is keccak256 of the canonical bytes: specHash of every snapshot.
func (s IncidentSpec) Hash() (common.Hash, error) {
	raw, err := s.Canonical()
	return crypto.Keccak256Hash(raw), err
}

// ParseIncidentSpec reads canonical bytes and refuses any other form of them.
func ParseIncidentSpec(data []byte) (IncidentSpec, error) {
	var s IncidentSpec
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return s, fmt.Errorf("%w: %w", ErrSpec, err)
	}
	again, err := s.Canonical()
	if err != nil || !bytes.Equal(again, data) {
		return s, fmt.Errorf("%w: not in canonical form", ErrSpec)
	}
	return s, s.Validate()
}

// MethodHash is keccak256 of the method's name.
func (s IncidentSpec) MethodHash() common.Hash { return crypto.Keccak256Hash([]byte(s.Method)) }

// Lines lists the snapshots that make the incident complete, ascending by chain
// and asset.
func (s IncidentSpec) Lines() []SpecLine {
	var lines []SpecLine
	for _, m := range s.Modules {
		lines = append(lines, SpecLine{m.ChainID, SpecAsset{m.ChainID, m.Asset}})
	}
	for _, src := range s.Sources {
		lines = append(lines, SpecLine{0, src.Asset})
	}
	slices.SortFunc(lines, func(a, b SpecLine) int {
		return cmp.Or(cmp.Compare(a.SourceChainID, b.SourceChainID), a.Asset.Address.Cmp(b.Asset.Address))
	})
	return slices.Compact(lines)
}

// Excluded are the accounts that may not have a leaf in an asset: the list of
// the spec, the modules themselves, the token and the zero address. Accounts in
// the disputed reserve keep theirs: their money is held, not denied.
func (s IncidentSpec) Excluded(asset common.Address) map[common.Address]string {
	out := map[common.Address]string{{}: "zero", asset: "asset"}
	for _, m := range s.Modules {
		out[m.Address] = "module"
	}
	for _, e := range s.Exclusions {
		if !slices.Contains(inReserve, e.Kind) {
			out[e.Account] = e.Kind
		}
	}
	return out
}

// specExclusionKinds are why an account may be excluded by a specification.
var specExclusionKinds = []string{"attacker", "module", "insider", "reserve", "disputed"}

// CheckKind refuses a kind that specifications do not know.
func (e SpecExclusion) CheckKind() error {
	if !slices.Contains(specExclusionKinds, e.Kind) {
		return badSpec(fmt.Sprintf("unknown kind of exclusion %q; there are %s", e.Kind, strings.Join(specExclusionKinds, ", ")))
	}
	return nil
}

// Validate checks everything that needs no chain.
func (s IncidentSpec) Validate() error {
	switch {
	case s.Format != SpecFormat:
		return badSpec("format is not " + SpecFormat)
	case s.OccurredFrom == 0 || s.OccurredFrom > s.OccurredTo || s.OccurredTo > 1<<40:
		return badSpec("occurred_from and occurred_to are no interval")
	case s.Numeraire.ChainID == 0:
		return badSpec("numeraire has no chain")
	}
	seen := map[common.Address]bool{}
	for _, e := range s.Exclusions {
		if seen[e.Account] || e.Account == (common.Address{}) {
			return badSpec("exclusions repeat an account or name the zero address")
		}
		seen[e.Account] = true
		if err := e.CheckKind(); err != nil {
			return err
		}
	}
	form, known := SpecForms[s.Method]
	if !known {
		return badSpec("unknown method")
	}
	if s.WaitingPeriod != 0 && s.Method != MethodViewPositions {
		return badSpec("only " + MethodViewPositions + " has a waiting_period")
	}
	return form(s)
}

// validatePositions: the period begins after the epoch, so that its first second
// has a Unix time.
func (s IncidentSpec) validatePositions() error {
	if s.WaitingPeriod == 0 || s.WaitingPeriod > s.OccurredFrom {
		return badSpec(MethodViewPositions + " needs a waiting_period of 1 second to occurred_from")
	}
	return s.validateModules()
}

func (s IncidentSpec) validateModules() error {
	if len(s.Modules) == 0 || len(s.Sources) != 0 {
		return badSpec(s.Method + " needs modules and no sources")
	}
	seen := map[SpecAsset]bool{}
	blocks := map[uint64]SpecModule{}
	for _, m := range s.Modules {
		key := SpecAsset{m.ChainID, m.Address}
		if seen[key] {
			return badSpec("a module appears twice")
		}
		seen[key] = true
		if err := m.validate(); err != nil {
			return err
		}
		first, ok := blocks[m.ChainID]
		if ok && (first.FromHash != m.FromHash || first.ToHash != m.ToHash || first.FromBlock != m.FromBlock || first.ToBlock != m.ToBlock) {
			return badSpec("modules of one chain must have the same interval")
		}
		blocks[m.ChainID] = m
	}
	return nil
}

var (
	viewForm  = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{0,63}\(address\)$`)
	emptyView = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{0,63}\(\)$`)
	convForm  = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{0,63}\(uint256\)$`)
	eventForm = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{0,63}\([a-zA-Z0-9_, ]{0,400}\)$`)
	nameForm  = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]{0,63}$`)
)

func (m SpecModule) validate() error {
	switch {
	case m.ChainID == 0 || m.ChainID > 1<<62 || m.Address == common.Address{}:
		return badSpec("module without chain or address")
	case m.FromBlock == 0 || m.FromBlock > m.ToBlock || m.ToBlock > 1<<62 || m.DeployedBlock > m.FromBlock:
		return badSpec("blocks of a module are not deployed ≤ from ≤ to")
	case m.FromHash == common.Hash{} || m.ToHash == common.Hash{}:
		return badSpec("module without block hashes")
	case m.FromBlock == m.ToBlock && m.FromHash != m.ToHash:
		return badSpec("one block with two hashes")
	case !viewForm.MatchString(m.View):
		return badSpec("view is not name(address)")
	case m.Holdings != "" && !emptyView.MatchString(m.Holdings):
		return badSpec("holdings is not name()")
	case len(m.Flows) == 0 || len(m.Flows) > 32:
		return badSpec("module needs 1 to 32 flows")
	}
	for _, f := range m.Flows {
		ok := eventForm.MatchString(f.Event) && nameForm.MatchString(f.Account) && nameForm.MatchString(f.Amount) &&
			(f.Direction == "in" || f.Direction == "out") && (f.Convert == "" || convForm.MatchString(f.Convert))
		if !ok {
			return badSpec("flow has a wrong form")
		}
	}
	return nil
}

func (s IncidentSpec) validateSources() error {
	if len(s.Sources) == 0 || len(s.Modules) != 0 {
		return badSpec(MethodOffchain + " needs sources and no modules")
	}
	seen := map[common.Address]bool{}
	for _, src := range s.Sources {
		if err := src.Reading.validate(); err != nil {
			return err
		}
		switch {
		case seen[src.Asset.Address]:
			return badSpec("an asset appears in two sources")
		case src.Asset.ChainID == 0 || src.SHA256 == common.Hash{}:
			return badSpec("source without chain of its asset or sha256")
		case src.Account == "" || len(src.Columns) == 0 || len(src.Columns) > 16:
			return badSpec("source without account column or loss columns")
		}
		seen[src.Asset.Address] = true
	}
	return nil
}

func badSpec(why string) error { return fmt.Errorf("%w: %s", ErrSpec, why) }
