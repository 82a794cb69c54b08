package server

import (
	"fmt"
	"math"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"makewhole/models"
)

var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

// guard enforces the policy of a route before its body is read.
func (s *Server) guard(r route) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		c := humagin.Unwrap(ctx)
		for _, rule := range []func(*gin.Context, route) error{s.limitNetwork, checkQuery, checkBody, s.admit, s.limitCaller, checkKey} {
			if err := rule(c, r); err != nil {
				s.writeGin(c, err)
				return
			}
		}
		leave, err := s.enter(c, r)
		if err != nil {
			s.writeGin(c, err)
			return
		}
		defer leave()
		next(ctx)
	}
}

// enter takes the bytes of a body from the budget, so that nobody can fill the
// memory, and watches that it comes. A body of unknown length counts as the largest that the route takes.
func (s *Server) enter(c *gin.Context, r route) (leave func(), err error) {
	from, n := network(c.ClientIP()), c.Request.ContentLength
	if from == "" || n == 0 || c.Request.Body == nil || c.Request.Body == http.NoBody {
		return func() {}, nil
	}
	if n < 0 {
		n = r.limit()
	}
	if leave, err = s.bodies.take(from, n); err == nil {
		c.Request.Body = watch(c.Request.Context(), c.Writer, c.Request.Body, s.stall)
	}
	return leave, err
}

// limitNetwork spends from the bucket of the client's network. The admin socket
// has none.
func (s *Server) limitNetwork(c *gin.Context, r route) error {
	if net := network(c.ClientIP()); net != "" {
		return s.spend(c, r.rate, "ip:"+net)
	}
	return nil
}

// limitCaller spends from the bucket of the signed-in caller.
func (s *Server) limitCaller(c *gin.Context, r route) error {
	who := requestOf(c.Request.Context()).caller
	if who.actor.Kind == "" || who.actor.Kind == models.ActorSystem {
		return nil
	}
	return s.spend(c, r.rate, who.name())
}

// spend takes one request from a bucket and says in the headers of
// draft-ietf-httpapi-ratelimit-headers what is left in the smaller of the buckets
// that the request was counted in.
func (s *Server) spend(c *gin.Context, class rateClass, who string) error {
	left, allowed := s.limits.take(class, who, s.now())
	req := requestOf(c.Request.Context())
	if req.left == nil || left.left < req.left.left {
		req.left = &left
		lim := s.limits.limits[class]
		c.Header("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%d", rateNames[class], lim.Burst, int(math.Ceil(float64(lim.Burst)/lim.PerSecond))))
		c.Header("RateLimit", fmt.Sprintf("%q;r=%d;t=%d", rateNames[class], left.left, left.wait))
	}
	if allowed {
		return nil
	}
	p := problemOf(errRate)
	p.retryAfter = left.wait
	return p
}

// checkQuery refuses what url.Values would drop or hide: malformed pairs,
// semicolons, a parameter twice.
func checkQuery(c *gin.Context, _ route) error {
	q, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil {
		return errInvalid
	}
	for _, values := range q {
		if len(values) > 1 {
			return errInvalid
		}
	}
	return nil
}

// checkBody refuses compressed, mistyped and announced oversize bodies, and
// puts the limit of the route on the rest.
func checkBody(c *gin.Context, r route) error {
	req := c.Request
	if enc := req.Header.Get("Content-Encoding"); enc != "" && !strings.EqualFold(enc, "identity") {
		return errMedia
	}
	if req.Method == http.MethodGet || req.Body == nil || req.Body == http.NoBody {
		return nil
	}
	if req.ContentLength > r.limit() {
		return errTooLarge
	}
	req.Body = http.MaxBytesReader(c.Writer, req.Body, r.limit())
	media, _, err := mime.ParseMediaType(req.Header.Get("Content-Type"))
	want := r.raw
	if want == "" {
		want = "application/json"
	}
	if err != nil || (want != "*" && media != want) {
		return errMedia
	}
	return nil
}

// admit finds out who calls and whether the route is for them.
func (s *Server) admit(c *gin.Context, r route) error {
	req := requestOf(c.Request.Context())
	if r.who.kind == "anyone" {
		return nil
	}
	who, err := s.authenticate(c.Request, req)
	if err != nil {
		return err
	}
	req.caller = who
	switch r.who.admits(who) {
	case 0:
		return nil
	case http.StatusUnauthorized:
		c.Header("WWW-Authenticate", `Bearer realm="makewhole"`)
		return errUnauthorized
	default:
		return errForbidden
	}
}

// checkKey wants a well-formed key where the policy asks for one.
func checkKey(c *gin.Context, r route) error {
	if r.key != keyRequired {
		return nil
	}
	key := idempotencyKey(c.Request)
	requestOf(c.Request.Context()).key = key
	if key == "" {
		return errKeyMissing
	}
	return nil
}

// idempotencyKey reads the key, quoted (RFC 8941 string) or bare; "" when it is
// missing or malformed.
func idempotencyKey(r *http.Request) string {
	values := r.Header.Values("Idempotency-Key")
	if len(values) != 1 {
		return ""
	}
	key := values[0]
	if len(key) >= 2 && key[0] == '"' && key[len(key)-1] == '"' {
		key = key[1 : len(key)-1]
	}
	if !keyForm.MatchString(key) {
		return ""
	}
	return key
}
