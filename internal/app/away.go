package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"makewhole/chain"
	"makewhole/jobs"
	"makewhole/models"
)

// meeting remembers that the chain was looked at and is the one of the deployment.
type meeting struct {
	mu  sync.Mutex
	met bool
}

// meetChain holds the deployment file against the chain before anything begins. A
// chain that differs ends the start. Where no node answers the server begins
// without: people file and decide claims, and what acts on the chain waits.
func (a *App) meetChain(ctx context.Context) error {
	err := a.knowChain(ctx)
	away := errors.Is(err, chain.ErrNoNode) || errors.Is(err, chain.ErrNoQuorum)
	if away && !errors.Is(err, chain.ErrWrongChain) && ctx.Err() == nil {
		a.Log.Warn("the node does not answer; jobs that need it wait, everything else begins", "error", err.Error())
		return nil
	}
	return err
}

// knowChain is done once it succeeded: the chain has the deployment's genesis and
// contracts, and blocks that become final.
func (a *App) knowChain(ctx context.Context) error {
	a.meeting.mu.Lock()
	defer a.meeting.mu.Unlock()
	if a.meeting.met || a.Node != nil {
		return nil
	}
	if err := a.Chain.CheckFinality(ctx); err != nil {
		return err
	}
	if err := a.Deployment.Verify(ctx, a.Chain); err != nil {
		return fmt.Errorf("%s: %w", a.DeploymentFile(), err)
	}
	a.meeting.met = true
	return nil
}

// afterMeeting makes the jobs that believe the chain or act on it wait until it is
// known.
func (a *App) afterMeeting(table []jobs.Job) []jobs.Job {
	for i, j := range table {
		if !j.OnChain {
			continue
		}
		table[i].Run = func(ctx context.Context) (string, error) {
			if err := a.knowChain(ctx); err != nil {
				return "", err
			}
			return j.Run(ctx)
		}
	}
	return table
}

// Between two looks at a store that does not answer.
const (
	storeWait    = time.Second
	storeWaitMax = 15 * time.Second
)

// untilItAnswers opens a shared store, again and again while its server does not
// answer. What the server refuses (a password, a database that is not there, a
// schema of another version) ends the start at once.
func (a *App) untilItAnswers(ctx context.Context, open func() error) error {
	for wait := storeWait; ; wait = min(2*wait, storeWaitMax) {
		err := open()
		if err == nil || a.Flags.DSN == "" || !models.Away(err) {
			return err
		}
		a.Log.Warn("the store does not answer; trying again", "in", wait, "error", err.Error())
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(err, ctx.Err())
		}
	}
}
