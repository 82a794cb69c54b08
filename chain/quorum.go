package chain

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/ethclient"
)

// straggle is how long the endpoints that have not answered are waited for once
// enough agree: long enough to hear who says something else, short enough that
// a silent one delays nobody.
const straggle = 250 * time.Millisecond

// quorumOf is how many endpoints must say the same: more than half, so that two
// groups can never both be believed. 0 asks for the least.
func quorumOf(want, endpoints int) (int, error) {
	least := endpoints/2 + 1
	if want == 0 {
		return least, nil
	}
	if want < least || want > endpoints {
		return 0, fmt.Errorf("quorum %d of %d endpoints: want %d to %d", want, endpoints, least, endpoints)
	}
	return want, nil
}

// ballot is one read that money moves on. It returns a value and its content in
// few words; endpoints with the same words agree.
type ballot[T any] func(context.Context, *ethclient.Client) (value T, says string, err error)

// vote is what one endpoint said.
type vote[T any] struct {
	from  *endpoint
	value T
	says  string
	err   error
}

// anyHeight is for reads bound to a block hash: there is no honest disagreement.
const anyHeight = 0

// agree asks all endpoints at once and returns what k of them say. An endpoint
// that fails or does not know yet abstains. Disagreement about a block at or
// below height is a finding when that height is final; nearer to the head nodes
// may honestly differ.
func agree[T any](ctx context.Context, c *Client, what string, height uint64, ask ballot[T]) (T, error) {
	if len(c.endpoints) == 1 {
		return read(ctx, c, func(ctx context.Context, e *ethclient.Client) (T, error) {
			v, _, err := ask(ctx, e)
			return v, err
		})
	}
	votes := collect(ctx, c, ask, func(vs []vote[T]) bool { return winner(vs, c.quorum) != nil })
	c.compare(what, height, answersOf(votes))
	if w := winner(votes, c.quorum); w != nil {
		return w.value, nil
	}
	var zero T
	return zero, undecided(what, c.quorum, votes)
}

// collect asks the endpoints that are awake, and the resting ones when that is
// not enough.
func collect[T any](ctx context.Context, c *Client, ask ballot[T], enough func([]vote[T]) bool) []vote[T] {
	awake, resting := c.split()
	votes := poll(ctx, c, awake, ask, enough)
	if len(resting) > 0 && !enough(votes) && ctx.Err() == nil {
		votes = append(votes, poll(ctx, c, resting, ask, enough)...)
	}
	return votes
}

// poll asks endpoints at the same time. Those that are silent when enough have
// agreed are rested, so that the next read does not wait for them.
func poll[T any](ctx context.Context, c *Client, es []*endpoint, ask ballot[T], enough func([]vote[T]) bool) []vote[T] {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in := make(chan vote[T], len(es))
	for _, e := range es {
		go func() {
			v := vote[T]{from: e}
			v.err = c.ask(ctx, e, func(ctx context.Context, n *ethclient.Client) (err error) {
				v.value, v.says, err = ask(ctx, n)
				return err
			})
			in <- v
		}()
	}
	var late <-chan time.Time
	wait := time.NewTimer(straggle)
	defer wait.Stop()
	votes := make([]vote[T], 0, len(es))
	for len(votes) < len(es) {
		select {
		case v := <-in:
			votes = append(votes, v)
			if late == nil && enough(votes) {
				wait.Reset(straggle)
				late = wait.C
			}
		case <-late:
			for _, e := range es {
				if !slices.ContainsFunc(votes, func(v vote[T]) bool { return v.from == e }) {
					e.failed(c.now())
				}
			}
			return votes
		}
	}
	return votes
}

// winner is a vote that k endpoints cast, nil without one.
func winner[T any](votes []vote[T], k int) *vote[T] {
	count := map[string]int{}
	for i, v := range votes {
		if v.err != nil {
			continue
		}
		if count[v.says]++; count[v.says] >= k {
			return &votes[i]
		}
	}
	return nil
}

// undecided explains why no k endpoints agree. k that do not know a thing agree
// that it is absent.
func undecided[T any](what string, k int, votes []vote[T]) error {
	absent, values := 0, 0
	trouble := ErrNoNode
	for _, v := range votes {
		switch {
		case v.err == nil:
			values++
		case IsNotFound(v.err):
			absent++
		case errors.Is(trouble, ErrNoNode):
			trouble = fmt.Errorf("%s: %w", v.from.name, hideURL(v.err))
			if unavailable(v.err) {
				trouble = fmt.Errorf("%w: %w", ErrNoNode, trouble)
			}
		}
	}
	switch {
	case absent >= k:
		return fmt.Errorf("read %s: %w", what, ethereum.NotFound)
	case values == 0 && absent == 0:
		return fmt.Errorf("read %s: %w", what, trouble)
	}
	return fmt.Errorf("read %s: %w: %d must say the same: %s", what, errors.Join(ErrNoQuorum, onlyAnswer(trouble)), k, sayings(answersOf(votes)))
}

// onlyAnswer keeps an error for callers that decide on it, not the trouble of a
// connection.
func onlyAnswer(err error) error {
	if errors.Is(err, ErrNoNode) {
		return nil
	}
	return err
}

// Answer is what one endpoint said.
type Answer struct {
	Endpoint string // host only
	Says     string
}

// Finding is a question about a final block, or bound to a block hash, that
// endpoints answered differently. One of them is wrong.
type Finding struct {
	What    string
	Answers []Answer
}

func (f Finding) String() string { return f.What + ": " + sayings(f.Answers) }

func answersOf[T any](votes []vote[T]) []Answer {
	var out []Answer
	for _, v := range votes {
		if v.err == nil {
			out = append(out, Answer{v.from.name, v.says})
		}
	}
	return out
}

// sayings groups answers by what they say, names sorted.
func sayings(answers []Answer) string {
	by := map[string][]string{}
	for _, a := range answers {
		by[a.Says] = append(by[a.Says], a.Endpoint)
	}
	out := make([]string, 0, len(by))
	for says, names := range by {
		slices.Sort(names)
		out = append(out, strings.Join(names, " and ")+" said "+says)
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// compare records a finding when answers differ that must not.
func (c *Client) compare(what string, height uint64, answers []Answer) {
	if height != anyHeight && height > c.settled.Load() {
		return
	}
	for _, a := range answers {
		if a.Says != answers[0].Says {
			c.find(Finding{what, answers})
			return
		}
	}
}

// findingsMax bounds what is kept for somebody to fetch.
const findingsMax = 64

func (c *Client) find(f Finding) {
	c.disagreed.Add(1)
	c.findMu.Lock()
	defer c.findMu.Unlock()
	text := f.String()
	if len(c.findings) >= findingsMax || slices.ContainsFunc(c.findings, func(o Finding) bool { return o.String() == text }) {
		return
	}
	c.findings = append(c.findings, f)
	c.log.Warn("endpoints disagree", "finding", text)
}

// Findings returns what endpoints disagreed about since the last call.
func (c *Client) Findings() []Finding {
	c.findMu.Lock()
	defer c.findMu.Unlock()
	out := c.findings
	c.findings = nil
	return out
}

// Disagreements is how often endpoints contradicted each other since the client
// was made, repetitions and what was already fetched included.
func (c *Client) Disagreements() uint64 { return c.disagreed.Load() }

// digestOf names bytes in few words.
func digestOf(b []byte) string {
	if len(b) <= 32 {
		return hexutil.Encode(b)
	}
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%d bytes, sha256 %x", len(b), sum[:8])
}
