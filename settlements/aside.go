package settlements

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"makewhole/contracts"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements/ledger"
	"makewhole/states"
)

// nth is the key of the n-th time that the same thing is needed of the outbox: the
// first has no number. n counts facts, so that asking again without a new one finds
// the row that is there.
func nth(key string, n int) string {
	if n < 2 {
		return key
	}
	return fmt.Sprintf("%s:%d", key, n)
}

// aside is what a pool shows of an incident's money, by its final events and what
// was asked of it.
type aside struct {
	had     money.Amount // set aside and not released, paid ones included; base units
	ended   int          // releases that ended, also by an order of the committee that set more aside
	running bool         // a release has begun and not ended
	asked   bool         // an earmark is on its way, or its event is
	since   *time.Time   // the term of the earmark began; nil before the first
}

// earmarkStates are the states in which the first confirmation asks pools to set
// money aside. A later one may have to wait for a release and asks after them too.
var earmarkStates = []string{models.IncidentConfirmed, models.IncidentSnapshotting, models.IncidentClaimsOpen}

// earmarkTerm is EARMARK_TERM of CapitalPool.sol: the operator sets nothing aside
// for an incident after it, the committee can.
const earmarkTerm = 365 * 24 * time.Hour

func (s *Service) asideOf(tx *models.Tx, inc *models.Incident, pool *models.Pool) (a aside, err error) {
	events, err := tx.AppliedEvents(s.ChainID, pool.Contract.Address, "Earmarked", "ReleaseBegun", "Released")
	if err != nil {
		return a, err
	}
	announced := map[string]int{}
	for i := range events {
		p, err := payloadOf(&events[i])
		if err != nil {
			return a, err
		}
		if p.IncidentID == inc.ChainRef.Hash {
			announced[events[i].Name]++
			a.read(&events[i])
		}
	}
	if err := a.pulled(tx, inc, pool); err != nil {
		return a, err
	}
	earmark, err := underWayTo(tx, inc, pool, "earmark", announced["Earmarked"])
	if err != nil {
		return a, err
	}
	release, err := underWayTo(tx, inc, pool, "release", announced["ReleaseBegun"])
	a.asked, a.running = earmark, a.running || release
	return a, err
}

// underWayTo reports whether a pool was asked for something that it has not
// announced yet.
func underWayTo(tx *models.Tx, inc *models.Incident, pool *models.Pool, kind string, announced int) (bool, error) {
	rows, err := tx.IntentsOf(states.Incident.Name, inc.ID)
	for i := range rows {
		if rows[i].Kind != kind || rows[i].To != pool.Contract {
			continue
		}
		switch rows[i].State {
		case models.TxFinal, models.TxRecovered:
			announced--
		case models.TxProposed, models.TxApproved, models.TxSigned, models.TxBroadcast, models.TxMined, models.TxUnproven:
			return true, err
		}
	}
	return announced < 0, err
}

// read counts one event; they come in chain order.
func (a *aside) read(ev *models.ChainEvent) {
	switch ev.Name {
	case "Earmarked":
		if a.running { // only an order of the committee takes a begun release back
			a.ended++
		}
		a.running = false
		if a.since == nil {
			a.since = &ev.BlockTime
		}
	case "ReleaseBegun":
		a.running = true
	case "Released":
		a.ended++
		a.running = false
	}
}

// pulled adds what the pool has paid for the incident: it counts as set aside, and
// each order begins the term again.
func (a *aside) pulled(tx *models.Tx, inc *models.Incident, pool *models.Pool) (err error) {
	if a.had, err = ledger.Balance(tx, ledger.Earmark(pool, inc), pool.AssetID); err != nil {
		return err
	}
	rows, err := tx.SettlementsOf(inc.ID)
	for i := range rows {
		st := &rows[i]
		if st.PoolID != pool.ID || st.PublishedAt == nil {
			continue
		}
		if a.since != nil && st.PublishedAt.After(*a.since) {
			a.since = st.PublishedAt
		}
		if st.State == models.SettlementCancelled {
			continue
		}
		if a.had, err = a.had.Add(st.Paid.Amount); err != nil {
			return err
		}
	}
	return err
}

// confirmations is how often an incident was confirmed, at least once, and how many
// records were merged into it: each may leave a pool to set more aside.
func confirmations(tx *models.Tx, inc *models.Incident) (n int, err error) {
	records, err := tx.Records(inc.ID)
	if err != nil {
		return 0, err
	}
	moves, err := tx.History(states.Incident.Name, inc.ID)
	for i := range moves {
		if moves[i].To == models.IncidentConfirmed {
			n++
		}
	}
	return max(n, 1) + len(records) - 1, err
}

// mergedKeeps reports whether a pool still keeps money for a record that was merged
// into an incident: it is released first, so that the incident finds it free.
func (s *Service) mergedKeeps(tx *models.Tx, inc *models.Incident, pool *models.Pool) (bool, error) {
	records, err := tx.Records(inc.ID)
	if err != nil {
		return false, err
	}
	for _, id := range records[1:] {
		merged, err := models.ByID[models.Incident](tx, id)
		if err != nil {
			return false, err
		}
		a, err := s.asideOf(tx, &merged, pool)
		if err != nil || a.running || a.asked || !a.had.IsZero() {
			return true, err
		}
	}
	return false, nil
}

// wanted is what a confirmation of an incident wants a pool to set aside.
type wanted struct {
	key            string
	exposure, most money.Amount // base units; most is what the layer bears
	send           bool         // now
	waits          bool         // something is on its way that must end before
}

// wants asks once for each confirmation. The first asks for the exposure as it is, or for
// the incident's share of a pool that others draw on; one after that only for what is
// missing, when a release that was begun has ended, and within the term of the contract.
// What others leave of a shared pool is asked for later.
func (s *Service) wants(tx *models.Tx, inc *models.Incident, l poolLayer) (w wanted, err error) {
	n, err := confirmations(tx, inc)
	if err != nil {
		return w, err
	}
	w.key = nth("earmark:"+inc.PublicID+":"+l.pool.PublicID, n)
	_, err = tx.IntentByKey(w.key)
	if err == nil || errors.Is(err, models.ErrNotFound) && n == 1 && !slices.Contains(earmarkStates, inc.State) {
		return s.wantsMore(tx, inc, l, w.key)
	}
	if !errors.Is(err, models.ErrNotFound) {
		return w, err
	}
	if w.exposure, err = exposureOf(tx, inc, l.pool); err != nil || w.exposure.IsZero() {
		return w, err
	}
	share, err := shareOf(tx, inc, &l.pool)
	if err != nil {
		return w, err
	}
	w.most = money.Min(money.Min(l.cap, w.exposure), share)
	if n == 1 {
		w.send = !w.most.IsZero()
		return w, nil
	}
	a, err := s.asideOf(tx, inc, &l.pool)
	if err != nil || a.over(tx) {
		return w, err
	}
	if w.waits, err = s.mergedKeeps(tx, inc, &l.pool); err != nil {
		return w, err
	}
	w.waits = w.waits || a.running || a.asked
	w.send = !w.waits && a.had.Less(w.most)
	return w, nil
}

// over reports whether the operator can set no more aside.
func (a *aside) over(tx *models.Tx) bool {
	return a.since != nil && !tx.Now.Before(a.since.Add(earmarkTerm))
}

// wantsMore asks, after a confirmation was asked for, for what is missing to the
// incident's part of a pool that others draw on or drew on: once for each amount and
// each time that the pool freed something of theirs.
func (s *Service) wantsMore(tx *models.Tx, inc *models.Incident, l poolLayer, asked string) (w wanted, err error) {
	sh, err := sharingOf(tx, &l.pool)
	if err != nil {
		return w, err
	}
	me := sh.find(inc.ID)
	if me == nil || sh.alone(inc) || sh.free.IsZero() {
		return w, nil
	}
	w.exposure, w.most = me.want, money.Min(me.want, me.share)
	if !me.had.Less(w.most) {
		return w, nil
	}
	a, err := s.asideOf(tx, inc, &l.pool)
	if err != nil || a.over(tx) || a.running || a.asked {
		return w, err
	}
	w.key = fmt.Sprintf("%s:%s:%d", asked, w.most, sh.releasedByOthers(inc))
	_, err = tx.IntentByKey(w.key)
	w.send = errors.Is(err, models.ErrNotFound)
	return w, models.OrNone(err)
}

// data is the call that asks a pool.
func (w *wanted) data(inc *models.Incident) []byte {
	return contracts.NewCapitalPool().PackEarmark(inc.ChainRef.Hash, w.exposure.Big(), w.most.Big())
}

// sendEarmark enqueues what the present confirmation wants of a pool.
func (s *Service) sendEarmark(tx *models.Tx, inc *models.Incident, l poolLayer) (fresh bool, err error) {
	w, err := s.wants(tx, inc, l)
	if err != nil || !w.send {
		return false, err
	}
	_, err = tx.Enqueue(models.TxIntent{
		IdemKey: w.key, Kind: "earmark", RefMachine: states.Incident.Name, RefID: inc.ID, ChainID: s.ChainID,
		Sender: models.Addr(s.Operator), To: l.pool.Contract, State: models.TxApproved,
		Data: w.data(inc),
	})
	return err == nil, err
}

// earmarksMissing reports whether a pool of an incident that was confirmed again
// has yet to set something aside: what it could pay is not known before.
func (s *Service) earmarksMissing(tx *models.Tx, inc *models.Incident) (bool, error) {
	n, err := confirmations(tx, inc)
	if err != nil || n == 1 {
		return false, err
	}
	layers, err := incidentLayers(tx, inc)
	for _, l := range layers {
		w, err := s.wants(tx, inc, l)
		if err != nil || w.send || w.waits {
			return true, err
		}
		a, err := s.asideOf(tx, inc, &l.pool)
		if err != nil || a.asked {
			return true, err
		}
	}
	return false, err
}
