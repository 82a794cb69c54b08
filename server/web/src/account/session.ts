// Who is signed in. The session is a cookie that no script can read; kept here is only
// the address, to know whether asking the server is worth a request.
import { useEffect, useState } from "preact/hooks";
import { answer, api, Failure, type Schemas, signedOut } from "../api/client";
import { dropDrafts } from "./draft";
import { kept } from "./kept";

export type Session = Schemas["SessionOut"];

export type Standing =
  | { at: "out" }
  | { at: "asking"; address: string }
  | { at: "failed"; address: string; failure: Failure }
  | { at: "in"; session: Session }
  | { at: "ended"; address: string }; // while somebody was at work

const ADDRESS = "signed-in";

const remembered = (): Standing => {
  const address = kept.read(ADDRESS);
  return address ? { at: "asking", address } : { at: "out" };
};

let standing = remembered();
const watchers = new Set<(s: Standing) => void>();

function move(to: Standing) {
  standing = to;
  watchers.forEach((tell) => tell(to));
}

// addressOf is whose things are shown, if anybody's.
export const addressOf = (s: Standing) => (s.at === "out" ? null : s.at === "in" ? s.session.address : s.address);

export function useStanding(): Standing {
  const [now, set] = useState(standing);
  useEffect(() => {
    watchers.add(set);
    set(standing);
    return () => void watchers.delete(set);
  }, []);
  return now;
}

// resume asks the server whether the remembered session still counts.
export async function resume() {
  const address = addressOf(standing);
  if (!address) return;
  try {
    begin(await answer(api.GET("/v1/auth/me")));
  } catch (e) {
    if (standing.at !== "ended") move({ at: "failed", address, failure: e instanceof Failure ? e : new Failure(null) });
  }
}

export function begin(session: Session) {
  kept.write(ADDRESS, session.address);
  move({ at: "in", session });
}

// signOut ends the session at the server and forgets what was typed under it.
export async function signOut() {
  await answer(api.POST("/v1/auth/logout"));
  const address = addressOf(standing);
  if (address) dropDrafts(address);
  kept.drop(ADDRESS);
  move({ at: "out" });
}

signedOut.add(() => {
  const address = addressOf(standing);
  kept.drop(ADDRESS);
  move(address ? { at: "ended", address } : { at: "out" });
});

// Another page of this browser signed in or out.
window.addEventListener("storage", (e) => {
  if (e.key === kept.key(ADDRESS) && e.newValue !== addressOf(standing)) move(remembered());
});
