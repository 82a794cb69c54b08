import { expect, settled, test } from "./watch";
import { incident } from "./world";

const title = "<img src=x onerror=alert(1)> p\u0430id \u202egnp.exe";

test("hostile text is shown and never run", async ({ page }) => {
  page.on("dialog", () => expect(false, "a script ran").toBe(true));
  await page.route(`**/v1/incidents/${incident}`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), title } });
  });
  await page.route("**/history", async (route) => {
    const answer = await route.fetch();
    const json = await answer.json();
    json.items[0].reason = "<script>alert(1)</script>\u2066";
    await route.fulfill({ response: answer, json });
  });
  await page.goto(`/incidents/${incident}`);
  await settled(page);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText("<img src=x onerror=alert(1)>");
  await expect(heading.locator("mark")).toHaveText(["\u0430 U+0430", "U+202E"]);
  await expect(page.locator(".timeline li").first()).toContainText("<script>alert(1)</script>U+2066");
  await expect(page.locator("main img, main script")).toHaveCount(0);
});

test.describe("when something is wrong", () => {
  test.use({ expected: /Failed to load resource/ });

  test("an unknown incident says what to do", async ({ page }) => {
    await page.goto("/incidents/inc_none");
    await expect(page.getByRole("alert")).toContainText("No such resource");
    await expect(page.getByRole("alert")).toContainText("Check the link");
  });

  test("a wrong checksum is said in words", async ({ page }) => {
    await page.goto("/addresses/0x70997970c51812dc3A010C7d01b50e0d17dc79C8");
    await expect(page.getByRole("alert").first()).toContainText("do not fit its checksum");
  });

  test("a server that is gone can be asked again", async ({ page }) => {
    let gone = true;
    await page.route("**/v1/pools*", (route) => (gone ? route.abort() : route.continue()));
    await page.goto("/pools");
    await expect(page.getByRole("alert")).toContainText("does not answer");
    gone = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("a busy server says how long to wait", async ({ page }) => {
    await page.route("**/v1/pools*", (route) =>
      route.fulfill({ status: 503, headers: { "Retry-After": "7" }, contentType: "application/problem+json", json: { type: "urn:makewhole:problem:busy", title: "The store is busy; try again", status: 503 } }),
    );
    await page.goto("/pools");
    await expect(page.getByRole("alert")).toContainText("Wait 7 seconds");
  });
});
