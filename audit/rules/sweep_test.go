package rules_test

import (
	"context"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/chain"
	"makewhole/deployment"
	"makewhole/models"
	"makewhole/test/dbtest"
)

// emptyChain is a chain on which nothing ever happened.
type emptyChain struct{}

func (emptyChain) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(1000)}, nil
}

func (emptyChain) HeaderByNumber(_ context.Context, n *big.Int) (*types.Header, error) {
	return &types.Header{Number: n}, nil
}

func (emptyChain) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, nil
}

func (emptyChain) ProvenLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, nil
}

func (emptyChain) CodeAt(context.Context, common.Address, *big.Int) ([]byte, error) { return nil, nil }

func (emptyChain) CallContract(context.Context, ethereum.CallMsg, *big.Int) ([]byte, error) {
	return make([]byte, 32), nil
}

func (emptyChain) BatchCallAtHash(_ context.Context, msgs []ethereum.CallMsg, _ common.Hash) ([]chain.CallResult, error) {
	out := make([]chain.CallResult, len(msgs))
	for i := range out {
		out[i].Data = make([]byte, 32)
	}
	return out, nil
}

func (emptyChain) NonceAt(context.Context, common.Address, *big.Int) (uint64, error) { return 0, nil }

// Every rule comes to its end on both engines over tables that hold extremes,
// NULLs and every state, in full and in incremental runs.
func TestEveryRuleRunsOverFullTables(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		for _, c := range []audit.Chain{nil, emptyChain{}} {
			v, err := rules.New(audit.Config{DB: db, Chain: c, ChainID: devChain, Deployment: &deployment.Deployment{}})
			if err != nil {
				t.Fatal(err)
			}
			for _, scope := range []audit.Scope{{}, {Incremental: true}} {
				report, err := v.Check(t.Context(), scope, audit.Progress{})
				if err != nil || len(report.Rules) != len(rules.All()) {
					t.Fatalf("%d rules, %v", len(report.Rules), err)
				}
				for _, r := range report.Rules {
					if r.Failure != "" {
						t.Errorf("%s broke: %s", r.Rule, r.Failure)
					}
					if r.Checked == 0 && r.Status == audit.StatusOK && !scope.Incremental {
						t.Errorf("%s looked at nothing", r.Rule)
					}
				}
			}
		}
	})
}

// V14 on both engines, with each kind of thing that can be late.
func TestEverythingLateIsFound(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		for _, state := range []string{"submitted and undecided", "under_review and undecided", "appealed and undecided", "is draft", "is proposed", "is not applied"} {
			res, _ := open(t, db).check("V14", false)
			if res.Failure != "" || !slices.ContainsFunc(res.Findings, func(f audit.Finding) bool { return strings.Contains(f.Detail, state) }) && res.More == 0 {
				t.Errorf("nothing %s: %+v", state, res)
			}
		}
	})
}

// A rule that breaks is reported beside the findings of the others, on
// PostgreSQL too, which refuses everything after an error.
func TestABrokenRuleDoesNotHideTheOthers(t *testing.T) {
	t.Parallel()
	dbtest.EachFilled(t, func(t *testing.T, db *models.DB) {
		report, err := open(t, db).v.Check(t.Context(), audit.Scope{}, audit.Progress{})
		if err != nil {
			t.Fatal(err)
		}
		results := map[string]audit.Result{}
		for _, r := range report.Rules {
			results[r.Rule] = r
		}
		if r := results["V9"]; r.Failure == "" || !strings.Contains(r.Failure, "tx_attempts") {
			t.Errorf("V9: %+v", r)
		}
		for _, id := range []string{"V10", "V13"} {
			if r := results[id]; r.Status != audit.StatusViolation || len(r.Findings) == 0 || r.Failure != "" {
				t.Errorf("%s: %+v", id, r)
			}
		}
		if report.Whole() || len(report.Marks) != 0 || report.ExitCode() != 1 {
			t.Errorf("whole %v, %d marks, exit %d", report.Whole(), len(report.Marks), report.ExitCode())
		}
	}, "ALTER TABLE tx_attempts RENAME TO gone")
}
