import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { takeOverview } from "../../src/core/study/overview";
import type { StatisticsState } from "../../src/protocol";
import { createSections, day, type Learner, midnight, simulateLearner, startOf } from "../core/study/simulateLearner";
import { themes } from "./demoThemes";
import { findBarriers } from "./findBarriers";
import { assertClean, type OpenedPage, openPage, type PageOptions } from "./openPage";

const library = createSections();

/** The state of a learner on 31 March 2027. */
const stateOf = (learner: Learner): StatisticsState => ({
  view: "statistics",
  today: "2027-03-31",
  ...takeOverview(simulateLearner(learner, library), library, startOf),
});

/** A year, with an interview in a month. */
const year = stateOf({ seed: 7, days: 365, diligence: 0.6, plan: { newPerDay: 1, interview: midnight + 30 * day } });

suite("The page of statistics", () => {
  let opened: OpenedPage<"study"> | undefined;
  const open = async (state: StatisticsState = year, options: PageOptions = {}) => {
    opened = await openPage("study", state, options);
    await opened.page.getByRole("heading", { level: 1 }).waitFor();
    return opened.page;
  };

  teardown(async () => {
    const last = opened;
    opened = undefined;
    if (last) {
      await assertClean(last);
      await last.close();
    }
  });

  /** A plot with its table in sight. */
  async function unfold(page: Page, title: string) {
    const plot = page.locator(".plot", { hasText: title });
    await plot.getByText("Numbers", { exact: true }).click();
    await plot.getByRole("table").waitFor();
    return plot;
  }
  /** The label of the day that has the focus, or of the only one that Tab comes to. */
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.ariaLabel);

  test("says what to do next, and does it", async () => {
    const page = await open();
    const advice = page.getByRole("region", { name: "What to do next" });
    assert.equal(await advice.locator("p").first().innerText(), year.advice.text);
    await advice.getByRole("button", { name: "Review Now" }).click();
    await page.getByRole("button", { name: "Change the Date..." }).click();
    assert.deepEqual(opened?.messages.slice(1), [{ type: "startReview" }, { type: "setInterviewDate" }]);
  });

  test("gives the recall to expect on the day as numbers with their intervals and as curves", async () => {
    const page = await open();
    const readiness = year.interview?.readiness;
    assert.ok(readiness);
    const say = (share: number) => `${Math.round(100 * share)} %`;
    const { ifKept, ifStopped } = readiness.onTheDay;
    const text = await page.locator(".expected").innerText();
    assert.ok(text.startsWith("On Friday 30 April 2027, in 30 days, you can expect to recall "), text);
    for (const { mean, low, high } of [ifKept, ifStopped]) {
      assert.ok(text.includes(`${say(mean)} (${Math.round(100 * low)} to ${say(high)} in 19 of 20`), text);
    }
    const plot = await unfold(page, "Expected recall until the interview");
    const label = await plot.getByRole("img").getAttribute("aria-label");
    assert.match(label ?? "", new RegExp(`to ${say(ifKept.mean)} on the day, in 30 days, if you keep to the plan`));
    const table = plot.getByRole("table");
    assert.deepEqual(await table.getByRole("columnheader").allInnerTexts(), [
      "days from today",
      "If you keep to the plan",
      "If you stop now",
    ]);
    assert.equal(await table.getByRole("row").count(), 32);
    const last = table.getByRole("row").last();
    assert.equal(await last.getByRole("cell").last().innerText(), String(Math.round(1000 * ifStopped.mean) / 10));
  });

  test("shows every plot with its text and its numbers", async () => {
    const page = await open();
    const { forecast, calibration } = year;
    const due = await unfold(page, "Reviews that fall due");
    const total = forecast.reduce((sum, count) => sum + count, 0);
    assert.match(
      (await due.getByRole("img").getAttribute("aria-label")) ?? "",
      new RegExp(`\\. ${total} reviews fall due in 30 days, ${forecast[0]} today;`),
    );
    assert.equal(await due.getByRole("row").count(), 31);
    const calibrated = await unfold(page, "Recalled against predicted");
    assert.equal(await calibrated.getByRole("row").count(), calibration.length + 1);
    assert.match(await calibrated.locator("figcaption").innerText(), /^\d bins of \d+ reviews or more/);
    assert.ok((await page.locator(".plot canvas.series").count()) >= 3);
  });

  test("gives retention by section and level, each with its interval and what was predicted", async () => {
    const page = await open();
    const table = page.getByRole("region", { name: "Retention" }).getByRole("table");
    const rows = await table
      .getByRole("row")
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(rows[0], [
      "Questions",
      "Reviews",
      "Asked again",
      "Recalled",
      "95 % interval",
      "Predicted",
      "Median time",
    ]);
    for (const { name, reviews, retention } of year.groups) {
      const row = rows.find(([first]) => first === name);
      assert.ok(row && retention, name);
      const percent = (share: number) => `${Math.round(100 * share)} %`;
      assert.deepEqual(row.slice(1, 6), [
        String(reviews),
        String(retention.reviews),
        percent(retention.recalled),
        `${Math.round(100 * retention.low)} to ${percent(retention.high)}`,
        percent(retention.predicted),
      ]);
    }
    assert.deepEqual(
      rows.filter((row) => row.length === 1).map(([text]) => text),
      ["By section", "By level"],
    );
  });

  test("has a calendar of a year that is one stop of Tab, with arrow keys from day to day", async () => {
    const page = await open();
    const grid = page.getByRole("grid", { name: "Reviews by day" });
    assert.equal(await grid.locator("td[tabindex='0']").count(), 1);
    await grid.locator("td[tabindex='0']").focus();
    const last = year.calendar.at(-1);
    assert.equal(await focused(page), `Wednesday 31 March 2027: ${last} reviews`);
    await page.keyboard.press("ArrowUp");
    assert.match((await focused(page)) ?? "", /^Tuesday 30 March 2027: \d+ reviews?$/);
    await page.keyboard.press("ArrowLeft");
    assert.match((await focused(page)) ?? "", /^Tuesday 23 March 2027: /);
    assert.equal(await page.locator(".readout").innerText(), await focused(page));
    await page.keyboard.press("Home");
    assert.match((await focused(page)) ?? "", /^Monday 30 March 2026: /);
    await page.keyboard.press("ArrowUp");
    assert.match((await focused(page)) ?? "", /^Monday 30 March 2026: /);
    await page.keyboard.press("End");
    assert.match((await focused(page)) ?? "", /^Wednesday 31 March 2027: /);
    const cells = await grid.locator("td[aria-label]").count();
    assert.equal(cells, 52 * 7 + 3);
    const calendar = page.locator(".calendar");
    await calendar.getByText("Numbers").click();
    const shown = year.calendar.slice(-cells);
    const sums = await calendar.locator("details tbody tr td:nth-child(2)").allInnerTexts();
    assert.equal(
      sums.reduce((sum, text) => sum + Number(text), 0),
      shown.reduce((sum, count) => sum + count, 0),
    );
  });

  test("keeps the day that has the focus, and an open table, when a review is added", async () => {
    const page = await open();
    const calendar = page.locator(".calendar");
    await calendar.getByText("Numbers").click();
    await page.getByRole("grid").locator("td[tabindex='0']").focus();
    await page.keyboard.press("ArrowLeft");
    const before = await focused(page);
    const [last = 0] = year.calendar.slice(-1);
    await opened?.send({
      ...year,
      counts: { ...year.counts, reviews: year.counts.reviews + 1 },
      calendar: [...year.calendar.slice(0, -1), last + 1],
    });
    await page
      .locator(`td[aria-label='Wednesday 31 March 2027: ${last + 1} review${last === 0 ? "" : "s"}']`)
      .waitFor();
    assert.equal(await focused(page), before);
    assert.ok(await calendar.getByRole("table", { name: "Reviews by month" }).isVisible());
    assert.match(
      await page.locator(".counts").innerText(),
      new RegExp((year.counts.reviews + 1).toLocaleString("en-GB")),
    );
  });

  test("says what will be here, and how to begin, before the first review", async () => {
    const page = await open(stateOf({ seed: 1, days: 0 }));
    await page.getByText(/^After your first reviews this page shows/).waitFor();
    assert.equal(await page.locator(".plot:visible").count(), 0);
    assert.equal(await page.locator(".counts").isVisible(), false);
    await page.getByRole("button", { name: "Review Now" }).click();
    await page.getByRole("button", { name: "Set the Date..." }).click();
    assert.deepEqual(opened?.messages.slice(1), [{ type: "startReview" }, { type: "setInterviewDate" }]);
    await page.getByText(/^Set the day of your interview: /).waitFor();
  });

  test("gives few reviews with their wide interval, and says how many a picture of them needs", async () => {
    const few = stateOf({ seed: 2, days: 4 });
    const page = await open(few);
    const reviews = few.groups[0]?.retention?.reviews ?? 0;
    assert.ok(reviews > 0 && reviews < 30);
    await page.getByText(`After ${60 - reviews} more reviews of what you have seen before`).waitFor();
    assert.equal(await page.getByText("Recalled against predicted").count(), 0);
  });

  test("says what a picture of enough reviews still needs where all were predicted alike", async () => {
    const alike = stateOf({ seed: 3, days: 15 });
    assert.ok((alike.groups[0]?.retention?.reviews ?? 0) > 60 && alike.calibration.length === 0);
    const page = await open(alike);
    await page.getByText(/^Nearly the same was predicted for all of these: .* 30 reviews for each of two/).waitFor();
  });

  test("says what is left to say of an interview that is today, over, or far away", async () => {
    const page = await open({ ...year, interview: { days: -2 } });
    await page.getByText("The day of your interview, Monday 29 March 2027, is over.").waitFor();
    await opened?.send({ ...year, interview: { days: 900 } });
    await page.getByText(/^Your interview is on Sunday 16 September 2029: it is too far away/).waitFor();
    assert.equal(await page.getByText("Expected recall until the interview").count(), 0);
    await opened?.send(stateOf({ seed: 7, days: 60, plan: { interview: midnight } }));
    await page.getByText(/^Today you can expect to recall \d+ % \(\d+ to \d+ % in 19 of 20/).waitFor();
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`has no barriers in ${name}`, async () => {
      const page = await open(year, theme);
      for (const numbers of await page.getByText("Numbers", { exact: true }).all()) {
        await numbers.click();
      }
      assert.deepEqual(await findBarriers(page), []);
      await opened?.send(stateOf({ seed: 2, days: 4 }));
      assert.deepEqual(await findBarriers(page), []);
      await opened?.send(stateOf({ seed: 2, days: 0 }));
      assert.deepEqual(await findBarriers(page), []);
    });
  }

  test("fits into 320 pixels: what is wider scrolls by itself, the calendar to today", async () => {
    const page = await open(year, { viewport: { width: 320, height: 600 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    const { left, right } = await page
      .getByRole("grid")
      .locator("td[tabindex='0']")
      .evaluate((cell) => cell.getBoundingClientRect());
    assert.ok(left >= 0 && right <= 320, `${left} to ${right}`);
  });
});
