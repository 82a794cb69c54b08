package metrics

import (
	"context"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"makewhole/models"
)

// store reads what stands in the database, once for each time it is asked.
type store struct {
	db      *models.DB
	now     func() time.Time
	sources func(context.Context) (map[string]bool, error)
}

// What is read of the store, with units in the names.
var (
	storeUp     = desc("makewhole_store_up", "1 when the store answered.")
	storeTime   = desc("makewhole_time_seconds", "Business time, seconds since 1970; a development chain has a clock of its own.")
	frozen      = desc("makewhole_frozen", "1 while settlement is frozen.")
	jobRuns     = desc("makewhole_job_runs_total", "Runs of a job.", "job")
	jobFailures = desc("makewhole_job_failures_total", "Runs of a job that failed.", "job")
	jobFailing  = desc("makewhole_job_failing", "1 when the last run of a job failed.", "job")
	jobOK       = desc("makewhole_job_last_success_timestamp_seconds", "When a job last succeeded; absent when it never has.", "job")
	jobDue      = desc("makewhole_job_next_run_timestamp_seconds", "When a job is due.", "job")
	waiting     = desc("makewhole_waiting", "Incidents, claims, settlements and plans in states that are no end.", "kind", "state")
	intents     = desc("makewhole_outbox_intents", "Transactions of the outbox in states that are no end.", "state")
	blocked     = desc("makewhole_outbox_blocked", "Transactions of the outbox with a reason why they cannot be sent.", "state")
	oldest      = desc("makewhole_outbox_oldest_timestamp_seconds", "When the oldest transaction of the outbox in a state was written.", "state")
	keyPaused   = desc("makewhole_sending_key_paused", "1 while a key may not send.", "chain_id", "address")
	cursorAt    = desc("makewhole_chain_cursor_block", "Last block that a reader of the chain has in the store.", "chain_id", "reader")
	cursorFinal = desc("makewhole_chain_final_block", "Highest final block that a reader of the chain has seen.", "chain_id", "reader")
	pullFailing = desc("makewhole_report_source_failing", "1 when the last pull from a source of reports failed.", "source")
	cursorTime  = desc("makewhole_chain_cursor_timestamp_seconds", "When a reader of the chain last moved.", "chain_id", "reader")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// reading is what was found, as a collector of constants.
type reading []prometheus.Metric

// Describe says nothing: which series there are is in the store.
func (reading) Describe(chan<- *prometheus.Desc) {}

// Collect hands over what was found.
func (r reading) Collect(out chan<- prometheus.Metric) {
	for _, m := range r {
		out <- m
	}
}

func (r *reading) gauge(d *prometheus.Desc, v float64, labels ...string) {
	*r = append(*r, prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...))
}

func (r *reading) counter(d *prometheus.Desc, v int64, labels ...string) {
	*r = append(*r, prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(v), labels...))
}

// read takes one consistent snapshot; of a store that does not answer in full
// it says only that.
func (s *store) read(ctx context.Context) reading {
	var r reading
	err := s.db.Read(ctx, func(tx *models.Tx) error {
		for _, part := range []func(*models.Tx) error{r.flags, r.jobs, r.waits, r.outbox, r.keys, r.cursors, r.watched, r.findings, r.responses} {
			if err := part(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && s.sources != nil {
		err = r.pulls(ctx, s.sources)
	}
	if err != nil {
		r = nil
	}
	r.gauge(storeUp, truth(err == nil))
	r.gauge(storeTime, seconds(s.now()))
	return r
}

func (r *reading) flags(tx *models.Tx) error {
	f, err := tx.FreezeFlag()
	r.gauge(frozen, truth(f.Value == "on"))
	return err
}

func (r *reading) jobs(tx *models.Tx) error {
	works, err := tx.Works()
	for _, w := range works {
		r.counter(jobRuns, w.Runs, w.Job)
		r.counter(jobFailures, w.Failures, w.Job)
		r.gauge(jobFailing, truth(w.LastError != ""), w.Job)
		r.gauge(jobDue, seconds(w.NextRunAt), w.Job)
		if w.LastOKAt != nil {
			r.gauge(jobOK, seconds(*w.LastOKAt), w.Job)
		}
	}
	return err
}

func (r *reading) waits(tx *models.Tx) error {
	rows, err := tx.Waiting()
	for _, w := range rows {
		r.gauge(waiting, float64(w.Rows), w.Machine, w.State)
	}
	return err
}

func (r *reading) outbox(tx *models.Tx) error {
	rows, err := tx.WaitingIntents()
	for _, w := range rows {
		r.gauge(intents, float64(w.Rows), w.State)
		r.gauge(blocked, float64(w.Blocked), w.State)
		r.gauge(oldest, seconds(w.Oldest), w.State)
	}
	return err
}

func (r *reading) keys(tx *models.Tx) error {
	keys, err := tx.Keys()
	for _, k := range keys {
		r.gauge(keyPaused, truth(k.Paused != ""), strconv.FormatInt(k.ChainID, 10), k.Address.String())
	}
	return err
}

func (r *reading) cursors(tx *models.Tx) error {
	cursors, err := tx.Cursors()
	for _, c := range cursors {
		chain := strconv.FormatInt(c.ChainID, 10)
		r.gauge(cursorAt, float64(c.Number), chain, c.Name)
		r.gauge(cursorFinal, float64(c.Final), chain, c.Name)
		r.gauge(cursorTime, seconds(c.UpdatedAt), chain, c.Name)
	}
	return err
}

func (r *reading) pulls(ctx context.Context, sources func(context.Context) (map[string]bool, error)) error {
	failing, err := sources(ctx)
	for name, failed := range failing {
		r.gauge(pullFailing, truth(failed), name)
	}
	return err
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }
