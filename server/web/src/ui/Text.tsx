// Text is the one way to show what somebody else wrote.
import { reveal } from "./reveal";

export function Text({ children }: { children: string }) {
  return (
    <bdi class="text">
      {reveal(children).map((p) =>
        typeof p === "string" ? p : <mark class="hidden-char" title={p.what}>{p.code}</mark>,
      )}
    </bdi>
  );
}
