import type { Schemas } from "../../api/client";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { decisions } from "../../ui/states";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

// Decisions are what reviewers said, newest last. One that does not count by itself
// waits for a second person, or was replaced.
export function Decisions({ of }: { of: Schemas["Review"][] }) {
  if (of.length === 0) return null;
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">What reviewers said</h2>
      <ul class="cards">
        {of.map((r) => (
          <li key={r.id} class="card">
            <p>
              <Badge of={decisions[r.decision]} /> {r.amount.amount !== "0" && <Money of={r.amount} />}
            </p>
            <p class="lines">
              <Text>{r.text}</Text>
            </p>
            <p class="quiet">
              By the clause <Text>{r.clause}</Text> of the wording · <When at={r.created_at} />
              {r.decision !== "request_evidence" && !r.effective && " · does not count by itself"}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
