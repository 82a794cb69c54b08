package chain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// ErrNotOffered means that too few endpoints have a method.
var ErrNotOffered = errors.New("the node does not offer it")

// Question is one JSON-RPC read whose arguments bind it to a block hash, so that
// endpoints have no honest reason to differ. Words is the content of an answer in
// few words, by which answers are compared; nil compares them as they are.
type Question struct {
	Method string
	Args   []any
	Words  func(json.RawMessage) (string, error)
}

// Reply is what k endpoints say. A call that reverts is an answer: Err is a
// *RevertError then. Any other Err says why there is no answer.
type Reply struct {
	Value json.RawMessage
	Err   error
}

// AskAtBlock puts questions to all endpoints, in batches, and counts the answers
// of each question by itself: one that some endpoint cannot answer spoils no
// other. what names the questions in findings.
func (c *Client) AskAtBlock(ctx context.Context, what string, qs []Question) []Reply {
	out := make([]Reply, 0, len(qs))
	for len(out) < len(qs) {
		out = append(out, c.askBatch(ctx, what, qs[len(out):min(len(qs), len(out)+batchSize)])...)
	}
	return out
}

// said is what one endpoint answered to one question.
type said struct {
	reply Reply
	words string
	err   error // it abstains
}

func (c *Client) askBatch(ctx context.Context, what string, qs []Question) []Reply {
	ask := func(ctx context.Context, e *ethclient.Client) ([]said, string, error) {
		all, err := askOne(ctx, e, qs)
		return all, "", err
	}
	votes := collect(ctx, c, ask, func(votes []vote[[]said]) bool {
		for i := range qs {
			if winner(answersTo(votes, i), c.quorum) == nil {
				return false
			}
		}
		return true
	})
	out := make([]Reply, len(qs))
	for i, q := range qs {
		one := answersTo(votes, i)
		name := fmt.Sprintf("%s (%s)", what, q.Method)
		c.compare(name, anyHeight, answersOf(one))
		if w := winner(one, c.quorum); w != nil {
			out[i] = w.value
		} else {
			out[i].Err = withoutAnswer(name, c.quorum, one)
		}
	}
	return out
}

// answersTo are the votes on one question of a batch.
func answersTo(votes []vote[[]said], i int) (out []vote[Reply]) {
	for _, v := range votes {
		one := vote[Reply]{from: v.from, err: v.err}
		if v.err == nil {
			one.value, one.says, one.err = v.value[i].reply, v.value[i].words, v.value[i].err
		}
		out = append(out, one)
	}
	return out
}

// withoutAnswer says why no k endpoints agree; a method that is missing keeps
// its own error.
func withoutAnswer(what string, k int, votes []vote[Reply]) error {
	missing := 0
	for _, v := range votes {
		if errors.Is(v.err, ErrNotOffered) {
			missing++
		}
	}
	if len(votes)-missing < k {
		return fmt.Errorf("read %s: %w: %d of %d endpoints", what, ErrNotOffered, len(votes)-missing, len(votes))
	}
	return undecided(what, k, votes)
}

// askOne puts a batch to one endpoint.
func askOne(ctx context.Context, e *ethclient.Client, qs []Question) ([]said, error) {
	batch := make([]rpc.BatchElem, len(qs))
	raw := make([]json.RawMessage, len(qs))
	for i, q := range qs {
		batch[i] = rpc.BatchElem{Method: q.Method, Args: q.Args, Result: &raw[i]}
	}
	if err := e.Client().BatchCallContext(ctx, batch); err != nil {
		return nil, err
	}
	out := make([]said, len(qs))
	for i, q := range qs {
		out[i] = q.judge(raw[i], batch[i].Error)
	}
	return out, nil
}

// judge tells an answer from an abstention.
func (q *Question) judge(raw json.RawMessage, err error) said {
	var revert *RevertError
	switch answer := AsRevert(err); {
	case errors.As(answer, &revert):
		return said{Reply{Err: revert}, "revert " + digestOf(revert.Data), nil}
	case err != nil && notOffered(err):
		return said{err: fmt.Errorf("%w: %s", ErrNotOffered, q.Method)}
	case err != nil:
		return said{err: absent(err)}
	case len(raw) == 0 || bytes.Equal(raw, []byte("null")):
		return said{err: fmt.Errorf("%w: null to %s", ErrAnswer, q.Method)}
	case q.Words == nil:
		return said{Reply{Value: raw}, digestOf(raw), nil}
	}
	words, err := q.Words(raw)
	return said{Reply{Value: raw}, words, err}
}

// notOffered covers the spellings of "no such method" in use.
func notOffered(err error) bool {
	var answer rpc.Error
	if !errors.As(err, &answer) {
		return false
	}
	text := strings.ToLower(answer.Error())
	return answer.ErrorCode() == -32601 || answer.ErrorCode() == -32004 || strings.Contains(text, "method not found") ||
		strings.Contains(text, "not supported") || strings.Contains(text, "not available")
}
