// Is my address affected? Everything public about one address, over all incidents.
import { useRoute } from "preact-iso";
import { answer, api } from "../api/client";
import { usePages } from "../api/pages";
import { complaint } from "../ui/address";
import { AddressForm } from "../ui/AddressForm";
import { Badge } from "../ui/Badge";
import { Page } from "../ui/Page";
import { incidentStates } from "../ui/states";
import { More } from "../ui/Status";
import { Text } from "../ui/Text";
import { Account } from "./address/Account";
import { Coins } from "./address/Coins";

export default function Addresses() {
  const { params } = useRoute();
  const address = params.address ?? "";
  return (
    <Page title="Is my address affected?">
      <section class="card" aria-label="Address">
        <AddressForm key={address} initial={address} />
      </section>
      {address && !complaint(address) && <Found address={address} />}
      {address && complaint(address) && <p class="wrong">{complaint(address)}</p>}
    </Page>
  );
}

function Found({ address }: { address: string }) {
  const incidents = usePages(address, (cursor, signal) =>
    answer(api.GET("/v1/incidents", { params: { query: cursor ? { account: address, cursor } : { account: address } }, signal })),
  );
  // The form was looked at before, so what the server can still refuse is the checksum.
  if (incidents.failure?.problem?.status === 400) {
    return (
      <p class="wrong" role="alert">
        The capital letters of this address do not fit its checksum (EIP-55): a digit is wrong, or it was changed on the way. Copy it again from
        your wallet.
      </p>
    );
  }
  const none = incidents.items.length === 0 && !incidents.loading && !incidents.failure;
  return (
    <>
      {none && (
        <section class="card verdict" role="status">
          <h2>No verified loss is on record for this address</h2>
          <p>
            No incident names it among its verified losses. If you lost something all the same, look at the <a href="/">list of incidents</a>: one
            whose losses are still being measured may include it later, and an address of a wallet that you used through another contract
            may be listed under that contract.
          </p>
        </section>
      )}
      {incidents.items.map((i) => (
        <section key={i.id} aria-labelledby={i.id}>
          <h2 id={i.id}>
            Affected: <a href={`/incidents/${i.id}`}><Text>{i.title}</Text></a>
          </h2>
          <p>
            <Badge of={incidentStates[i.state]} />
          </p>
          <Account incident={i} address={address} />
        </section>
      ))}
      <More of={incidents} what="what is on record" />
      {!incidents.failure && <Coins address={address} />}
    </>
  );
}
