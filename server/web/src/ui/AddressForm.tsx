import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { complaint } from "./address";
import { Text } from "./Text";

// AddressForm asks for an address and opens its page. Nothing is taken away from
// what was typed: a hidden character is a reason to look again.
export function AddressForm({ initial = "" }: { initial?: string }) {
  const { route } = useLocation();
  const [text, setText] = useState(initial);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (e: Event) => {
    e.preventDefault();
    const why = complaint(text);
    setWrong(why);
    if (!why) route(`/addresses/${text}`);
  };
  return (
    <form class="ask" onSubmit={submit} noValidate>
      <label for="address">Address of your account</label>
      <div class="row">
        <input
          id="address" type="text" inputMode="text" autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200}
          placeholder="0x…" value={text} aria-invalid={wrong ? "true" : undefined} aria-describedby="address-help"
          onInput={(e) => setText(e.currentTarget.value)}
        />
        <button type="submit">Look it up</button>
      </div>
      <p id="address-help" class={wrong ? "wrong" : "quiet"} role={wrong ? "alert" : undefined}>
        {wrong ? (
          <>
            {wrong} {text && <>You typed: <Text>{text}</Text></>}
          </>
        ) : (
          "0x and 40 digits. Only public facts are shown; you need no wallet."
        )}
      </p>
    </form>
  );
}
