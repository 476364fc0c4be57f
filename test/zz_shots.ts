import { takeOverview } from "../src/core/study/overview";
import { createSections, day, midnight, simulateLearner, startOf } from "./core/study/simulateLearner";
import { themes } from "./pages/demoThemes";
import { openPage } from "./pages/openPage";
import { closeShared } from "./pages/shared";
const lib = createSections();
const stateOf = (l: never) => ({ view: "statistics" as const, today: "2027-03-31", ...takeOverview(simulateLearner(l, lib), lib, startOf) });
const states = {
  year: stateOf({ seed: 9, days: 330, diligence: 0.6, forgetting: (s: string) => (s === "7.2" ? 1.8 : 1) } as never),
  date: stateOf({ seed: 6, days: 60, diligence: 0.8, plan: { newPerDay: 1, interview: midnight + 30 * day } } as never),
  few: stateOf({ seed: 2, days: 4 } as never),
  none: stateOf({ seed: 2, days: 0 } as never),
};
for (const [name, state, theme, width] of [["date", states.date, "dark", 900], ["year", states.year, "light", 900], ["year-hc", states.year, "high contrast", 900], ["few", states.few, "dark", 900], ["none", states.none, "light", 700], ["narrow", states.date, "dark", 320]] as const) {
  const opened = await openPage("study", state, { ...themes[theme], viewport: { width, height: 900 } });
  await opened.page.waitForTimeout(600);
  await opened.page.screenshot({ path: `/tmp/stat-${name}.png`, fullPage: true });
  console.log(name, opened.errors, opened.violations);
  await opened.close();
}
await closeShared();
