import { look } from "./look";
import { expect, settled, test } from "./watch";
import { incident, stranger, world } from "./world";

test("every page is accessible in both themes and at three widths", async ({ page, request }) => {
  const w = await world(request);
  const pages = {
    home: "/", incident: `/incidents/${incident}`, pools: "/pools", settlement: `/settlements/${w.settlements[0].id}`,
    address: `/addresses/${w.leaves[0].account}`, stranger: `/addresses/${stranger}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await look(page, name, [360, 800, 1440]);
  }
});

test("the incident is told as one story, and everything is reached from it", async ({ page, request }) => {
  const w = await world(request);
  await page.goto("/");
  await page.getByRole("link", { name: w.title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w.title);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await settled(page);
  await expect(page.getByText(`${w.leaves.length} accounts`)).toBeVisible();
  await expect(page.locator(".timeline li")).not.toHaveCount(0);
  await page.getByText("Every account").click();
  await expect(page.getByRole("region", { name: "Table of losses" }).getByRole("row")).toHaveCount(w.leaves.length + 1);
  await page.getByRole("link", { name: "From the pool, no. 1", exact: true }).click();
  await expect(page.getByRole("button", { name: "Verify in this browser" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(w.title);
});

test("a victim sees loss, what was received, and what is open", async ({ page, request }) => {
  const w = await world(request);
  await page.goto("/addresses");
  await page.getByLabel("Address of your account").fill(w.leaves[0].account);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/addresses/${w.leaves[0].account}$`));
  await expect(page.getByRole("heading", { name: `Affected: ${w.title}` })).toBeVisible();
  for (const name of ["Verified loss", "Received so far", "Still open"]) await expect(page.getByText(name, { exact: true })).toBeVisible();
  await settled(page);
  const account = await (await request.get(`/v1/incidents/${incident}/accounts/${w.leaves[0].account}`)).json();
  const fact = (name: string) => page.locator(".fact", { hasText: name }).locator("[title]").first();
  await expect(fact("Verified loss")).toHaveAttribute("title", new RegExp(`^${account.loss} `));
  await expect(fact("Received so far")).toHaveAttribute("title", new RegExp(`^${account.totals.received} `));
  await expect(fact("Still open")).toHaveAttribute("title", new RegExp(`^${account.totals.residual} `));
  await expect(page.getByText("How this follows, in words")).toBeVisible();
});

test("a stranger is told that nothing is on record, and a bad address why", async ({ page }) => {
  await page.goto(`/addresses/${stranger}`);
  await expect(page.getByText("No verified loss is on record for this address")).toBeVisible();
  await expect(page.getByText("No payment names this address as its receiver.")).toBeVisible();
  await page.getByLabel("Address of your account").fill("0x7099\u202e");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("U+202E");
  await expect(page).toHaveURL(new RegExp(`${stranger}$`));
});

test("lines are searched by receiver, and the search is a link", async ({ page, request }) => {
  const w = await world(request);
  const { receiver } = w.allocations[0];
  const expected = w.allocations.filter((a: { receiver: string }) => a.receiver === receiver).length;
  await page.goto(`/settlements/${w.settlements[0].id}`);
  const rows = page.getByRole("region", { name: "Table of lines" }).getByRole("row");
  await expect(rows).toHaveCount(w.allocations.length + 1);
  await page.getByLabel("Only lines that pay this address").fill(receiver);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`receiver=${receiver}`));
  await expect(rows).toHaveCount(expected + 1);
  await page.goto(`/settlements/${w.settlements[0].id}?receiver=${stranger}`);
  await expect(page.getByText("No line of this settlement pays that address")).toBeVisible();
});
