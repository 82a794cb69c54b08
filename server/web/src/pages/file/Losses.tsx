// Losses are the accounts of the wallet's covers that an incident measured a loss for.
import { useEffect } from "preact/hooks";
import type { Session } from "../../account/session";
import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { usePages } from "../../api/pages";
import { Address } from "../../ui/Address";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { claimStates } from "../../ui/states";
import { Empty, Failed, Loading, More } from "../../ui/Status";
import type { Draft } from "./Filing";

export interface Loss {
  cover: Schemas["Cover"];
  affected: string;
}

interface Choice {
  chosen: Loss | undefined;
  choose: (l: Loss, requested: string) => void;
  draft: Draft;
}

const accountsOf = (c: Schemas["Cover"]) => [...new Set(c.accounts.map((a) => a.account))];

export function Losses({ of: s, incident, ...choice }: { of: Session; incident: string } & Choice) {
  const covers = usePages(`file ${s.address} ${s.expires_at}`, (cursor, signal) => answer(api.GET("/v1/covers", { params: { query: cursor ? { cursor } : {} }, signal })));
  const claims = usePages(`filed ${s.address} ${s.expires_at}`, (cursor, signal) => answer(api.GET("/v1/claims", { params: { query: cursor ? { cursor } : {} }, signal })));
  const filed = (l: Loss) => claims.items.find((c) => c.incident_id === incident && c.cover_id === l.cover.id && c.affected === l.affected && c.state !== "withdrawn");
  const losses = covers.items.flatMap((cover) => accountsOf(cover).map((affected) => ({ cover, affected })));
  return (
    <section class="card" aria-labelledby="which-loss">
      <h2 id="which-loss">2. Your loss</h2>
      {losses.length > 0 && (
        <fieldset class="choices">
          <legend class="quiet">Accounts that your covers insure</legend>
          {losses.map((l) => (
            <Option key={l.cover.id + l.affected} of={l} incident={incident} filed={filed(l)} {...choice} />
          ))}
        </fieldset>
      )}
      {losses.length === 0 && !covers.loading && !covers.failure && (
        <Empty>This wallet holds no cover. A claim is filed by the wallet that holds it; the account that lost signs.</Empty>
      )}
      <More of={covers} what="your covers" />
      {claims.failure && <More of={claims} what="your claims" />}
    </section>
  );
}

// most is what can be asked for: the loss that counts, or what is left of the limit.
function most(c: Schemas["AccountCover"]): string {
  if (c.cover_loss.token.address !== c.limit_left.token.address) return "";
  return BigInt(c.cover_loss.amount) < BigInt(c.limit_left.amount) ? c.cover_loss.display : c.limit_left.display;
}

function Option({ of: l, incident, filed, chosen, choose, draft }: { of: Loss; incident: string; filed: Schemas["Claim"] | undefined } & Choice) {
  const got = useLoad(`${incident} ${l.affected}`, (signal) =>
    answer(api.GET("/v1/incidents/{id}/accounts/{address}", { params: { path: { id: incident, address: l.affected } }, signal })),
  );
  const under = got.state === "loaded" ? got.data.covers.find((c) => c.cover_id === l.cover.id) : undefined;
  const before = draft.cover === l.cover.id && draft.affected === l.affected;
  useEffect(() => {
    if (under && before && !chosen && !filed) choose(l, draft.requested);
  }, [under, before, filed]);
  if (got.state === "loading") return <Loading what="a loss" />;
  if (got.state === "failed" && got.failure.problem?.status !== 404) return <Failed failure={got.failure} retry={got.retry} />;
  if (!under)
    return (
      <p class="quiet">
        <Address of={l.affected} />: no loss that this cover counts.
      </p>
    );
  if (filed)
    return (
      <p>
        <Address of={l.affected} />: <a href={`/claims/${filed.id}`}>a claim is filed</a> <Badge of={claimStates[filed.state]} />
      </p>
    );
  return (
    <label class="choice">
      <input type="radio" name="loss" checked={chosen?.cover.id === l.cover.id && chosen.affected === l.affected} onChange={() => choose(l, most(under))} />
      <span>
        <Address of={l.affected} link={false} />
        <br />
        Loss that counts: <Money of={under.cover_loss} />. The cover owes at most <Money of={under.owed} />.
      </span>
    </label>
  );
}
