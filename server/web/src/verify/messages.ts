// What page and worker say to each other.
import type { Rule, Verdict } from "makewhole-verifier";

export interface Ask {
  files: Map<string, Uint8Array>;
}

export type Told = { kind: "held"; rule: Rule } | { kind: "verdict"; verdict: Verdict } | { kind: "wrong"; what: string };
