// The claims of the signed-in wallet.
import type { Session } from "../../account/session";
import { answer, api } from "../../api/client";
import { usePages } from "../../api/pages";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { claimStates } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { Turn } from "../../ui/Turn";
import { When } from "../../ui/When";

export function Claims({ of: s }: { of: Session }) {
  const claims = usePages(`${s.address} ${s.expires_at}`, (cursor, signal) => answer(api.GET("/v1/claims", { params: { query: cursor ? { cursor } : {} }, signal })));
  return (
    <section aria-labelledby="claims">
      <h2 id="claims">Your claims</h2>
      {claims.items.length > 0 && (
        <ul class="cards">
          {claims.items.map((c) => (
            <li key={c.id} class="card">
              <h3>
                <a href={`/claims/${c.id}`}>
                  Claim for <Money of={c.requested} />
                </a>
              </h3>
              <p>
                <Badge of={claimStates[c.state]} />
              </p>
              {c.approved && (
                <p>
                  Approved: <Money of={c.approved} />
                </p>
              )}
              <p class="quiet">
                Filed <When at={c.submitted_at} />
                {c.next && (
                  <>
                    <br />
                    <Turn of={c.next} />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {claims.items.length === 0 && !claims.loading && !claims.failure && <Empty>This wallet has filed no claim.</Empty>}
      <More of={claims} what="your claims" />
    </section>
  );
}
