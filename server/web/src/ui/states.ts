// The states of records in words. The types come from the API: a state that it
// learns makes this file fail to compile.
import type { Schemas } from "../api/client";

export type Tone = "open" | "done" | "bad" | "wait";
type Words<S extends string> = Record<S, { words: string; tone: Tone }>;
const of = (words: string, tone: Tone) => ({ words, tone });

export const incidentStates: Words<Schemas["Incident"]["state"]> = {
  suspected: of("Suspected by a monitor", "wait"),
  reported: of("Reported", "wait"),
  retracted: of("Retracted: it was none", "done"),
  under_review: of("Under review", "wait"),
  confirmed: of("Confirmed", "open"),
  rejected: of("Rejected: not covered", "done"),
  snapshotting: of("Losses are being measured", "wait"),
  disputed: of("Measured losses are disputed", "bad"),
  claims_open: of("Claims are open", "open"),
  claims_closed: of("No more claims are filed", "wait"),
  settling: of("Being paid", "open"),
  settled: of("Paid", "done"),
  recovering: of("What came back is shared", "open"),
  closed: of("Closed", "done"),
  reopened: of("Reopened", "open"),
  merged: of("Merged into another record", "done"),
};

export const settlementStates: Words<Schemas["Settlement"]["state"]> = {
  draft: of("Draft", "wait"),
  objections: of("Published for objections", "wait"),
  cancelled: of("Cancelled", "bad"),
  approved: of("Approved by two persons", "wait"),
  signed: of("Signed by the committee", "wait"),
  publishing: of("On its way to the chain", "wait"),
  published: of("On chain, not payable yet", "wait"),
  active: of("Payable", "open"),
  closed: of("Closed", "done"),
};

export const lineStates: Words<Schemas["Allocation"]["state"]> = {
  allocated: of("Computed, not payable yet", "wait"),
  claimable: of("Ready to collect", "open"),
  void: of("Void", "bad"),
  collected: of("Collected, not final yet", "wait"),
  final: of("Paid", "done"),
  swept: of("Not collected in time, kept for its owner", "bad"),
};

export const recoveryStates: Words<Schemas["Recovery"]["state"]> = {
  expected: of("Announced", "wait"),
  received: of("Received", "open"),
  contested: of("Waiting out its hold", "wait"),
  final: of("Received for good", "done"),
  released: of("Released", "done"),
  withdrawn: of("Withdrawn: nobody paid it", "done"),
};

export const parts: Record<Schemas["Allocation"]["part"], string> = {
  cover: "cover",
  residual: "uncovered loss",
  pool: "back to the pool",
  surplus: "surplus",
  protocol: "protocol",
  bounty: "bounty",
};
