// Page is the frame of every page's content: its title in the tab, and the focus
// on its heading when somebody comes from another page, for screen readers.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Text } from "./Text";

let first = true; // the browser itself announces the page that was opened

export function Page({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Makewhole`;
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [title]);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        <Text>{title}</Text>
      </h1>
      {children}
    </>
  );
}

// Fact is a row of a description list.
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
