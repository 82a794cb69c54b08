// Filing is a claim under one incident: the loss, then the form, then the signature.
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { useDraft } from "../../account/draft";
import type { Session } from "../../account/session";
import type { Schemas } from "../../api/client";
import { Form } from "./Form";
import { type Loss, Losses } from "./Losses";
import { Sign } from "./Sign";

export type Claim = Omit<Schemas["FileInBody"], "proof">;

export interface Draft {
  cover: string;
  affected: string;
  requested: string; // as typed, in units of the limit's token
  receiver: string;
  statement: string;
}

export function Filing({ of: s, incident }: { of: Session; incident: Schemas["Incident"] }) {
  const { route } = useLocation();
  const { draft, change, drop } = useDraft<Draft>(s.address, `file ${incident.id}`, { cover: "", affected: "", requested: "", receiver: s.address, statement: "" });
  const [loss, setLoss] = useState<Loss>();
  const [claim, setClaim] = useState<Claim>();
  const choose = (l: Loss, requested: string) => {
    setLoss(l);
    setClaim(undefined);
    if (l.cover.id !== draft.cover || l.affected !== draft.affected) change({ cover: l.cover.id, affected: l.affected, requested });
  };
  const done = (c: Schemas["Claim"]) => {
    drop();
    route(`/claims/${c.id}`);
  };
  return (
    <>
      <Losses of={s} incident={incident.id} draft={draft} chosen={loss} choose={choose} />
      {loss && !claim && <Form loss={loss} incident={incident.id} draft={draft} change={change} review={setClaim} />}
      {loss && claim && <Sign loss={loss} claim={claim} back={() => setClaim(undefined)} done={done} />}
    </>
  );
}
