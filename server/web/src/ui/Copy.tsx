import { useState } from "preact/hooks";

// Copy puts text where it can be pasted from, and says whether that worked.
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied.");
    } catch {
      setSaid("This browser does not let pages copy: select it and copy by hand.");
    }
  };
  return (
    <p>
      <button class="plain" type="button" onClick={() => void copy()}>
        Copy {what}
      </button>{" "}
      <span class="quiet" role="status">
        {said}
      </span>
    </p>
  );
}
