import type { Schemas } from "../../api/client";
import { claimStates } from "../../ui/states";
import { When } from "../../ui/When";

const actors: Record<string, string> = { staff: "a person of the staff", job: "the program, because time passed", chain: "the chain", wallet: "you" };

const words = (state: string) => (state in claimStates ? claimStates[state as keyof typeof claimStates].words : state.replaceAll("_", " "));

// Steps is what happened to the claim so far.
export function Steps({ of }: { of: Schemas["Step"][] }) {
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">What happened so far</h2>
      <ol class="timeline">
        {of.map((s) => (
          <li key={s.at + s.event}>
            <p>
              <strong>{words(s.to)}</strong>
            </p>
            <p class="quiet">
              <When at={s.at} /> · by {actors[s.actor.split(":")[0] ?? ""] ?? "the program"}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
