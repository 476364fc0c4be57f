import assert from "node:assert/strict";
import type { InterviewState } from "../../src/protocol";
import { themes } from "./demoThemes";
import { findBarriers } from "./findBarriers";
import { interviewBreak, interviewEnd, interviewState, points } from "./interviewStates";
import { assertClean, type OpenedPage, openPage, type PageOptions } from "./openPage";

const suggestion = { grade: 2, why: "1 of 3 points, less than two thirds: Hard is suggested." } as const;

suite("The page of a mock interview", () => {
  let opened: OpenedPage<"study"> | undefined;
  const open = async (state: InterviewState = interviewState(), options: PageOptions = {}) => {
    opened = await openPage("study", state, options);
    return opened.page;
  };
  const send = (state: InterviewState) => opened?.send(state);
  const said = () => opened?.messages.at(-1);
  /** What a key makes it say. */
  async function press(key: string): Promise<unknown> {
    const before = opened?.messages.length;
    await opened?.page.keyboard.press(key);
    // What the page said is under way: an answer to a question that is asked now comes after it.
    await opened?.page.evaluate(() => (window as unknown as { reported(): Promise<void> }).reported());
    return opened?.messages.length === before ? undefined : said();
  }
  const focused = () => opened?.page.evaluate(() => document.activeElement?.textContent);
  const id = "7.1/12";

  teardown(async () => {
    const last = opened;
    opened = undefined;
    if (last) {
      await assertClean(last);
      await last.close();
    }
  });

  test("goes from a question to its grade by keyboard alone", async () => {
    const page = await open();
    assert.deepEqual(await press("a"), { type: "answerAloud", id, isAloud: true });
    await send(interviewState("asked", { isAloud: true }));
    const aloud = page.getByRole("button", { name: "I Answer Aloud" });
    assert.equal(await aloud.getAttribute("aria-pressed"), "true");
    assert.deepEqual(await press("a"), { type: "answerAloud", id, isAloud: false });
    assert.deepEqual(await press("p"), { type: "pause", isPaused: true });
    await send(interviewState("asked", { isPaused: true }));
    assert.deepEqual(await press("p"), { type: "pause", isPaused: false });
    assert.equal(await press("3"), undefined);
    assert.deepEqual(await press("Space"), { type: "reveal", id, typed: "" });
    await send(interviewState("revealed"));
    // A screen reader goes on at the check-list; from there it is one key to the first box.
    assert.equal(await focused(), "Check-list");
    assert.equal(await press("Space"), undefined);
    await page.keyboard.press("Tab");
    assert.deepEqual(await press("Space"), { type: "tick", id, point: 0, isTicked: true });
    await send(interviewState("revealed", { ticked: [0], suggestion }));
    // The box keeps the focus, and does not keep the keys of the grades.
    assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).value), "0");
    for (const key of ["1", "2", "3", "4"]) {
      assert.deepEqual(await press(key), { type: "grade", id, grade: Number(key) });
    }
    assert.deepEqual(await press("n"), { type: "moveOn", id, typed: "" });
    assert.deepEqual(await press("u"), { type: "undo" });
    await send(
      interviewState("asked", { number: 3, item: { id: "7.1/13", number: "13", text: "And?", hint: "", answers: [] } }),
    );
    assert.equal(await focused(), "And?\n");
    assert.deepEqual(await press("s"), { type: "moveOn", id: "7.1/13", typed: "" });
  });

  test("heeds no letter or digit alone where a setting says so", async () => {
    const page = await open(interviewState("asked", {}, { singleKeys: false }));
    assert.deepEqual(await page.locator("kbd:visible").allInnerTexts(), ["Space"]);
    for (const key of ["p", "u", "a", "s"]) {
      assert.equal(await press(key), undefined, key);
    }
    assert.deepEqual(await press("Space"), { type: "reveal", id, typed: "" });
  });

  test("has no key do anything while the learner types, but those that lead out of the field", async () => {
    const page = await open();
    await page.getByRole("textbox", { name: /^Your answer/ }).focus();
    for (const key of ["1", "s", "p", "a", "u", "Space", "Enter"]) {
      assert.equal(await press(key), undefined, key);
    }
    await page.getByRole("textbox").fill(" The corner.\nat 0 ");
    assert.deepEqual(await press("Control+Enter"), { type: "reveal", id, typed: "The corner.\nat 0" });
    await press("Escape");
    assert.match((await focused()) ?? "", /^Why does/);
  });

  test("keeps what is typed when it is loaded again, shows it beside the check-list, and forgets it with the interview", async () => {
    const page = await open();
    await page.getByRole("textbox").fill("The corner.");
    await opened?.reload();
    assert.equal(await page.getByRole("textbox").inputValue(), "The corner.");
    // Something else changes: field and focus stay.
    await page.getByRole("textbox").press("End");
    await send(interviewState("asked", { isApart: true }));
    await page.keyboard.type(" At 0.");
    assert.equal(await page.getByRole("textbox").inputValue(), "The corner. At 0.");
    await send(interviewState("revealed", { typed: "The corner.\nAt 0." }));
    assert.equal(
      await page.getByRole("region", { name: "Your answer" }).locator("p").innerText(),
      "The corner.\nAt 0.",
    );
    assert.equal(await page.getByRole("textbox").count(), 0);
    const { interview } = interviewState();
    await send(interviewState("asked", {}, { interview: { ...interview, start: 2 } }));
    assert.equal(await page.getByRole("textbox").inputValue(), "");
    const kept = await page.evaluate(() => sessionStorage.getItem("state of the page"));
    assert.doesNotMatch(kept ?? "", /corner/);
    assert.match(kept ?? "", /"start":2/);
  });

  test("makes check boxes of the points, what was said and what was avoided apart, with their formulas and links", async () => {
    const page = await open(interviewState("revealed", { ticked: [2], isApart: true }));
    const list = page.getByRole("region", { name: "Check-list" });
    const saidGroup = list.getByRole("group", { name: "Tick what you said" });
    assert.equal(await saidGroup.getByRole("checkbox").count(), 2);
    assert.ok(await saidGroup.locator(".katex").first().isVisible());
    const avoided = list.getByRole("group", { name: "Tick what you kept clear of" }).getByRole("checkbox");
    assert.equal(await avoided.isChecked(), true);
    await avoided.click();
    assert.deepEqual(said(), { type: "tick", id, point: 2, isTicked: false });
    await list.getByRole("link", { name: "question 11" }).click();
    assert.deepEqual(said(), { type: "follow", href: "question:7.1/11", uri: "file:///chapter.md" });
    await page.getByText("Tick what you said, and a grade is suggested.").waitFor();
    await page.getByText("You do not study this question yet: a grade adds it.").waitFor();
    await send(interviewState("revealed", { ticked: [0], suggestion }));
    await page.getByText(suggestion.why).waitFor();
    assert.match(await page.getByRole("button", { name: /^Hard/ }).innerText(), /12 days, suggested/);
    await send(interviewState("revealed", { points: [] }));
    assert.equal(await list.count(), 0);
    // Where there is nothing to tick it goes on at the answer.
    assert.equal(await page.getByRole("region", { name: "Answer", exact: true }).count(), 1);
  });

  test("counts down and up while the clock runs, speaks at few moments, and stops nothing when time is over", async () => {
    opened = await openPage("study", interviewBreak());
    const { page } = opened;
    await page.clock.install();
    const left = 5 * 60_000 + 2_500;
    await send(interviewState("asked", {}, { times: { left, took: 58_000, runs: true }, said: "7.1/11: Good." }));
    const timer = () => page.getByRole("timer").innerText();
    const status = () => page.getByRole("status").innerText();
    assert.equal(await timer(), "5:03 left · this question: 0:58 of about 4:00");
    await page.clock.runFor(2_020);
    assert.equal(await timer(), "5:01 left · this question: 1:00 of about 4:00");
    assert.equal(await status(), "7.1/11: Good.");
    await page.clock.runFor(1_000);
    assert.equal(await timer(), "5:00 left · this question: 1:01 of about 4:00");
    assert.equal(await status(), "5 minutes are left.");
    // What it kept says how far it was.
    await page.clock.runFor(5 * 60_000);
    assert.match(await timer(), /^0:00 over time · this question: 6:01/);
    assert.equal(await status(), "The time is over. Nothing stops: finish, or end the interview.");
    const took = await page.evaluate(() => JSON.parse(sessionStorage.getItem("state of the page") ?? "{}").took);
    assert.ok(took > 355_000 && took <= 361_500, `${took}`);
    assert.equal(await page.getByRole("button", { name: "Show Answer" }).isEnabled(), true);
    await page.clock.runFor(60_000);
    assert.match(await timer(), /^1:00 over time/);
    // Paused, or compared: it stands.
    await send(
      interviewState(
        "asked",
        { isPaused: true },
        { times: { left: -60_000, took: 420_000, runs: false }, said: "Paused." },
      ),
    );
    await page.clock.runFor(60_000);
    assert.equal(await timer(), "1:00 over time · this question: 7:00 of about 4:00");
    assert.equal(await status(), "Paused.");
  });

  test("changes the words of its clock once a minute for a screen reader", async () => {
    opened = await openPage("study", interviewBreak(), { bodyClasses: ["vscode-dark", "vscode-using-screen-reader"] });
    const { page } = opened;
    await page.clock.install();
    await send(interviewState("asked", {}, { times: { left: 660_000, took: 1_000, runs: true } }));
    await page.evaluate(() => {
      const counter = Object.assign(window, { changes: 0 });
      const timer = document.querySelector("[role=timer]");
      new MutationObserver((all) => {
        counter.changes += all.filter(({ type }) => type === "childList").length;
      }).observe(timer as Element, { childList: true });
    });
    assert.equal(await page.getByRole("timer").innerText(), "11 minutes left · this question: 0 minutes of about 4");
    await page.clock.runFor(119_100);
    assert.equal(await page.getByRole("timer").innerText(), "10 minutes left · this question: 2 minutes of about 4");
    assert.ok((await page.evaluate(() => (window as unknown as { changes: number }).changes)) <= 4);
  });

  test("ends with facts, what to study next, and the report", async () => {
    const page = await open(interviewEnd());
    await page.getByRole("heading", { level: 1, name: "How the Interview Went" }).waitFor();
    assert.match(await page.locator("dl").innerText(), /Answered\n+2 of 3\n+Time\n+9 min 40 s of 15 min\n+Points/);
    assert.equal(await page.getByText(/^To study next/).innerText(), "To study next: 7.1/13.");
    const rows = await page.getByRole("list").getByRole("listitem").allInnerTexts();
    assert.match(rows[1] ?? "", /^7\.1\/13 · Hard · 1 of 3 points .* · study next/);
    assert.match(rows[2] ?? "", /do not have this question any more/);
    assert.deepEqual(await press("Space"), { type: "openReport" });
    await page.getByRole("button", { name: "Copy Report" }).click();
    assert.deepEqual(said(), { type: "copyReport" });
    await page.getByRole("button", { name: "Start Another..." }).click();
    assert.deepEqual(said(), { type: "startAnother" });
    await page.getByRole("button", { name: "Go Back to the Interview" }).click();
    assert.deepEqual(said(), { type: "goOn" });
    await page.getByRole("link", { name: "7.1/13" }).first().click();
    assert.deepEqual(said(), { type: "follow", href: "question:7.1/13", uri: "" });
    assert.deepEqual(await press("u"), { type: "undo" });
    await send(interviewEnd({ results: [], nothingWeak: "No question was answered.", canGoOn: false, canUndo: false }));
    await page.getByText("No question was answered.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Go Back to the Interview" }).count(), 0);
    assert.equal(await press("u"), undefined);
  });

  test("shows of each scene what belongs to it alone", async () => {
    const page = await open(interviewState("revealed", { typed: "The corner." }));
    const regions = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("section, textarea, [role=timer]")]
          .filter((one) => one.checkVisibility())
          .map((one) => one.ariaLabel ?? (one.id || one.role)),
      );
    assert.deepEqual(await regions(), ["timer", "Question", "Check-list", "Your answer", "Answer"]);
    await send(interviewState("asked", { typed: "The corner." }));
    assert.deepEqual(await regions(), ["timer", "Question", "own"]);
    for (const state of [interviewEnd(), interviewBreak()]) {
      await send(interviewState("revealed", { typed: "The corner." }));
      await send(state);
      assert.deepEqual(await regions(), ["Summary"]);
      // No key presses what is hidden.
      await send(interviewState());
      await send(state);
      assert.deepEqual(await press("Space"), { type: state.scene.kind === "end" ? "openReport" : "goOn" });
    }
  });

  test("ends early on a click, with what was typed, and on no key", async () => {
    const page = await open();
    await page.getByRole("textbox").fill("half");
    await page.getByRole("button", { name: "End Interview" }).click();
    assert.deepEqual(said(), { type: "end", typed: "half" });
  });

  test("offers to go on or to end where it was interrupted, and then knows what was typed", async () => {
    const page = await open(interviewBreak());
    await page.getByText("The window was loaded again. 1 of 4 questions done, 11 minutes of 15 left.").waitFor();
    assert.equal(await page.getByRole("timer").count(), 0);
    assert.deepEqual(await press("Enter"), { type: "goOn" });
    await page.getByRole("button", { name: "End Interview" }).click();
    assert.deepEqual(said(), { type: "end" });
    await send(interviewState());
    await page.getByRole("textbox").fill("The corner. ");
    await send(interviewBreak());
    await opened?.reload();
    await page.getByRole("button", { name: "End Interview" }).click();
    assert.deepEqual(said(), { type: "end", typed: "The corner." });
  });

  test("tells a screen reader how far it is, and keeps the focus on a button that is drawn anew", async () => {
    const page = await open();
    assert.equal(await page.getByRole("status").count(), 1);
    const bar = page.getByRole("progressbar", { name: "Questions done in this interview" });
    assert.deepEqual(await bar.evaluate((one: HTMLProgressElement) => [one.value, one.max]), [1, 4]);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    await page.getByRole("button", { name: "I Answer Aloud" }).focus();
    await press("Space");
    await send(interviewState("asked", { isAloud: true }));
    assert.match((await focused()) ?? "", /^I Answer Aloud/);
    await page.getByRole("button", { name: "Pause" }).focus();
    await send(interviewState("asked", { isPaused: true, isAloud: true }));
    assert.match((await focused()) ?? "", /^Go On/);
  });

  const scenes = (): InterviewState[] => [
    interviewState("asked", { isAloud: true, isPaused: true }),
    interviewState("revealed", { typed: "The corner.", ticked: [0], suggestion, isApart: true }),
    interviewState("asked", {}, { times: { left: -5_000, took: 300_000, runs: true } }),
    interviewEnd(),
    interviewBreak(),
  ];
  for (const [name, theme] of Object.entries(themes)) {
    test(`has no barriers in ${name}`, async () => {
      const page = await open(interviewState(), theme);
      assert.deepEqual(await findBarriers(page), []);
      for (const state of scenes()) {
        await send(state);
        assert.deepEqual(await findBarriers(page), [], JSON.stringify(state.scene));
      }
    });
  }

  test("fits into 320 pixels, with every button in sight", async () => {
    const page = await open(interviewState(), { viewport: { width: 320, height: 600 } });
    const long = { text: "Word ".repeat(60) + "$x$".repeat(40), is: "said" } as const;
    for (const state of [...scenes(), interviewState("revealed", { points: [...points, long] })]) {
      await send(state);
      const { wide, buttons } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        buttons: [...document.querySelectorAll("button, input")]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().right > 320 || one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.outerHTML),
      }));
      assert.deepEqual({ wide, buttons }, { wide: 320, buttons: [] });
    }
  });
});
