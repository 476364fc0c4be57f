import { launchBrowser } from "../tools/browser";
import { bundleWorker } from "../tools/bundleWorker";
import type { Bench, Row } from "./bench";
import type { RacePage } from "./races/page";

const rounds = 7;

type WithRaces = { racePage: RacePage };

const demos: Bench = {
  title: "What demos compute with",
  about:
    `Work a second, medians of ${rounds} rounds in which all contestants of a table take turns in one page; ` +
    `"ours is" is how many times as fast ours was in the same round (median, lowest to highest).`,

  async measure(only) {
    const { outputFiles } = await bundleWorker("test/bench/races/page.ts");
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
      const names = await page.evaluate(() => (globalThis as unknown as WithRaces).racePage.names);
      const rows: Row[] = [];
      for (const name of names.filter((one) => only === undefined || one === only)) {
        const standings = await page.evaluate(
          ([race, count]) => (globalThis as unknown as WithRaces).racePage.hold(race, count),
          [name, rounds] as const,
        );
        for (const { contest, contestant, unit, perSecond, ours, wanted } of standings) {
          rows.push({
            contest,
            contestant,
            "per second": `${formatRate(perSecond)} ${unit}`,
            "ours is": `${formatRatio(ours.median)} (${formatRatio(ours.low)} to ${formatRatio(ours.high)})`,
            wanted: wanted ?? "",
          });
        }
      }
      return rows;
    } finally {
      await browser.close();
    }
  },
};
export default demos;

const formatRatio = (ratio: number) => Number(ratio.toPrecision(ratio < 10 ? 2 : 3)).toString();

function formatRate(rate: number): string {
  const [factor, letter] = rate >= 1e6 ? [1e6, " M"] : rate >= 1e3 ? [1e3, " k"] : [1, ""];
  return `${(rate / factor).toPrecision(3)}${letter}`;
}
