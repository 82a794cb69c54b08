import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { addressOf, useStanding } from "../account/session";

const entries = [
  { href: "/", name: "Incidents" },
  { href: "/addresses", name: "Is my address affected?" },
  { href: "/pools", name: "Pools" },
];

export function Frame({ children }: { children: ComponentChildren }) {
  const { path } = useLocation();
  const address = addressOf(useStanding());
  const here = (href: string) => (href === "/" ? path === "/" : path.startsWith(href));
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header>
        <a class="brand" href="/">
          Makewhole
        </a>
        <nav aria-label="Pages">
          {entries.map((e) => (
            <a key={e.href} href={e.href} aria-current={here(e.href) ? "page" : undefined}>
              {e.name}
            </a>
          ))}
          <a href="/account" aria-current={here("/account") ? "page" : undefined} title={address ?? undefined}>
            {address ? `Your account ${address.slice(0, 6)}…${address.slice(-4)}` : "Sign in"}
          </a>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        Everything here comes from the public API: <a href="/docs">its description</a>, <a href="/openapi.json">OpenAPI</a>. Nothing is
        loaded from elsewhere, and nothing about you is stored unless you sign in.
      </footer>
    </>
  );
}
