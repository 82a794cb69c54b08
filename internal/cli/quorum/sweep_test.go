package quorum

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"

	"makewhole/contracts"
)

// elsewhere says who reaches the functions with signatures of a quorum that are no
// act of this package: a file of the server and what it packs, or a contract.
var elsewhere = map[string]struct{ file, packs, who string }{
	"LossOracle.submit":          {"../../../oracles/store.go", "contracts.PackSubmit(", "the server, when a quorum reported a snapshot"},
	"LossOracle.submitSet":       {"../../../oracles/sets.go", "contracts.PackSubmitSet(", "the server, when a quorum signed a set"},
	"PayoutDistributor.publish":  {"../../../settlements/order.go", "contracts.PackPublish(", "the server's operator; anybody by quorum publish"},
	"LossOracle.confirmOrder":    {"../../../contracts/src/PayoutDistributor.sol", "ORACLE.confirmOrder(", "the distributor, which takes its signatures in publish"},
	"PayoutDistributor.redeemTo": {"../../../contracts/src/PayoutDistributor.sol", "hashRedeemTo(", "a receiver, whose signature it is, not a quorum's"},
}

var all = map[string]*bind.MetaData{
	"LossOracle": &contracts.LossOracleMetaData, "PayoutDistributor": &contracts.PayoutDistributorMetaData, "CapitalPool": &contracts.CapitalPoolMetaData,
	"RecoveryVault": &contracts.RecoveryVaultMetaData, "PayoutLimits": &contracts.PayoutLimitsMetaData, "Challenges": &contracts.ChallengesMetaData,
	"LastResort": &contracts.LastResortMetaData, "Reports": &contracts.ReportsMetaData,
}

// signed are the functions that change something and take signatures.
func signed(t *testing.T, m *bind.MetaData) (out []abi.Method) {
	t.Helper()
	parsed, err := m.ParseABI()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parsed.Methods {
		takes := slices.ContainsFunc(f.Inputs, func(a abi.Argument) bool { return strings.HasPrefix(a.Name, "signature") })
		if takes && !f.IsConstant() {
			out = append(out, f)
		}
	}
	return out
}

// Every power of a quorum is reached by a command or named with who reaches it.
func TestEveryPowerOfAQuorumIsReached(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for contract, m := range all {
		for _, f := range signed(t, m) {
			found[contract+"."+f.Name] = true
		}
	}
	if len(found) != len(powers)+len(elsewhere) {
		t.Errorf("functions with signatures: %v", found)
	}
	reached := map[string]string{}
	for name, p := range powers {
		reached[p.contract+"."+p.method] = name
	}
	for name := range found {
		row, other := elsewhere[name]
		switch {
		case other == (reached[name] != ""):
			t.Errorf("%s is reached by no command and named by nobody, or by both", name)
		case other:
			raw, err := os.ReadFile(row.file)
			if err != nil || !strings.Contains(string(raw), row.packs) || row.who == "" {
				t.Errorf("%s: %s does not say %s (%v)", name, row.file, row.packs, err)
			}
		}
	}
}

// Every act has a command of its name, and sends what its row says.
func TestEveryActHasItsCommand(t *testing.T) {
	t.Parallel()
	commands := map[string]bool{}
	for i := range reflect.TypeFor[Cmd]().NumField() {
		commands[reflect.TypeFor[Cmd]().Field(i).Name] = true
	}
	for name, p := range powers {
		field := ""
		for part := range strings.SplitSeq(name, "-") {
			field += strings.ToUpper(part[:1]) + part[1:]
		}
		if !commands[field] {
			t.Errorf("the act %s has no command %s", name, field)
		}
		parsed, err := all[p.contract].ParseABI()
		if err != nil {
			t.Fatal(err)
		}
		f := File{Act: name, Key: &settlementKey{}}
		sent := p.read(f, &fields{of: map[string]string{}}).call(&view{}, nil).Data
		if want := parsed.Methods[p.method].ID; string(sent[:4]) != string(want) {
			t.Errorf("the act %s calls %x, %s.%s is %x", name, sent[:4], p.contract, p.method, want)
		}
	}
}
