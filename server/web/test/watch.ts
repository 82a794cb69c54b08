// A page whose console must stay silent: errors, warnings of the policy and failed
// requests make the test fail that caused them.
import { expect, test as base, type Page } from "@playwright/test";

// expected is what a test brings about on purpose: the browser says of a refused
// request that it failed.
export const test = base.extend<{ expected: RegExp | null; complaints: string[] }>({
  expected: [null, { option: true }],
  complaints: [
    async ({ page, expected, baseURL }, use) => {
      const complaints: string[] = [];
      page.on("console", (m) => (m.type() === "error" || m.type() === "warning") && complaints.push(`${m.type()}: ${m.text()}`));
      page.on("pageerror", (e) => complaints.push(`thrown: ${e.message}`));
      page.on("request", (r) => new URL(r.url()).origin !== new URL(baseURL ?? "").origin && complaints.push(`elsewhere: ${r.url()}`));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
      });
      await use(complaints);
      expect(complaints.filter((c) => !expected?.test(c))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

// settled waits until nothing on the page says that it loads.
export async function settled(page: Page) {
  await page.locator("h1").first().waitFor();
  await expect(page.locator(".loading")).toHaveCount(0);
}
