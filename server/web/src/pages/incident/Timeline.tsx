import { answer, api } from "../../api/client";
import { useLoad } from "../../api/load";
import { incidentStates } from "../../ui/states";
import { Await } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

const actors: Record<string, string> = { staff: "a person of the staff", job: "the program", chain: "the chain", wallet: "a wallet" };

// actor says who did it, as far as the public may know.
const actor = (of: string) => actors[of.split(":")[0] ?? ""] ?? "the program";

// words of a state that the page may not know by its type: history is of all records.
const words = (state: string) => (state in incidentStates ? incidentStates[state as keyof typeof incidentStates].words : state.replaceAll("_", " "));

export function Timeline({ incident }: { incident: string }) {
  const history = useLoad(incident, (signal) => answer(api.GET("/v1/incidents/{id}/history", { params: { path: { id: incident } }, signal })));
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">What happened, step by step</h2>
      <Await of={history} what="the history">
        {(h) => (
          <ol class="timeline">
            {h.items.map((s) => (
              <li key={s.at + s.event}>
                <p>
                  <strong>{words(s.to)}</strong>
                </p>
                <p class="quiet">
                  <When at={s.at} /> · by {actor(s.actor)}
                </p>
                {s.reason && (
                  <p>
                    <Text>{s.reason}</Text>
                  </p>
                )}
              </li>
            ))}
          </ol>
        )}
      </Await>
    </section>
  );
}
