import { look } from "./look";
import { expect, settled, test } from "./watch";
import { incident } from "./world";
import { key, open, who } from "./wallet";

const alice = who("alice");

test("no page for everybody loads wallet code", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (r) => loaded.push(r.url()));
  for (const path of ["/", `/incidents/${incident}`, "/pools", "/addresses"]) {
    await page.goto(path);
    await settled(page);
  }
  expect(loaded.filter((u) => /SignIn|[Ww]allet/.test(u))).toEqual([]);
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Sign in with your wallet" })).toBeVisible();
  expect(loaded.filter((u) => /SignIn/.test(u)).length).toBeGreaterThan(0); // else the names above say nothing
});

test("one of several wallets signs in, after the text was said in words", async ({ page, context }) => {
  const other = await open(page, "Other <b>wallet</b>", [key(40)]);
  const mine = await open(page, "Dev wallet", [key(41), alice]);
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Other <b>wallet</b>" })).toBeVisible();
  await page.getByRole("button", { name: "Dev wallet" }).click();
  await page.getByRole("button", { name: alice.address }).click();
  await expect(page.getByText("It is no transaction: it costs nothing")).toBeVisible();
  await page.getByText("The exact text").click();
  await expect(page.getByLabel("Text to sign")).toContainText("wants you to sign in with your Ethereum account");
  expect(mine.asked).not.toContain("personal_sign");
  await look(page, "sign-in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
  expect(other.asked).toEqual([]);
  const cookie = (await context.cookies()).find((c) => c.name === "__Host-makewhole");
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax" });
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(stored).not.toContain("mwc_");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Signed in" }).getByRole("link", { name: alice.address })).toBeVisible();
  await look(page, "account-in");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in with your wallet" })).toBeVisible();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await context.request.get("/v1/auth/me").then((a) => a.status())).toBe(401);
});

test("a declined signature and another network are said in words", async ({ page }) => {
  const wallet = await open(page, "Dev wallet", [alice]);
  wallet.chain = 1;
  wallet.knows = [1];
  wallet.declines.add("personal_sign");
  await page.goto("/account");
  await page.getByRole("button", { name: "Dev wallet" }).click();
  await expect(page.getByText("Your wallet is on network 1 (0x1), this server settles on network 31337 (0x7a69).")).toBeVisible();
  await page.getByRole("button", { name: "Switch the wallet" }).click();
  await expect(page.getByRole("alert")).toContainText("does not know that network");
  wallet.knows.push(31337);
  await page.getByRole("button", { name: "Switch the wallet" }).click();
  await expect(page.getByText("Your wallet is on network 1")).toHaveCount(0);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("You declined in the wallet");
  wallet.declines.clear();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
});

test("who has no wallet here signs elsewhere and pastes the signature", async ({ page }) => {
  await page.goto("/account");
  await expect(page.getByText("No wallet is in this browser.")).toBeVisible();
  await page.getByText("Your wallet is elsewhere").click();
  await page.getByLabel("Address that signs").fill(alice.address);
  await page.keyboard.press("Enter");
  await page.getByText("The exact text").click();
  const text = (await page.getByLabel("Text to sign").textContent()) ?? "";
  const signed = await alice.signMessage(text);
  await page.getByLabel("Signature").fill("nonsense");
  await page.getByRole("button", { name: "Sign in with this signature" }).click();
  await expect(page.getByRole("alert")).toContainText("no signature");
  await page.getByLabel("Signature").fill(` ${signed.slice(0, -2)}${signed.endsWith("1b") ? "00" : "01"}\n`); // v as some devices give it
  await page.getByRole("button", { name: "Sign in with this signature" }).click();
  await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
});

test.describe("when the session ends", () => {
  test.use({ expected: /Failed to load resource.*401/ });

  test("the page says so, and goes on after signing in again", async ({ page, context }) => {
    await open(page, "Dev wallet", [alice, key(41)]);
    await page.goto("/account");
    await page.getByRole("button", { name: "Dev wallet" }).click();
    await page.getByRole("button", { name: alice.address }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Signed in" })).toBeVisible();
    await context.clearCookies();
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("Your session has ended.");
    await page.getByRole("button", { name: "Dev wallet" }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("region", { name: "Signed in" }).getByRole("link", { name: alice.address })).toBeVisible();
  });
});
