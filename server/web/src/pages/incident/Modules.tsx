import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { Address } from "../../ui/Address";
import { Await, Empty } from "../../ui/Status";
import { Text } from "../../ui/Text";

const containment: Record<Schemas["ModuleInterval"]["containment"], string> = {
  none: "not contained",
  requested: "containment was asked for",
  contained: "contained",
  released: "contained and released again",
};

// Modules are the contracts that the incident is about.
export function Modules({ of }: { of: Schemas["ModuleInterval"][] }) {
  return (
    <section aria-labelledby="modules">
      <h2 id="modules">Contracts that were hit</h2>
      {of.length === 0 ? <Empty>No contract is named yet.</Empty> : <ul class="cards">{of.map((m) => <Module key={m.module_id} of={m} />)}</ul>}
    </section>
  );
}

function Module({ of }: { of: Schemas["ModuleInterval"] }) {
  const id = of.module_id;
  const module = useLoad(id, (signal) => answer(api.GET("/v1/modules/{id}", { params: { path: { id } }, signal })));
  return (
    <li class="card">
      <Await of={module} what="the contract">
        {(m) => (
          <>
            <h3>
              <Text>{m.role}</Text>
            </h3>
            <p>
              <Address of={m.address} link={false} /> on chain {m.chain_id}
            </p>
          </>
        )}
      </Await>
      <p class="quiet">
        The loss: blocks {of.from_block} to {of.to_block} · now {containment[of.containment]}
      </p>
    </li>
  );
}
