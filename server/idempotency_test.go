package server

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"makewhole/models"
)

// TestFiftyTimesTheSameKeyAtOnce: one effect; the others see the stored answer
// or that the first is still running.
func TestFiftyTimesTheSameKeyAtOnce(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		w := b.world()
		body := b.filing(w, "alice", "alice")
		b.signIn("alice")
		before := b.rows()
		const n = 50
		answers := make([]answer, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() {
				answers[i] = b.ask("alice", "POST", "/v1/claims", body, "Idempotency-Key", "the-same-key-for-all")
			})
		}
		wg.Wait()
		first, replayed := 0, 0
		var text string
		for _, a := range answers {
			switch {
			case a.status == http.StatusCreated && a.header.Get("Idempotent-Replayed") == "":
				first++
				text = a.body
			case a.status == http.StatusCreated:
				replayed++
			default:
				a.problem(409, "idempotency-key-in-progress")
				if a.header.Get("Retry-After") == "" {
					b.Error("409 without Retry-After")
				}
			}
		}
		if first != 1 {
			b.Errorf("%d requests had an effect", first)
		}
		for _, a := range answers {
			if a.status == http.StatusCreated && a.body != text {
				b.Errorf("two answers: %s and %s", a.body, text)
			}
		}
		b.changed(before, map[string]int{"claims": 1, "transitions": 2, "audit": 2, "keys": 1})
		b.Logf("1 effect, %d stored answers, %d told to wait", replayed, n-1-replayed)
	})
}

// TestAnswerCommitsWithItsEffect: when the answer cannot be stored, the effect
// does not happen either.
func TestAnswerCommitsWithItsEffect(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	before := b.rows()
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error { return nil }))
	ctx := models.WithCommitHook(t.Context(), func(*models.Tx, any) error { return models.ErrVersion })
	_, err := b.s.staff().Add(ctx, models.SystemActor("test"), StaffInput{Person: "x", Name: "x", Roles: []string{"intake"}})
	if err == nil {
		t.Error("the effect committed without its answer")
	}
	b.changed(before, nil)
}

// TestDeadRequestsKeyIsTakenOver: a row left by a process that died had no
// effect, because effect and "done" commit together.
func TestDeadRequestsKeyIsTakenOver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	body := map[string]any{"slug": "dead", "name": "Dead"}
	const k = "key-of-a-dead-process"
	b.ask("staff:senior", "POST", "/v1/admin/protocols", body, "Idempotency-Key", k).want(201)
	var done models.IdempotencyKey
	b.must(b.db.Read(t.Context(), func(tx *models.Tx) error {
		return models.EachRow(tx, func(r *models.IdempotencyKey) error { done = *r; return nil })
	}))
	left := models.IdempotencyKey{Actor: done.Actor, Route: done.Route, Key: "key-that-never-ended", Fingerprint: done.Fingerprint, Status: keyStarted}
	b.must(b.db.Tx(t.Context(), func(tx *models.Tx) error { return models.Insert(tx, &left) }))
	again := func() answer {
		return b.ask("staff:senior", "POST", "/v1/admin/protocols", body, "Idempotency-Key", left.Key)
	}
	again().problem(409, "idempotency-key-in-progress")
	b.clock.Advance(keyTimeout + time.Second)
	again().problem(409, "conflict") // it works now: the slug is taken
	// the dead request wakes up: it may not finish, so its effect rolls back
	err := b.db.Tx(t.Context(), func(tx *models.Tx) error { return tx.FinishKey(left, 200, nil) })
	if err == nil {
		t.Error("a request whose key was taken over finished")
	}
}

// TestLastingRefusalsAreStored: a refusal that will not change is repeated; one
// that may change is tried again.
func TestLastingRefusalsAreStored(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	body := with(b.filing(w, "alice", "alice"), "cover_id", "cov_none")
	first := b.ask("alice", "POST", "/v1/claims", body, "Idempotency-Key", "refused-for-good").problem(404, "not-found")
	second := b.ask("alice", "POST", "/v1/claims", body, "Idempotency-Key", "refused-for-good").want(404)
	if second.body != first.body || second.header.Get("Idempotent-Replayed") != "true" || second.header.Get("Content-Type") != problemType {
		t.Errorf("not the stored answer: %v %s", second.header, second.body)
	}
	c := b.file(w, "alice", "alice")
	stale := map[string]any{"version": c.Version + 7}
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/withdraw", stale, "Idempotency-Key", "refused-for-now-1").problem(409, "changed")
	b.ask("alice", "POST", "/v1/claims/"+c.ID+"/withdraw", map[string]any{"version": c.Version}, "Idempotency-Key", "refused-for-now-1").want(200).has("withdrawn")
}

// TestEveryKeyedActStoresItsAnswer drives each kind of act once and again: the
// second answer is the stored one and nothing changes.
func TestEveryKeyedActStoresItsAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	filing := b.filing(w, "alice", "alice")
	acts := []struct {
		who, path string
		body      any
		media     string
	}{
		{"alice", "/v1/claims", filing, ""},
		{"staff:admin", "/v1/admin/staff", map[string]any{"person": "p", "name": "n", "roles": []string{"intake"}}, ""},
		{"staff:admin", "/v1/admin/freeze", map[string]any{"reason": "odd numbers"}, ""},
		{"staff:intake", "/v1/admin/modules/" + w.module + "/containment", map[string]any{"version": 0, "event": "request_containment", "reason": "drain"}, ""},
		{"staff:treasurer", "/v1/admin/protocols", map[string]any{"slug": "other", "name": "Other"}, ""},
	}
	for _, act := range acts {
		k := newKey()
		first := b.ask(act.who, "POST", act.path, act.body, "Idempotency-Key", k)
		if first.status >= 300 {
			t.Errorf("%s: %d %s", act.path, first.status, first.body)
			continue
		}
		before := b.rows()
		second := b.ask(act.who, "POST", act.path, act.body, "Idempotency-Key", k)
		if second.body != withoutToken.ReplaceAllString(first.body, "") || second.status != first.status || second.header.Get("Idempotent-Replayed") != "true" {
			t.Errorf("%s: %d %s, then %d %s", act.path, first.status, first.body, second.status, second.body)
		}
		b.changed(before, nil)
	}
}

// withoutToken strikes the token out of an answer: it is told once.
var withoutToken = regexp.MustCompile(`,"token":"[^"]*"`)

// Every token that a route tells is told once: neither the row that is kept for
// a repeated request nor its answer has it.
func TestTokensAreNotKeptForReplay(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		var made struct {
			ID      string
			Version int64
			Token   string
		}
		body := map[string]any{"person": "p9", "name": "n", "roles": []string{"intake"}}
		ask := func(path, key string, body any) answer {
			return b.ask("staff:admin", "POST", path, body, "Idempotency-Key", key)
		}
		var told []string
		first := ask("/v1/admin/staff", "make-a-person-once", body).want(201)
		first.into(&made)
		told = append(told, made.Token)
		rotate, change := "/v1/admin/staff/"+made.ID+"/token", map[string]any{"version": made.Version}
		ask(rotate, "a-new-token-please", change).want(200).into(&made)
		told = append(told, made.Token)
		for _, again := range []answer{
			ask("/v1/admin/staff", "make-a-person-once", body).want(201), ask(rotate, "a-new-token-please", change).want(200),
		} {
			if again.header.Get("Idempotent-Replayed") != "true" || !strings.Contains(again.body, made.ID) {
				b.Errorf("not the stored answer: %s", again.body)
			}
			again.hasNot(told[0], told[1], `"token"`)
		}
		kept := 0
		b.must(b.db.Read(b.Context(), func(tx *models.Tx) error {
			return models.EachRow(tx, func(k *models.IdempotencyKey) error {
				for _, token := range told {
					if token == "" || strings.Contains(string(k.Body), token) {
						b.Errorf("%s keeps the token %q", k.Route, token)
					}
				}
				kept++
				return nil
			})
		}))
		if kept < 2 {
			b.Errorf("%d kept answers", kept)
		}
	})
}

// A route whose answer has a field for a secret says what of it may be kept.
func TestEveryAnswerWithASecretIsSecretive(t *testing.T) {
	t.Parallel()
	seen := 0
	for name, schema := range newBench(t).s.openapi.api.Components.Schemas.Map() {
		token := schema.Properties["token"]
		if token == nil || token.Type != "string" || name == "SessionOut" { // signing in is not kept
			continue
		}
		if _, ok := any(PersonWithToken{}).(secretive); !ok || name != "PersonWithToken" {
			t.Errorf("%s has a token and no withoutSecret", name)
		}
		seen++
	}
	if seen == 0 {
		t.Error("no answer with a token")
	}
}
