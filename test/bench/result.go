package main

import (
	"fmt"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"
)

// result is one line of the report.
type result struct {
	Name    string  `json:"name"`
	Rows    int     `json:"rows"`
	Runs    int     `json:"runs"`
	NsRow   int64   `json:"ns_row"`
	FloorNs int64   `json:"floor_ns_row"`
	Percent int64   `json:"percent_of_floor"`
	Total   string  `json:"total"`
	Floor   string  `json:"floor"`
	Cores   int     `json:"cores"`
	took    []int64 // nanoseconds of each run
	floors  []int64
}

// pair times the work and its floor once, one right after the other.
func (r *result) pair(work, floor func() error) error {
	runtime.GC()
	start := time.Now()
	if err := work(); err != nil {
		return err
	}
	middle := time.Now()
	if err := floor(); err != nil {
		return err
	}
	r.took = append(r.took, middle.Sub(start).Nanoseconds())
	r.floors = append(r.floors, time.Since(middle).Nanoseconds())
	return nil
}

// finish takes the medians.
func (r *result) finish() {
	slices.Sort(r.took)
	slices.Sort(r.floors)
	took, floor := r.took[len(r.took)/2], max(1, r.floors[len(r.floors)/2])
	r.NsRow, r.FloorNs, r.Percent = took/int64(r.Rows), floor/int64(r.Rows), took*100/floor
	r.Total, r.Floor = time.Duration(took).Round(time.Microsecond).String(), time.Duration(floor).Round(time.Microsecond).String()
}

// printBench prints the table, or the rows as JSON.
func printBench(g *Globals, rows []result) error {
	if g.JSON {
		return writeJSON(g, rows)
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "rows\ttotal\tfloor\tns/row\tfloor ns/row\tx floor\t  what")
	for _, r := range rows {
		fmt.Fprintf(w, "%d\t%s\t%s\t%d\t%d\t%d.%02d\t  %s, %d cores\n", r.Rows, r.Total, r.Floor, r.NsRow, r.FloorNs,
			r.Percent/100, r.Percent%100, r.Name, r.Cores)
	}
	return w.Flush()
}
