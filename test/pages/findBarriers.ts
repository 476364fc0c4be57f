import { readFile } from "node:fs/promises";
import type { Frame, Page } from "playwright-core";

const axe = readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What axe calls a serious or a critical barrier in a page, a line each. */
export async function findBarriers(page: Page | Frame): Promise<string[]> {
  await page.evaluate(await axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    // Preloading would fetch style sheets, which the policy forbids.
    const { violations } = await axe.run({ preload: false });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  });
}
