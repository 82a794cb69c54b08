package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"makewhole/audit/bundle"
	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/service"
	"makewhole/settlements"
)

// Problem is the body of every error, RFC 9457. It never repeats what the
// client sent.
type Problem struct {
	Type     string         `json:"type" doc:"Names the kind of problem; see the table in docs/api.md."`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty" doc:"Names this occurrence; the server's log has it too."`
	Code     string         `json:"code,omitempty" doc:"Of a refused report: what the rule says."`
	Errors   []FieldProblem `json:"errors,omitempty"`

	retryAfter int // seconds, 0 = no header
}

// FieldProblem is one wrong field.
type FieldProblem struct {
	Pointer string `json:"pointer" doc:"JSON pointer into the body, or the name of a parameter."`
	Detail  string `json:"detail"`
}

func (p *Problem) Error() string  { return p.Title }
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes huma answer with the media type of RFC 9457.
func (p *Problem) ContentType(string) string { return problemType }

var _ huma.StatusError = (*Problem)(nil)

const (
	problemType   = "application/problem+json"
	problemPrefix = "urn:makewhole:problem:"
)

// ProblemJobBusy is the type of the answer to a job that another run is at.
const ProblemJobBusy = problemPrefix + slugJobBusy

const (
	slugJobBusy = "not-due"
	slugCrowded = "crowded" // anyone may cause it: no error of ours
)

// Errors of the server itself.
var (
	errInvalid      = errors.New("server: invalid request")
	errUnauthorized = errors.New("server: not signed in")
	errForbidden    = errors.New("server: not allowed")
	errNoRoute      = errors.New("server: no such resource")
	errMethod       = errors.New("server: method not allowed")
	errTooLarge     = errors.New("server: body too large")
	errMedia        = errors.New("server: media type")
	errRate         = errors.New("server: too many requests")
	errKeyMissing   = errors.New("server: idempotency key missing")
	errKeyReused    = errors.New("server: idempotency key reused")
	errKeyBusy      = errors.New("server: idempotency key in progress")
	errTimeout      = errors.New("server: body too slow")
	errBroken       = errors.New("server: body broke off")
	errUnavailable  = errors.New("server: not available here")
	errSignIn       = errors.New("server: sign-in refused")
	errJob          = errors.New("server: job failed")
	errCrowded      = errors.New("server: too many bodies in flight")
)

// kind is one row of the table.
type kind struct {
	target error
	status int
	slug   string
	title  string
}

// kinds is the only place where an error becomes a status. The first row that
// matches counts, so the special stands before the general.
var kinds = []kind{
	// an error of ours is told as ours, whatever a service says of it
	{models.ErrUnavailable, 503, "store-unavailable", "The store does not answer"},
	{models.ErrReadOnly, 503, "read-only", "The store is read-only"},
	{models.ErrBusy, 503, "busy", "The store is busy; try again"},
	{models.ErrCommitUnknown, 503, "unknown-outcome", "The outcome is not known; ask again with the same key"},
	{models.ErrLocked, 503, "locked", "Another process writes to this store"},

	{service.ErrNode, 503, "no-node", "The node of the chain does not answer; try again"}, // before what a service makes of it

	{errKeyMissing, 400, "idempotency-key-missing", "This request needs an Idempotency-Key of 16 to 64 characters A-Z a-z 0-9 _ -"},
	{errKeyReused, 422, "idempotency-key-reused", "This Idempotency-Key was used for another request"},
	{errKeyBusy, 409, "idempotency-key-in-progress", "The first request with this Idempotency-Key is still running"},
	{errInvalid, 400, "invalid-request", "The request is not valid"},
	{errBroken, 400, "broken-body", "The body broke off, or is not what its headers announce"},
	{errSignIn, 401, "sign-in-refused", "The signature, the nonce or its time is not valid"},
	{errUnauthorized, 401, "unauthorized", "Sign in first"},
	{errForbidden, 403, "forbidden", "Not allowed for this caller"},
	{errNoRoute, 404, "not-found", "No such resource"},
	{errMethod, 405, "method-not-allowed", "This resource does not know this method"},
	{errTimeout, 408, "timeout", "The body came too slowly"},
	{errTooLarge, 413, "too-large", "The body is larger than this route takes"},
	{errMedia, 415, "unsupported-media-type", "The body must be plain, uncompressed and of the type the route names"},
	{errRate, 429, "too-many-requests", "Too many requests"},
	{errCrowded, 503, slugCrowded, "Too many bytes of requests at once, from this network or in all; try again"},
	{errJob, 500, "job-failed", "The job failed"},
	{errUnavailable, 503, "unavailable", "This server has no such service running"},

	{money.ErrFormat, 400, "invalid-amount", "An amount is not a canonical decimal string of base units"},
	{money.ErrOverflow, 422, "amount-out-of-range", "An amount does not fit"},
	{money.ErrUnderflow, 422, "amount-out-of-range", "An amount does not fit"},
	{money.ErrDivideByZero, 422, "amount-out-of-range", "An amount does not fit"},

	{claims.ErrMediaType, 415, "evidence-type", "Evidence is PDF, PNG, JPEG, WebP, JSON or plain text, by its content"},
	{claims.ErrTooLarge, 413, "evidence-too-large", "More evidence than a claim may carry"},
	{claims.ErrNotCovered, 422, "not-covered", "No cover was in force for this account when the loss happened"}, // before ErrInvalid: it may name fields
	{service.ErrInvalid, 400, "invalid-request", "The request is not valid"},
	{service.ErrForbidden, 403, "forbidden", "Not allowed for this caller"},
	{covers.ErrProof, 422, "proof-of-loss", "The proof of loss is not a valid signature of the affected account"},
	{service.ErrWindow, 409, "outside-window", "Outside the window of this act"},
	{service.ErrConflict, 409, "conflict", "Something else already took this place"},
	{settlements.ErrNothingToSettle, 409, "nothing-to-settle", "A settlement would pay nobody anything new"},
	{service.ErrNotReady, 409, "not-ready", "An input of this act is not final yet"},
	{distributions.ErrStale, 409, "stale-plan", "Prices, payments or time have overtaken this plan; make a new one"},
	{service.ErrFrozen, 409, "frozen", "Settlement is frozen until two people clear it"},
	{settlements.ErrUnverified, 409, "unverified", "The verification before publication has not passed"},
	{models.ErrReason, 400, "invalid-request", "The request is not valid"},
	{models.ErrPerson, 400, "invalid-request", "The request is not valid"},

	{incidents.ErrInvalid, 400, "invalid-request", "The request is not valid"},
	{incidents.ErrForbidden, 403, "forbidden", "Not allowed for this caller"},
	{incidents.ErrIncomplete, 409, "incomplete", "A fact that this step needs is missing"},
	{incidents.ErrConflict, 409, "conflict", "Something else already took this place"},

	{reports.ErrRejected, 422, "report-refused", "A rule refuses this report"},
	{oracles.ErrPrice, 422, "price", "This price cannot be entered"},
	{oracles.ErrForbidden, 403, "forbidden", "Not allowed for this caller"},
	{oracles.ErrNotReady, 409, "not-ready", "An input of this act is not final yet"},
	{oracles.ErrClock, 503, "clock", "The clocks of this server and of the chain disagree"},
	{oracles.ErrSource, 503, "source", "Too few nodes answer"},

	{bundle.ErrNotSigned, 409, "not-signed", "The committee has not signed the order yet"},
	{models.ErrSpec, 422, "specification", "The specification cannot be measured"},
	{models.ErrForbidden, 403, "forbidden", "Not allowed for this caller"},
	{models.ErrVersion, 409, "changed", "Somebody else changed this first; read it again"},
	{models.ErrState, 409, "wrong-state", "Not possible in the present state"},
	{models.ErrDuplicate, 409, "duplicate", "This exists already"},
	{models.ErrConstraint, 422, "against-the-rules", "A rule of the store refuses this"},
	{models.ErrNotDue, 409, slugJobBusy, "Another run has this work"},
	{models.ErrNotFound, 404, "not-found", "No such resource"},
}

// internals are errors that no client causes: 500 without detail.
var internals = []error{
	service.ErrInvariant, models.ErrUnbalanced, models.ErrLedgerConflict, models.ErrEngine,
	models.ErrLeaseHeld, models.ErrFenced, models.ErrTree, models.ErrAuditKey,
	// of the members' own commands, which do not run here
	measure.ErrBuild, measure.ErrCSV, signing.ErrRefused, signing.ErrSignedOther, signing.ErrBehind, signing.ErrKey, signing.ErrStore, reports.ErrTask,
}

// problemOf finds the row of an error. Unknown errors are 500 without detail.
func problemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	for _, k := range kinds {
		if errors.Is(err, k.target) {
			return describe(k, err)
		}
	}
	return &Problem{Type: problemPrefix + "internal", Title: "Something went wrong here", Status: http.StatusInternalServerError}
}

// describe adds what the client may know beyond the kind.
func describe(k kind, err error) *Problem {
	p := &Problem{Type: problemPrefix + k.slug, Title: k.title, Status: k.status}
	var own *fieldErrors
	var step *models.TransitionError
	var refused *reports.Rejection
	switch {
	case errors.As(err, &refused):
		p.Status, p.Code, p.Detail = refused.Status, refused.Code, refused.Rule
		p.Errors = []FieldProblem{{refused.Pointer, refused.Detail}}
	case errors.As(err, &own):
		p.Errors = own.fields
	case errors.As(err, &step):
		p.Detail = "The present state is " + orNone(step.From) + "."
	default:
		p.Errors, p.Detail = roomFields(err), ruleOf(k, err)
	}
	return p
}

// explained are the kinds whose errors end in a sentence about the rule. Such a
// sentence is written by us and holds nothing of the request.
var explained = []error{
	errSignIn, claims.ErrTooLarge, service.ErrConflict, service.ErrForbidden, service.ErrWindow, claims.ErrNotCovered, covers.ErrProof, service.ErrNotReady, distributions.ErrStale,
	models.ErrForbidden, incidents.ErrConflict, incidents.ErrForbidden, incidents.ErrIncomplete, oracles.ErrPrice, oracles.ErrForbidden, oracles.ErrNotReady,
}

// storeErrors speak of tables and constraints, which is not for clients.
var storeErrors = []error{models.ErrDuplicate, models.ErrConstraint, models.ErrNotFound}

// ruleOf is the sentence after the sentinel of a service, if it has one.
func ruleOf(k kind, err error) string {
	is := func(target error) bool { return errors.Is(err, target) }
	if !slices.Contains(explained, k.target) || slices.ContainsFunc(storeErrors, is) {
		return ""
	}
	_, rule, _ := strings.Cut(err.Error(), k.target.Error()+": ")
	if rule == models.ErrForbidden.Error() {
		return ""
	}
	return rule
}

// roomFields are the wrong fields a service named.
func roomFields(err error) []FieldProblem {
	var i *incidents.FieldError
	if errors.As(err, &i) {
		return []FieldProblem{{i.Pointer, i.Detail}}
	}
	var c *service.FieldErrors
	if !errors.As(err, &c) {
		return nil
	}
	out := make([]FieldProblem, len(c.Fields))
	for i, f := range c.Fields {
		out[i] = FieldProblem{f.Pointer, f.Detail}
	}
	return out
}

func orNone(state string) string {
	if state == "" {
		return "none"
	}
	return state
}

// fieldErrors are wrong fields found by the server.
type fieldErrors struct{ fields []FieldProblem }

func (e *fieldErrors) Error() string { return errInvalid.Error() }
func (e *fieldErrors) Unwrap() error { return errInvalid }

// invalid is one wrong field; detail must not repeat the value.
func invalid(pointer, detail string) error {
	return &fieldErrors{fields: []FieldProblem{{pointer, detail}}}
}

// fail turns a handler's error into the problem that is sent, and logs what the
// client must not see under the same instance.
func (s *Server) fail(ctx context.Context, err error) *Problem {
	found := problemOf(err)
	if found.Instance != "" { // was here before
		return found
	}
	p := *found
	if req := requestOf(ctx); req != nil {
		p.Instance = "urn:makewhole:request:" + req.id
		req.problem = strings.TrimPrefix(p.Type, problemPrefix)
	}
	if p.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) && !errors.Is(err, errCrowded) {
		s.log.LogAttrs(ctx, slog.LevelError, "request failed", slog.String("instance", p.Instance), slog.String("error", err.Error()))
	}
	if p.retryAfter == 0 && (p.Status == http.StatusServiceUnavailable || errors.Is(err, errKeyBusy)) {
		p.retryAfter = 1
	}
	return &p
}

// huma and gin keep these in package variables; they are set once, before any
// server exists.
func init() {
	gin.SetMode(gin.ReleaseMode)
	huma.NewErrorWithContext = problemFromHuma
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return problemFromHuma(nil, status, msg, errs...)
	}
}

// problemFromHuma renders what huma itself refuses: parameters, bodies and
// schemas. Its details may hold the submitted value; only the message and the
// place are kept.
func problemFromHuma(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
	err := errInvalid
	var tooLarge *http.MaxBytesError
	switch {
	case status == http.StatusRequestEntityTooLarge, errors.As(errors.Join(errs...), &tooLarge):
		err = errTooLarge
	case status == http.StatusUnsupportedMediaType:
		err = errMedia
	case status == http.StatusRequestTimeout:
		err = errTimeout
	case errors.Is(errors.Join(errs...), errBroken):
		err = errBroken
	case status >= http.StatusInternalServerError:
		err = errors.New("huma refused")
	}
	p := problemOf(err)
	if errors.Is(err, errInvalid) {
		p.Errors = humaFields(errs)
	}
	if ctx != nil {
		if req := requestOf(ctx.Context()); req != nil {
			p.Instance = "urn:makewhole:request:" + req.id
			req.problem = strings.TrimPrefix(p.Type, problemPrefix)
		}
	}
	return p
}

// fieldsMax bounds the list of wrong fields of one answer.
const fieldsMax = 20

func humaFields(errs []error) []FieldProblem {
	var out []FieldProblem
	for _, err := range errs {
		var d huma.ErrorDetailer
		if len(out) == fieldsMax || !errors.As(err, &d) {
			continue
		}
		detail := d.ErrorDetail()
		if pointer, reason, ok := jsonReason(detail.Message); ok {
			out = append(out, FieldProblem{pointerOf(pointer), reason})
			continue
		}
		out = append(out, FieldProblem{pointerOf(detail.Location), safeDetail(detail.Message)})
	}
	return out
}

// pointerOf turns huma's "body.items[3].name" into "/items/3/name". A key that
// does not look like one of ours ends the path.
func pointerOf(location string) string {
	location = strings.TrimPrefix(location, "body")
	location = strings.NewReplacer("[", ".", "]", "", "/", ".").Replace(location)
	var out strings.Builder
	for word := range strings.FieldsFuncSeq(location, func(r rune) bool { return r == '.' }) {
		if !plainName.MatchString(word) {
			break
		}
		out.WriteString("/" + word)
	}
	return out.String()
}

// plainName is a key that may be shown; a client can choose any other.
var plainName = regexp.MustCompile(`^[a-z0-9_-]{1,40}$`)

// safeDetail keeps huma's own sentences, which do not hold values, and replaces
// parser messages, which may.
func safeDetail(msg string) string {
	for _, prefix := range []string{"expected ", "required ", "unexpected property", "unknown query parameter", "invalid integer", "invalid boolean"} {
		if strings.HasPrefix(msg, prefix) {
			return msg
		}
	}
	return "cannot be read"
}
