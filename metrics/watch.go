package metrics

import (
	"encoding/json"
	"strconv"

	"makewhole/models"
)

// What is read of watched chains and of findings.
var (
	watchBehind   = desc("makewhole_watch_blocks_behind", "Blocks between the head that the nodes showed last and the newest one that monitors have judged.", "chain_id")
	watchTime     = desc("makewhole_watch_last_block_timestamp_seconds", "When monitors last judged a block.", "chain_id")
	watchGaps     = desc("makewhole_watch_gaps", "Blocks that no monitor has seen whole yet.", "chain_id")
	blindFeeds    = desc("makewhole_watch_blind", "1 while the newest block lacks a kind of data.", "chain_id", "feed")
	blindMonitors = desc("makewhole_watch_blind_monitors", "Monitors that could not judge the newest block.", "chain_id")
	responses     = desc("makewhole_responses", "Responses to findings, by their states.", "state")
	unprovenPlans = desc("makewhole_response_plans_unproven", "Accepted plans of responses whose calls were not proven to work the last time: they have no automatic authority.")
	openFindings  = desc("makewhole_findings_open", "Findings that nobody has decided about.", "severity")
)

func (r *reading) watched(tx *models.Tx) error {
	chains, err := tx.WatchedChains()
	if err != nil {
		return err
	}
	for _, c := range chains {
		var status struct {
			Feeds    map[string]string   `json:"feeds"`
			Monitors map[string][]string `json:"monitors"`
		}
		if json.Unmarshal([]byte(c.Status), &status) != nil {
			status.Feeds = map[string]string{"status": ""} // what is blind is not known: that is blind too
		}
		gaps, err := tx.OpenGaps(c.ChainID)
		if err != nil {
			return err
		}
		id := strconv.FormatInt(c.ChainID, 10)
		r.gauge(watchBehind, float64(max(0, c.Head-c.Number)), id)
		r.gauge(watchTime, seconds(c.WatchedAt), id)
		r.gauge(watchGaps, float64(len(gaps)), id)
		r.gauge(blindMonitors, float64(len(status.Monitors)), id)
		for feed := range status.Feeds {
			r.gauge(blindFeeds, 1, id, feed)
		}
	}
	return nil
}

func (r *reading) findings(tx *models.Tx) error {
	for _, severity := range []string{"P1", "P2", "P3", "P4"} {
		n, err := tx.OpenFindings(severity)
		if err != nil {
			return err
		}
		r.gauge(openFindings, float64(n), severity)
	}
	return nil
}

func (r *reading) responses(tx *models.Tx) error {
	counts, err := tx.ResponsesByState()
	if err != nil {
		return err
	}
	for state, n := range counts {
		r.gauge(responses, float64(n), state)
	}
	n, err := tx.CountUnproven()
	r.gauge(unprovenPlans, float64(n))
	return err
}
