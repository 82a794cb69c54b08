package covers_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

func TestTermsCanonical(t *testing.T) {
	t.Parallel()
	canonical := terms().Canonical()
	var keys []string
	dec := json.NewDecoder(strings.NewReader(canonical))
	for {
		tok, err := dec.Token()
		if err != nil {
			break
		}
		if s, ok := tok.(string); ok && strings.Contains(canonical, `"`+s+`":`) {
			keys = append(keys, s)
		}
	}
	if len(keys) < 14 || !slices.IsSorted(keys) || strings.Contains(canonical, " ") {
		t.Fatalf("not canonical: %s", canonical)
	}
	back, err := covers.ParseTerms([]byte(canonical))
	if err != nil || back != terms() {
		t.Fatalf("%+v, %v", back, err)
	}
	if covers.TermsHash(canonical, "a") == covers.TermsHash(canonical, "b") || covers.TermsHash(canonical, "a") == covers.TermsHash(canonical+" ", "a") {
		t.Fatal("the hash does not bind terms and text")
	}
}

func TestTermsRefused(t *testing.T) {
	t.Parallel()
	for pointer, change := range map[string]func(*covers.Terms){
		"/terms/filing_window_s":      func(ts *covers.Terms) { ts.FilingWindowS = 0 },
		"/terms/appeal_window_s":      func(ts *covers.Terms) { ts.AppealWindowS = -1 },
		"/terms/waiting_period_s":     func(ts *covers.Terms) { ts.WaitingPeriodS = 1 << 40 },
		"/terms/coinsurance_bps":      func(ts *covers.Terms) { ts.CoinsuranceBps = 10001 },
		"/terms/review_share_max_bps": func(ts *covers.Terms) { ts.ReviewShareMaxBps = 0 },
		"/terms/deductible":           func(ts *covers.Terms) { ts.Deductible, ts.Franchise = money.FromUint64(1), money.FromUint64(1) },
		"/terms/settlement_rule":      func(ts *covers.Terms) { ts.SettlementRule = payouts.RuleRecovery },
	} {
		ts := terms()
		change(&ts)
		err := ts.Validate()
		var fields *service.FieldErrors
		if !errors.As(err, &fields) || !errors.Is(err, service.ErrInvalid) || fields.Fields[0].Pointer != pointer {
			t.Errorf("%s: %v", pointer, err)
		}
	}
	for _, text := range []string{`{"unknown":1}`, `{} {}`, `[]`, `{"deductible":5}`, ``, `{"deductible":"-5"}`} {
		if _, err := covers.ParseTerms([]byte(text)); !errors.Is(err, service.ErrInvalid) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestReasonsFitDecisions(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	decisions := []string{claims.DecisionApprove, claims.DecisionPartiallyApprove, claims.DecisionDeny, claims.DecisionRequestEvidence}
	explained := map[string]int{}
	for _, r := range claims.Reasons {
		if seen[r.Code] || r.Text == "" || len(r.Decisions) == 0 || claims.ReasonText(r.Code) != r.Text {
			t.Errorf("bad reason %+v", r)
		}
		seen[r.Code] = true
		for _, d := range r.Decisions {
			if !slices.Contains(decisions, d) {
				t.Errorf("%s explains an unknown decision %s", r.Code, d)
			}
			explained[d]++
		}
	}
	for _, d := range decisions {
		if explained[d] == 0 {
			t.Errorf("nothing explains %s", d)
		}
	}
}

// TestOnlyDecidedEndsAClaim: a job decides a claim that waits for a reviewer by the
// rule of silence only, and never ends it undecided.
func TestOnlyDecidedEndsAClaim(t *testing.T) {
	t.Parallel()
	waiting := []string{models.ClaimSubmitted, models.ClaimUnderReview, models.ClaimAppealed}
	silence := map[string]string{
		"default_approve": models.ClaimCoolingOff, "default_deny": models.ClaimDenied,
		"default_confirm": models.ClaimCoolingOff, "default_uphold": models.ClaimUpheld,
	}
	for _, e := range claims.ClaimMachine.Edges {
		if slices.Contains(waiting, e.From) && models.JobActor("windows").Has(e.Role) && silence[e.Event] != e.To {
			t.Errorf("the job may %s a claim that is %s", e.Event, e.From)
		}
	}
}
