// Form is what a claimant asks for, and where it is paid.
import { useState } from "preact/hooks";
import { complaint } from "../../ui/address";
import { units } from "../../ui/amounts";
import { Text } from "../../ui/Text";
import type { Claim, Draft } from "./Filing";
import type { Loss } from "./Losses";

interface Wrong {
  requested?: string | undefined;
  receiver?: string | undefined;
}

interface Props {
  loss: Loss;
  incident: string;
  draft: Draft;
  change: (fields: Partial<Draft>) => void;
  review: (c: Claim) => void;
}

export function Form({ loss, incident, draft, change, review }: Props) {
  const [wrong, setWrong] = useState<Wrong>({});
  const token = loss.cover.limit.token;
  const submit = (e: Event) => {
    e.preventDefault();
    const asked = units(draft.requested, token.decimals);
    const bad: Wrong = { requested: asked.wrong, receiver: complaint(draft.receiver) ?? undefined };
    setWrong(bad);
    if (asked.wrong !== undefined || bad.receiver) return;
    review({
      incident_id: incident, cover_id: loss.cover.id, affected: loss.affected, receiver: draft.receiver, requested: asked.amount,
      ...(draft.statement.trim() === "" ? {} : { statement: draft.statement }),
    });
  };
  return (
    <section class="card" aria-labelledby="what">
      <h2 id="what">3. What you ask for</h2>
      <form onSubmit={submit} noValidate>
        <label for="requested">
          Amount, in <Text>{token.symbol}</Text>
        </label>
        <input
          id="requested" type="text" inputMode="decimal" autocomplete="off" maxLength={100} value={draft.requested} aria-invalid={wrong.requested ? "true" : undefined}
          aria-describedby="requested-help" onInput={(e) => change({ requested: e.currentTarget.value })}
        />
        <Help id="requested-help" wrong={wrong.requested}>
          You get at most what the cover owes for the verified loss; asking for less than that gets less.
        </Help>
        <label for="receiver">Paid to</label>
        <input
          id="receiver" type="text" autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200} value={draft.receiver}
          aria-invalid={wrong.receiver ? "true" : undefined} aria-describedby="receiver-help" onInput={(e) => change({ receiver: e.currentTarget.value })}
        />
        <Help id="receiver-help" wrong={wrong.receiver}>
          An address of your own. A contract, or another account than the one that lost, is looked at by a reviewer first.
        </Help>
        <label for="statement">What happened, in your words (not required)</label>
        <textarea id="statement" rows={5} maxLength={10000} value={draft.statement} onInput={(e) => change({ statement: e.currentTarget.value })} />
        <button type="submit">Review it</button>
      </form>
    </section>
  );
}

const Help = ({ id, wrong, children }: { id: string; wrong: string | undefined; children: string }) => (
  <p id={id} class={wrong ? "wrong" : "quiet"} role={wrong ? "alert" : undefined}>
    {wrong ?? children}
  </p>
);
