// Verify in this browser: the page trusts nothing but the bytes and the rules.
import type { Rule } from "makewhole-verifier";
import { useState } from "preact/hooks";
import type { Schemas } from "../api/client";
import { Hash } from "../ui/Address";
import { Failed } from "../ui/Status";
import { Text } from "../ui/Text";
import { type Progress, verifyHere } from "./run";

const rules: Record<Rule, string> = {
  manifest: "The bundle has exactly the files that it lists, unchanged",
  committee: "The committee's digest and its quorum rule",
  order: "A quorum of it signed the payout order",
  losses: "A quorum signed the losses that the order rests on",
  prices: "The prices are the signed ones",
  snapshots: "Each measured loss is signed; leaves, sums and root agree",
  entitlements: "The input file is the one that was signed for",
  files: "Nothing is missing and nothing was added",
  accounts: "What each account is owed follows from losses and covers",
  lines: "Every line, computed again, is what the order pays",
};

export function Verify({ settlement }: { settlement: Schemas["Settlement"] }) {
  const [p, setProgress] = useState<Progress>({ at: "idle" });
  const running = p.at === "fetching" || p.at === "checking";
  const start = () => void verifyHere(settlement, setProgress);
  return (
    <section class={`card verify is-${p.at}`} aria-labelledby="verify">
      <h2 id="verify">Do not trust this page: verify</h2>
      <p>
        Fetches every file of this settlement's bundle and computes it again on your machine, from the committee's signatures to the last line.
        The same program runs without this server: <code>node contracts/verifier/bundle.mjs</code>.
      </p>
      <p>
        <button onClick={start} disabled={running}>
          {p.at === "idle" ? "Verify in this browser" : "Verify again"}
        </button>
      </p>
      <div role="status">{words(p)}</div>
      {(p.at === "checking" || p.at === "right" || p.at === "wrong") && <Rules of={p} />}
      {p.at === "right" && <Committee digest={p.verdict.config_digest} />}
      {p.at === "failed" && <Failed failure={p.failure} retry={start} />}
    </section>
  );
}

function words(p: Progress) {
  switch (p.at) {
    case "fetching":
      return `Fetching files: ${p.done} of ${p.of || "…"}`;
    case "checking":
      return `Checking: ${p.held.length} of ${Object.keys(rules).length} rules hold`;
    case "right":
      return <p class="right">✓ Verified: {p.verdict.lines} lines, every rule holds.</p>;
    case "wrong":
      return (
        <p class="wrong">
          ✗ This bundle is not valid: <Text>{p.what}</Text>. Do not rely on this settlement. Fetch the page again; if it stays, tell the operator and others.
        </p>
      );
    default:
      return null;
  }
}

function Rules({ of }: { of: { at: string; held: Rule[] } }) {
  const all = Object.keys(rules) as Rule[];
  return (
    <ol class="rules">
      {all.map((rule, i) => {
        const state = of.held.includes(rule) ? "held" : of.held.length === i && of.at !== "right" ? (of.at === "wrong" ? "broken" : "running") : "open";
        return (
          <li key={rule} class={state}>
            <span aria-hidden="true">{{ held: "✓", broken: "✗", running: "…", open: "·" }[state]}</span> {rules[rule]}
            <span class="unseen">: {{ held: "holds", broken: "does not hold", running: "being checked", open: "not checked" }[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}

// Committee is what a verification cannot know: whether these are the right people.
function Committee({ digest }: { digest: string }) {
  return (
    <p class="quiet">
      Whether you trust this committee is yours to decide: compare its digest with one that you know from elsewhere. <Hash of={digest} />
    </p>
  );
}
