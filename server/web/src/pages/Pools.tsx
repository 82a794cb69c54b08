import { answer, api } from "../api/client";
import { usePages } from "../api/pages";
import { Address } from "../ui/Address";
import { Money } from "../ui/Money";
import { Fact, Page } from "../ui/Page";
import { Empty, More } from "../ui/Status";
import { Text } from "../ui/Text";
import { When } from "../ui/When";

const kinds = { capital: "Capital that pays covers", vault: "Vault for money that came back" };

export default function Pools() {
  const pools = usePages("pools", (cursor, signal) =>
    answer(api.GET("/v1/pools", { params: { query: cursor ? { cursor } : {} }, signal })),
  );
  return (
    <Page title="Pools">
      {pools.items.length > 0 && (
        <ul class="cards">
          {pools.items.map((p) => (
            <li key={p.id} class="card" id={p.id}>
              <h2>
                <Text>{p.name}</Text>
              </h2>
              <p class="quiet">{kinds[p.kind]}</p>
              <dl>
                <Fact name="Free">
                  <Money of={p.observed_free} />
                </Fact>
                <Fact name="Observed">
                  {p.observed_at ? (
                    <>
                      <When at={p.observed_at} />, block {p.observed_block}
                    </>
                  ) : (
                    "not yet"
                  )}
                </Fact>
                <Fact name="Contract">
                  <Address of={p.contract} link={false} />
                </Fact>
              </dl>
            </li>
          ))}
        </ul>
      )}
      {pools.items.length === 0 && !pools.loading && !pools.failure && <Empty>This server has no pools yet.</Empty>}
      <More of={pools} what="pools" />
    </Page>
  );
}
