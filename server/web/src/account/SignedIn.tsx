// SignedIn shows what only a signed-in wallet may see, and the way in before it. When a
// session ends in the middle, what is on the page stays there.
import type { ComponentChildren } from "preact";
import { lazy } from "preact-iso";
import { useEffect, useRef } from "preact/hooks";
import { Failed, Loading } from "../ui/Status";
import { resume, type Session, useStanding } from "./session";

const SignIn = lazy(() => import("../wallet/SignIn"));

export function SignedIn({ children }: { children: (s: Session) => ComponentChildren }) {
  const s = useStanding();
  const last = useRef<Session>();
  if (s.at === "in") last.current = s.session;
  if (s.at === "out") last.current = undefined;
  useEffect(() => {
    if (s.at === "asking") void resume();
  }, [s.at]);
  const shown = s.at === "in" || s.at === "ended" ? last.current : undefined;
  return (
    <>
      {s.at === "asking" && <Loading what="your session" />}
      {s.at === "failed" && <Failed failure={s.failure} retry={() => void resume()} />}
      {s.at === "ended" && (
        <p class="notice" role="alert">
          <strong>Your session has ended.</strong> {shown && "What you typed is still here. "}Sign in again with the same wallet to go on.
        </p>
      )}
      {(s.at === "out" || s.at === "ended") && <SignIn {...(s.at === "ended" ? { expect: s.address } : {})} />}
      {shown && <div key={shown.address}>{children(shown)}</div>}
    </>
  );
}
