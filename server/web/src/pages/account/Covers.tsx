// The covers that the signed-in wallet holds, and those that insure it.
import type { Session } from "../../account/session";
import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { usePages } from "../../api/pages";
import { Address } from "../../ui/Address";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { Fact } from "../../ui/Page";
import { coverPhases } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

const titles = { holder: "Your covers", insured: "Covers of others that insure you" };

export function Covers({ of: s, as }: { of: Session; as: keyof typeof titles }) {
  const covers = usePages(`${as} ${s.address} ${s.expires_at}`, (cursor, signal) =>
    answer(api.GET("/v1/covers", { params: { query: cursor ? { as, cursor } : { as } }, signal })),
  );
  const shown = as === "holder" ? covers.items : covers.items.filter((c) => c.holder !== s.address);
  if (as === "insured" && shown.length === 0 && !covers.failure && !covers.more) return null;
  return (
    <section aria-labelledby={`covers-${as}`}>
      <h2 id={`covers-${as}`}>{titles[as]}</h2>
      {shown.length > 0 && (
        <ul class="cards">
          {shown.map((c) => (
            <Cover key={c.id} of={c} />
          ))}
        </ul>
      )}
      {as === "holder" && shown.length === 0 && !covers.loading && !covers.failure && <Empty>This wallet holds no cover.</Empty>}
      <More of={covers} what="your covers" />
    </section>
  );
}

function Cover({ of: c }: { of: Schemas["Cover"] }) {
  const product = useLoad(c.product_id, (signal) => answer(api.GET("/v1/products/{id}", { params: { path: { id: c.product_id } }, signal })));
  return (
    <li class="card">
      <h3>{product.state === "loaded" ? <Text>{product.data.name}</Text> : "Cover"}</h3>
      <p>
        <Badge of={coverPhases[c.phase]} />
      </p>
      <dl>
        <Fact name="Limit">
          <Money of={c.limit} />
        </Fact>
        <Fact name="From">
          <When at={c.active_from} />
        </Fact>
        <Fact name="Until">
          <When at={c.active_to} />
        </Fact>
        <Fact name="Insured accounts">
          {c.accounts.map((a) => (
            <div key={a.account + a.insured_from}>
              <Address of={a.account} />
            </div>
          ))}
        </Fact>
      </dl>
    </li>
  );
}
