package operate

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"text/tabwriter"
	"time"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/jobs"
	"makewhole/models"
)

// JobCmd shows and runs background jobs.
type JobCmd struct {
	List   JobListCmd   `cmd:"" help:"List jobs with their last run, next run and last error."`
	Rescan JobRescanCmd `cmd:"" help:"Read a range of blocks again, where no server runs, and store events that are missing."`
	Run    JobRunCmd    `cmd:"" help:"Run a job now: pull, reconcile, windows, settle, orders, send, watch, respond, checkpoint, verify, verify-full, rescan, tidy."`
}

// JobRescanCmd reads a range of blocks again.
type JobRescanCmd struct {
	app.Flags `embed:""`
	From      uint64 `help:"First block; default the first of the contracts." default:"0"`
	To        uint64 `help:"Last block; default the last one that has been read." default:"18446744073709551615"`
}

// Run opens everything, reads, and closes again.
func (c *JobRescanCmd) Run(g *cli.Globals) error {
	if sock := cli.DialSocket(g.Context, c.StoreFlags); sock != nil {
		return fmt.Errorf("%w: a server runs here; its job rescan reads old blocks again, a range needs it stopped", cli.ErrRefused)
	}
	c.Listen, c.AdminListen, c.DevHTTP = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"
	a, err := app.Open(g.Context, g.Stderr, c.Flags)
	if err != nil {
		return err
	}
	defer a.Close()
	again, err := a.Rescan(g.Context, c.From, c.To)
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, map[string]string{"from": fmt.Sprint(again.From), "to": fmt.Sprint(again.To), "found": fmt.Sprint(again.Found)})
	}
	_, err = fmt.Fprintln(g.Stdout, again)
	return err
}

// JobRunCmd runs one job by hand.
type JobRunCmd struct {
	app.Flags `embed:""`
	Name      string        `arg:"" help:"Name of the job."`
	Wait      time.Duration `help:"How long to wait for a run of this job that is under way." default:"30s"`
}

// askAgain is how often a busy job is asked for.
const askAgain = 100 * time.Millisecond

// Run asks the running server; without one it opens everything, runs the job
// here and closes again.
func (c *JobRunCmd) Run(g *cli.Globals) error {
	summary, err := c.patient(g)
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, map[string]string{"job": c.Name, "summary": summary})
	}
	if summary == "" {
		summary = "nothing to do"
	}
	_, err = fmt.Fprintf(g.Stdout, "%s: %s\n", c.Name, summary)
	return err
}

// patient runs the job when the schedule is not just running it.
func (c *JobRunCmd) patient(g *cli.Globals) (string, error) {
	ctx, cancel := context.WithTimeout(g.Context, c.Wait)
	defer cancel()
	for {
		summary, err := c.run(g)
		if !errors.Is(err, jobs.ErrBusy) {
			return summary, err
		}
		select {
		case <-ctx.Done():
			return "", err
		case <-time.After(askAgain):
		}
	}
}

func (c *JobRunCmd) run(g *cli.Globals) (string, error) {
	if sock := cli.DialSocket(g.Context, c.StoreFlags); sock != nil {
		var out struct{ Summary string }
		err := sock.Call(g.Context, http.MethodPost, "/v1/admin/jobs/"+url.PathEscape(c.Name)+"/run", struct{}{}, &out)
		return out.Summary, err
	}
	c.Listen, c.AdminListen, c.DevHTTP = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"
	a, err := app.Open(g.Context, g.Stderr, c.Flags)
	if err != nil {
		return "", err
	}
	defer a.Close()
	return a.Jobs.Run(g.Context, c.Name)
}

// Job is one job for scripts.
type Job struct {
	Job        string     `json:"job"`
	NextRunAt  time.Time  `json:"next_run_at"`
	LastRunAt  *time.Time `json:"last_run_at,omitempty"`
	LastOKAt   *time.Time `json:"last_ok_at,omitempty"`
	LastError  string     `json:"last_error,omitempty"`
	LeaseOwner string     `json:"lease_owner,omitempty"`
	Runs       int64      `json:"runs"`
	Failures   int64      `json:"failures"`
}

func viewJobs(works []models.Work) []Job {
	out := make([]Job, len(works))
	for i, w := range works {
		out[i] = Job{w.Job, w.NextRunAt.UTC(), w.LastRunAt, w.LastOKAt, w.LastError, w.LeaseOwner, w.Runs, w.Failures}
	}
	return out
}

// JobListCmd lists jobs.
type JobListCmd struct {
	app.StoreFlags `embed:""`
}

// Run reads the due-work table; it works beside a running server.
func (c *JobListCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	var works []models.Work
	err = db.Read(g.Context, func(tx *models.Tx) (err error) {
		works, err = tx.Works()
		return err
	})
	if err != nil {
		return err
	}
	if g.JSON {
		return cli.WriteJSON(g, viewJobs(works))
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "JOB\tNEXT\tLAST\tRUNS\tFAILED\tLAST ERROR")
	for _, k := range works {
		last := "-"
		if k.LastRunAt != nil {
			last = k.LastRunAt.UTC().Format(time.RFC3339)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%s\n", k.Job, k.NextRunAt.UTC().Format(time.RFC3339), last, k.Runs, k.Failures, k.LastError)
	}
	return w.Flush()
}
