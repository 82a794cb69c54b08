package server

import (
	"math"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rateClass groups routes that share a limit.
type rateClass uint8

const (
	_          rateClass = iota
	rateRead             // reads
	rateWrite            // acts of claimants and staff
	rateLogin            // sign-in: an EIP-1271 check costs a call to the node
	rateUpload           // evidence
	rateReport           // oracle reports
	rateHeavy            // reads that touch every line of a settlement
)

// Limit is a token bucket: Burst requests at once, refilled PerSecond.
type Limit struct {
	PerSecond float64
	Burst     int
}

var defaultLimits = map[rateClass]Limit{
	rateRead:   {PerSecond: 100, Burst: 400},
	rateWrite:  {PerSecond: 20, Burst: 100},
	rateLogin:  {PerSecond: 2, Burst: 40},
	rateUpload: {PerSecond: 1, Burst: 20},
	rateReport: {PerSecond: 10, Burst: 200},
	rateHeavy:  {PerSecond: 2, Burst: 60},
}

// rateNames are the names of the limits in the RateLimit headers.
var rateNames = map[rateClass]string{
	rateRead: "read", rateWrite: "write", rateLogin: "login", rateUpload: "upload", rateReport: "report", rateHeavy: "heavy",
}

// limiterMax bounds the memory of the limiter; when it is full the buckets that
// are full again are forgotten, which changes no decision.
const limiterMax = 50_000

type bucketKey struct {
	class rateClass
	who   string
}

// limiter keeps one bucket per (class, who) in memory.
type limiter struct {
	mu      sync.Mutex
	limits  map[rateClass]Limit
	buckets map[bucketKey]*rate.Limiter
}

func newLimiter(scale float64) *limiter {
	limits := make(map[rateClass]Limit, len(defaultLimits))
	for class, l := range defaultLimits {
		limits[class] = Limit{PerSecond: l.PerSecond * scale, Burst: max(1, int(float64(l.Burst)*scale))}
	}
	return &limiter{limits: limits, buckets: map[bucketKey]*rate.Limiter{}}
}

// balance is what is left of a bucket: whole requests, and the whole seconds until
// another one is there, 0 when the bucket is full.
type balance struct {
	left, wait int
}

// take spends one request. It returns what is left, and whether it was there.
func (l *limiter) take(class rateClass, who string, now time.Time) (balance, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := bucketKey{class, who}
	b, ok := l.buckets[key]
	if !ok {
		if len(l.buckets) >= limiterMax {
			l.evict(now)
		}
		b = l.bucket(class)
		l.buckets[key] = b
	}
	allowed := b.AllowN(now, 1)
	tokens := b.TokensAt(now)
	left := max(0, int(math.Floor(tokens)))
	out := balance{left: left}
	if left < b.Burst() {
		out.wait = max(1, int(math.Ceil((float64(left+1)-tokens)/float64(b.Limit()))))
	}
	return out, allowed
}

func (l *limiter) bucket(class rateClass) *rate.Limiter {
	lim := l.limits[class]
	return rate.NewLimiter(rate.Limit(lim.PerSecond), lim.Burst)
}

func (l *limiter) evict(now time.Time) {
	for key, b := range l.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(l.buckets, key)
		}
	}
	if len(l.buckets) >= limiterMax { // all busy: start over rather than grow
		clear(l.buckets)
	}
}

// network is the unit of address an outsider owns cheaply: /64 of IPv6, /32 of
// IPv4. The admin socket has no address.
func network(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ""
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	p, err := addr.Prefix(64)
	if err != nil {
		return ""
	}
	return p.String()
}
