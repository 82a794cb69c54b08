package server

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"makewhole/intents"
)

// TestEveryRouteForEveryCaller walks the table of routes, so a new route is in
// it as soon as it is registered. Callers: nobody, two wallets, one person per
// role. Requests name things that do not exist and have an empty body, so a
// caller who is let in gets any answer but 401 and 403.
func TestEveryRouteForEveryCaller(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	callers := []string{"", "alice", "bob"}
	for _, role := range allRoles {
		callers = append(callers, "staff:"+role)
	}
	seen := map[string]bool{}
	for _, r := range b.s.routes {
		if name := r.method + " " + r.path; seen[name] {
			t.Errorf("%s is registered twice", name)
		} else {
			seen[name] = true
		}
		for _, who := range callers {
			path := strings.NewReplacer("{id}", "none", "{allocation}", "none", "{digest}", "0x"+strings.Repeat("ab", 32), "{index}", "0", "{name}", "none", "{address}", addr("nobody").Hex()).Replace(r.path)
			var body any
			if r.method != http.MethodGet {
				body = "{}"
			}
			a := b.ask(who, r.method, path, body)
			if strings.HasSuffix(r.path, "/logout") {
				delete(b.sess, who)
			}
			if want := expected(r, who); (want == 0 && (a.status == 401 || a.status == 403)) || (want != 0 && a.status != want) {
				t.Errorf("%s %s as %q: %d, want %s: %s", r.method, r.path, who, a.status, describeWant(want), a.body)
			}
			if a.status >= 500 {
				t.Errorf("%s %s as %q: %d", r.method, r.path, who, a.status)
			}
			if a.status == 405 {
				t.Errorf("%s %s is not routed", r.method, r.path)
			}
		}
	}
	if len(b.s.routes) < 90 {
		t.Errorf("only %d routes", len(b.s.routes))
	}
}

// expected is 401, 403, or 0 for "let in".
func expected(r route, who string) int {
	role, isStaff := strings.CutPrefix(who, "staff:")
	switch {
	case r.who.kind == "anyone":
		return 0
	case who == "":
		return 401
	case r.who.kind == "wallet" && !isStaff, r.who.kind == "staff" && isStaff && slices.Contains(r.who.roles, role):
		return 0
	}
	return 403
}

func describeWant(status int) string {
	if status == 0 {
		return "to be let in"
	}
	return http.StatusText(status)
}

// TestWhoDecidesIntents: the routes that send something, and those that let it
// go, admit exactly the staff that the table of kinds names.
func TestWhoDecidesIntents(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	staff := func(role string) []string {
		var out []string
		for one := range strings.SplitSeq(role, "|") {
			if slices.Contains(allRoles, one) {
				out = append(out, one)
			}
		}
		return out
	}
	roles := map[string][]string{}
	for _, r := range b.s.routes {
		if r.method == http.MethodPost {
			roles[r.path] = r.who.roles
		}
	}
	for path, name := range map[string]string{
		"/v1/admin/settlements/{id}/sweep":          "sweep",
		"/v1/admin/distribution-plans/{id}/approve": "push",
	} {
		kind, err := intents.Of(name)
		b.must(err)
		if got := roles[path]; len(got) == 0 || !slices.Equal(got, staff(kind.DecidedBy)) {
			t.Errorf("%s admits %v, a %s is decided by %s", path, got, name, kind.DecidedBy)
		}
	}
	for _, k := range intents.Kinds {
		if got := roles["/v1/admin/outbox/{id}/approve"]; !slices.Equal(got, staff(k.Approver)) {
			t.Errorf("approving admits %v, a %s is let go by %s", got, k.Name, k.Approver)
		}
	}
}

// TestPoliciesAreSound holds rules over the whole table.
func TestPoliciesAreSound(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	money := []string{"settlements", "prices", "release"}
	for _, r := range b.s.routes {
		moves := slices.ContainsFunc(money, func(word string) bool { return strings.Contains(r.path, word) })
		if r.method != http.MethodGet && r.on == onAdmin && moves && slices.Contains(r.who.roles, roleAdmin) {
			t.Errorf("%s: admin moves money", r.path)
		}
		if r.who.kind == "anyone" && r.on != onPublic {
			t.Errorf("%s: anyone on the %s listener", r.path, r.on)
		}
		if r.method == http.MethodPost && r.on == onAdmin && r.key != keyRequired && !strings.HasSuffix(r.path, "/run") {
			t.Errorf("%s decides without an Idempotency-Key", r.path)
		}
		if r.method != http.MethodGet && slices.Contains(r.who.roles, roleAuditor) && !strings.HasSuffix(r.path, "/freeze") {
			t.Errorf("%s: an auditor writes", r.path)
		}
		if strings.Contains(r.path, "evidence") && r.who.kind == "anyone" {
			t.Errorf("%s: evidence is personal", r.path)
		}
	}
}

// TestRouteWithoutPolicyPanics: a mistake is found when the server is built.
func TestRouteWithoutPolicyPanics(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]route{
		"nothing":            {method: "GET", path: "/v1/x"},
		"no caller":          {method: "GET", path: "/v1/x", policy: policy{on: onPublic, rate: rateRead}},
		"no rate":            {method: "GET", path: "/v1/x", policy: policy{on: onPublic, who: anyone}},
		"post without a key": {method: "POST", path: "/v1/x", policy: policy{on: onPublic, who: anyone, rate: rateRead}},
		"admin in public":    {method: "GET", path: "/v1/admin/x", policy: policy{on: onPublic, who: anyone, rate: rateRead}},
		"public in admin":    {method: "GET", path: "/v1/x", policy: policy{on: onAdmin, who: staff, rate: rateRead}},
		"wallets in admin":   {method: "GET", path: "/v1/admin/x", policy: policy{on: onAdmin, who: wallet, rate: rateRead}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was registered", name)
				}
			}()
			r.check()
		}()
	}
}

func TestRolesAreReadAnewForEachRequest(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var senior Person
	b.ask("staff:senior", "GET", "/v1/admin/me", nil).want(200).has(`"notices":[]`).into(&senior)
	b.ask("staff:senior", "GET", "/v1/admin/staff", nil).problem(403, "forbidden")
	b.ask("staff:admin", "POST", "/v1/admin/staff/"+senior.ID+"/roles", map[string]any{"version": senior.Version, "roles": []string{"auditor"}}).want(200).into(&senior)
	b.ask("staff:senior", "GET", "/v1/admin/staff", nil).want(200).hasNot(b.tokens["senior"], "token")
	b.ask("staff:admin", "POST", "/v1/admin/staff/"+senior.ID+"/disable", map[string]any{"version": senior.Version}).want(200)
	b.ask("staff:senior", "GET", "/v1/admin/me", nil).problem(401, "unauthorized")
}

func TestTokenIsToldOnceAndCanBeReplaced(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var made PersonWithToken
	b.ask("staff:admin", "POST", "/v1/admin/staff", map[string]any{"person": "zoe", "name": "Zoe", "roles": []string{"auditor", "auditor"}}).want(201).into(&made)
	bearer := func(token string) answer {
		return b.ask("", "GET", "/v1/admin/me", nil, "Authorization", "Bearer "+token)
	}
	bearer(made.Token).want(200).has(`"roles":["auditor"]`)
	var again PersonWithToken
	b.ask("staff:admin", "POST", "/v1/admin/staff/"+made.ID+"/token", map[string]any{"version": made.Version}).want(200).into(&again)
	bearer(made.Token).problem(401, "unauthorized")
	bearer(again.Token).want(200)
	if strings.Contains(b.logs.String(), made.Token) || strings.Contains(b.logs.String(), again.Token) {
		t.Error("a token is in the log")
	}
	b.ask("staff:admin", "POST", "/v1/admin/staff", map[string]any{"person": "zoe", "name": "Zoe", "roles": []string{"king"}}).problem(400, "invalid-request")
}

func TestSocketIsTheOperator(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	r := httptestRequest(t, "GET", "/v1/admin/staff")
	rec := recordOn(b.s.SocketHandler(), r)
	if rec.Code != 200 {
		t.Fatalf("socket: %d %s", rec.Code, rec.Body)
	}
	r = httptestRequest(t, "POST", "/v1/admin/settlements")
	r.Header.Set("Idempotency-Key", newKey())
	if rec = recordOn(b.s.SocketHandler(), r); rec.Code != 403 {
		t.Errorf("the socket moves money: %d", rec.Code)
	}
	r = httptestRequest(t, "GET", "/v1/admin/staff")
	r.Header.Set("Authorization", "Bearer "+b.tokens[roleIntake])
	if rec = recordOn(b.s.SocketHandler(), r); rec.Code != 403 {
		t.Errorf("a person on the socket is not that person: %d", rec.Code)
	}
}
