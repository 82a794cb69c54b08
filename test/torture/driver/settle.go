//go:build torture

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"

	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/distributions"
	"makewhole/internal/app"
	"makewhole/internal/client"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles"
	"makewhole/oracles/reports"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
	"makewhole/server"
)

// settling brings what the template left to its end: drafted, approved by two
// people, signed by the committee, published, pushed, final. Every act looks at
// what is there first, as people do, so it can be run again after any death.
type settling struct {
	app    *app.App
	api    client.Client // as anyone
	rpc    *rpc.Client
	offset *atomic.Int64 // of the chain's clock from ours, seconds
}

func settle(ctx context.Context, f app.Flags) error {
	s := &settling{offset: new(atomic.Int64)}
	app.SetClock(func() time.Time { return time.Now().Add(time.Duration(s.offset.Load()) * time.Second) })
	var err error
	if s.rpc, err = rpc.DialContext(ctx, f.RPC[0]); err != nil {
		return err
	}
	defer s.rpc.Close()
	if err := s.advance(ctx, 0); err != nil {
		return err
	}
	a, err := app.Open(ctx, os.Stderr, f)
	if err != nil {
		return err
	}
	s.app, s.api = a, client.Client{Context: ctx, Base: a.PublicURL, HTTP: &http.Client{Timeout: 30 * time.Second}}
	err = a.Start(ctx, false)
	for done := false; err == nil && !done; {
		done, err = s.round(ctx)
	}
	if err == nil {
		err = s.patiently(ctx, "checkpoint")
	}
	return errors.Join(err, a.Close())
}

// advance moves the chain's clock and follows it.
func (s *settling) advance(ctx context.Context, by time.Duration) error {
	var offset int64
	if err := s.rpc.CallContext(ctx, &offset, "evm_increaseTime", int64(by/time.Second)); err != nil {
		return err
	}
	s.offset.Store(offset)
	if by == 0 {
		return nil
	}
	return s.rpc.CallContext(ctx, nil, "evm_mine", map[string]int{"blocks": 3})
}

// round runs the jobs once and does what people would do now.
func (s *settling) round(ctx context.Context) (done bool, err error) {
	for _, job := range []string{"reconcile", "windows", "settle", "orders", "send"} {
		if err := s.patiently(ctx, job); err != nil {
			return false, err
		}
	}
	var sts []models.Settlement
	err = s.app.DB.Read(ctx, func(tx *models.Tx) error {
		return models.EachRow(tx, func(st *models.Settlement) error {
			sts = append(sts, *st)
			return nil
		})
	})
	if err != nil {
		return false, err
	}
	done = len(sts) > 0
	for i := range sts {
		if err := s.act(ctx, &sts[i]); err != nil {
			return false, fmt.Errorf("%s, %s: %w", sts[i].PublicID, sts[i].State, err)
		}
		done = done && sts[i].State == models.SettlementClosed
	}
	return done, nil
}

// patiently runs a job whose lease a killed process may hold for a moment.
func (s *settling) patiently(ctx context.Context, job string) error {
	for {
		err := s.app.RunJob(ctx, job)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, models.ErrNotDue) && !errors.Is(err, models.ErrFenced):
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (s *settling) act(ctx context.Context, st *models.Settlement) error {
	switch st.State {
	case models.SettlementObjections:
		if gap := st.ObjectionsUntil.Sub(s.app.Now()); gap > 0 {
			return s.advance(ctx, gap+2*time.Second)
		}
		return s.approveAs(ctx, st)
	case models.SettlementApproved:
		return s.signed(ctx, st)
	case models.SettlementPublished:
		if gap := st.ActiveAt.Sub(s.app.Now()); gap > 0 {
			return s.advance(ctx, gap+2*time.Second)
		}
	case models.SettlementActive:
		return s.distribute(ctx, st)
	}
	return nil
}

// distribute lets a senior plan to push every line and a treasurer approve the
// bill.
func (s *settling) distribute(ctx context.Context, st *models.Settlement) error {
	var proposed, approved []models.DistributionPlan
	err := s.app.DB.Read(ctx, func(tx *models.Tx) (err error) {
		if proposed, err = tx.PlansIn(st.ID, models.PlanProposed); err != nil {
			return err
		}
		approved, err = tx.PlansIn(st.ID, models.PlanApproved)
		return err
	})
	if err != nil || len(approved) > 0 {
		return err
	}
	if len(proposed) > 0 {
		by, err := s.clerk(ctx, "treasurer")
		if err != nil {
			return err
		}
		_, err = s.app.Distributions.ApprovePlan(ctx, by, proposed[0].PublicID, proposed[0].ContentHash.Hash)
		if !errors.Is(err, distributions.ErrStale) {
			return err
		}
	}
	by, err := s.clerk(ctx, "senior")
	if err != nil {
		return err
	}
	_, err = s.app.Distributions.PlanDistribution(ctx, by, st.PublicID, distributions.PlanInput{PushAll: true})
	return err
}

// clerk is somebody of the staff with one role.
func (s *settling) clerk(ctx context.Context, role string) (by models.Actor, err error) {
	err = s.app.DB.Read(ctx, func(tx *models.Tx) error {
		staff, err := tx.StaffList(models.Page{Limit: 200})
		for _, p := range staff {
			if p.Roles == role {
				by = models.StaffActor(p, "")
				return nil
			}
		}
		return errors.Join(err, fmt.Errorf("nobody is %s", role))
	})
	return by, err
}

// approveAs takes the approvals of one treasurer and of one senior.
func (s *settling) approveAs(ctx context.Context, st *models.Settlement) error {
	given := map[int64]bool{}
	err := s.app.DB.Read(ctx, func(tx *models.Tx) error {
		approvals, err := tx.ApprovalsOf(st.ID)
		for _, a := range approvals {
			given[a.StaffID] = true
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, role := range []string{"treasurer", "senior"} {
		by, err := s.clerk(ctx, role)
		if err != nil {
			return err
		}
		if given[by.StaffID] {
			continue
		}
		if _, err := s.app.Settlements.Approve(ctx, by, st.PublicID, st.ContentHash.Hash); err != nil {
			return err
		}
	}
	return nil
}

// signed lets every member of the committee compute and sign the order again.
func (s *settling) signed(ctx context.Context, st *models.Settlement) error {
	var inc models.Incident
	err := s.app.DB.Read(ctx, func(tx *models.Tx) (err error) {
		inc, err = models.ByID[models.Incident](tx, st.IncidentID)
		return err
	})
	if err != nil {
		return err
	}
	raw, err := s.api.File("/v1/incidents/" + inc.PublicID + "/oracle-task")
	if err != nil {
		return err
	}
	task, err := reports.ParseTask(raw)
	if err != nil {
		return err
	}
	shown, err := client.Get[server.Order](s.api, "/v1/settlements/"+st.PublicID+"/order")
	if err != nil {
		return err
	}
	order, err := reports.DecodeOrder(shown.Message)
	if err != nil {
		return err
	}
	entitlements, accounts, err := s.api.AllocationFiles(st.PublicID)
	if err != nil {
		return err
	}
	distributor := s.app.Deployment.Distributor
	word, err := s.app.Chain.CallContract(ctx, ethereum.CallMsg{
		To: &distributor, Data: contracts.NewPayoutDistributor().PackCommitted(order.IncidentID, order.PayoutToken),
	}, nil)
	if err != nil || len(word) != 32 {
		return fmt.Errorf("read commitment: %d bytes: %w", len(word), err)
	}
	committed := money.FromBytes32([32]byte(word))
	word, err = s.app.Chain.CallContract(ctx, ethereum.CallMsg{
		To: &distributor, Data: contracts.NewPayoutDistributor().PackFollowsOf(order.IncidentID, order.PayoutToken),
	}, nil)
	if err != nil || len(word) != 32 {
		return fmt.Errorf("read what is followed: %d bytes: %w", len(word), err)
	}
	follows := common.Hash(word)
	for i := range int(s.app.Deployment.Committee.Threshold) {
		t := signing.OrderTask{Order: order, Config: task.Config, Entitlements: entitlements, Accounts: accounts, Committed: &committed, Follows: &follows}
		if err := s.member(i, t); err != nil {
			return fmt.Errorf("member %d: %w", i+1, err)
		}
	}
	return nil
}

// member signs with a key and a memory of its own and posts the report.
func (s *settling) member(i int, task signing.OrderTask) error {
	key, err := keys.NewDevSigner(deployment.DevSigner+i, s.app.Deployment.ChainID)
	if err != nil {
		return err
	}
	store, err := signing.OpenSignStore(filepath.Join(s.app.Flags.Data, fmt.Sprintf("member-%d", i+1), "signed"))
	if err != nil {
		return err
	}
	defer store.Close()
	report, _, err := (&signing.Member{Signer: key, Store: store, Now: s.app.Now}).SignOrder(task)
	if err != nil {
		return err
	}
	raw, err := report.Encode()
	if err != nil {
		return err
	}
	_, err = client.PostRaw[oracles.Receipt](s.api, "/v1/oracles/reports", raw)
	return err
}
