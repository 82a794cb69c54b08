import { Failure } from "../api/client";
import { Failed } from "../ui/Status";
import { Text } from "../ui/Text";
import { Refusal } from "./wallet";

// Declined says why something with a wallet did not happen: the wallet, or the server.
export function Declined({ why, retry }: { why: unknown; retry?: () => void }) {
  if (!why) return null;
  if (why instanceof Failure) return <Failed failure={why} retry={retry} />;
  const { words, said } = why instanceof Refusal ? why : new Refusal("That did not work.", String(why));
  return (
    <p class="wrong" role="alert">
      {words} {said && <>It says: <Text>{said}</Text></>}
    </p>
  );
}
