// look holds a page to what everybody must be able to use: no finding of axe in either
// theme, nothing wider than the screen. It leaves screenshots to look at.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { expect, settled } from "./watch";

const themes = ["light", "dark"] as const;

export async function look(page: Page, name: string, widths: number[] = [360, 1440]) {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
    expect(found.violations.map((v) => `${name} ${colorScheme} ${v.impact} ${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`)).toEqual([]);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(overflow, { message: `${name} is wider than ${width} px` }).toBeLessThanOrEqual(0);
      await page.waitForTimeout(100); // the chart is drawn again after the layout
      await page.screenshot({ path: `${process.env.CONSOLE_SHOTS ?? "test-results"}/shots/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
}
