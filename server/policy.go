package server

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"makewhole/models"
	"makewhole/states"
)

// listener says on which of the listeners a route is reachable. The admin
// listener is also served on the admin socket.
type listener uint8

const (
	_ listener = iota // the zero value is refused: a route without policy cannot be registered
	onPublic
	onAdmin
	onSocket // the admin socket only
)

func (l listener) String() string { return [...]string{"none", "public", "admin", "socket"}[l] }

// Staff roles.
const (
	roleIntake      = states.RoleIntake
	roleUnderwriter = states.RoleUnderwriter
	roleSenior      = states.RoleSenior
	roleTreasurer   = states.RoleTreasurer
	roleAuditor     = states.RoleAuditor
	roleAdmin       = states.RoleAdmin
)

var allRoles = []string{roleAdmin, roleAuditor, roleIntake, roleSenior, roleTreasurer, roleUnderwriter}

// who is the kind of caller a route admits.
type who struct {
	kind  string // anyone, wallet, staff
	roles []string
}

var (
	anyone = who{kind: "anyone"}
	wallet = who{kind: "wallet"}
	staff  = who{kind: "staff", roles: allRoles}
)

// only admits staff with at least one of the roles.
func only(roles ...string) who { return who{kind: "staff", roles: roles} }

// admits tells whether the caller may pass: 0, 401 or 403.
func (w who) admits(c caller) int {
	switch {
	case w.kind == "anyone":
		return 0
	case c.actor.Kind == "":
		return http.StatusUnauthorized
	case w.kind == "wallet" && c.actor.Kind == models.ActorWallet:
		return 0
	case w.kind == "staff" && c.isStaff() && slices.ContainsFunc(w.roles, c.actor.Has):
		return 0
	}
	return http.StatusForbidden
}

// keyRule says whether a POST needs an Idempotency-Key. Each POST decides.
type keyRule uint8

const (
	keyNone     keyRule = iota // not a POST
	keyFree                    // repeating the request is harmless by itself
	keyRequired                // files, decides, plans or pays
)

// Body limits in bytes.
const (
	bodyDefault  int64 = 64 << 10
	bodyText     int64 = 512 << 10 // wordings and specs
	bodyEvidence int64 = 10 << 20
	bodyReport   int64 = 256 << 20 // one million leaves and room
)

// policy is everything the guard needs to know about a route. It is data: the
// matrix test walks it.
type policy struct {
	on   listener
	who  who
	key  keyRule
	body int64 // 0 = bodyDefault
	rate rateClass
	raw  string // media type of a body that the service reads itself, "*" = any

	may, never []int // refusals beyond those that follow from the rest, and those that do not happen
}

// route is one registered operation.
type route struct {
	policy
	method, path, summary string
	status                int
	reads                 bool // a body
}

func (r route) id() string {
	words := strings.FieldsFunc(r.path, func(c rune) bool { return strings.ContainsRune("/{}-_", c) })
	return strings.ToLower(r.method) + "-" + strings.Join(words, "-")
}

// check refuses a route whose policy is not complete: a programmer error.
func (r route) check() {
	switch {
	case r.on == 0, r.who.kind == "", r.rate == 0:
		panic(fmt.Sprintf("server: %s %s has no policy", r.method, r.path))
	case (r.method == http.MethodPost) != (r.key != keyNone):
		panic(fmt.Sprintf("server: %s %s must say whether it needs a key", r.method, r.path))
	case (r.on == onPublic) == strings.HasPrefix(r.path, "/v1/admin"), r.on != onPublic && r.who.kind != "staff":
		panic(fmt.Sprintf("server: %s %s is on the wrong listener", r.method, r.path))
	}
}

// limit is the largest body in bytes.
func (r route) limit() int64 {
	if r.body == 0 {
		return bodyDefault
	}
	return r.body
}

// refusals are the statuses other than success that the route may answer with.
func (r route) refusals() (out []int) {
	out = []int{http.StatusBadRequest, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable}
	if r.who.kind != "anyone" {
		out = append(out, http.StatusUnauthorized, http.StatusForbidden)
	}
	if strings.Contains(r.path, "{") {
		out = append(out, http.StatusNotFound)
	}
	if r.key == keyRequired {
		out = append(out, http.StatusConflict, http.StatusUnprocessableEntity)
	}
	if r.method != http.MethodGet {
		out = append(out, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if r.reads {
		out = append(out, http.StatusRequestTimeout)
	}
	out = append(out, r.may...)
	return slices.DeleteFunc(out, func(status int) bool { return slices.Contains(r.never, status) })
}

// caller is who sent the request; the zero value is nobody in particular.
type caller struct {
	actor   models.Actor
	session *models.Session
}

func (c caller) isStaff() bool {
	return c.actor.Kind == models.ActorStaff || c.actor.Kind == models.ActorSystem
}

// name is the caller in idempotency scopes, limits and the access log.
func (c caller) name() string {
	if c.actor.Kind == "" {
		return "anyone"
	}
	return c.actor.String()
}

// with, to, and, sized derive a policy from another.
func (p policy) with(k keyRule) policy { p.key = k; return p }

func (p policy) to(roles ...string) policy { p.who = only(roles...); return p }

func (p policy) and(roles ...string) policy {
	p.who = only(append(slices.Clone(p.who.roles), roles...)...)
	return p
}

// refuses adds statuses of the act itself, not takes those away that it never has.
func (p policy) refuses(statuses ...int) policy {
	p.may = append(slices.Clone(p.may), statuses...)
	return p
}

func (p policy) not(statuses ...int) policy { p.never = statuses; return p }

func (p policy) sized(body int64) policy { p.body = body; return p }
