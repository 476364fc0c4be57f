import assert from "node:assert/strict";
import type { ReviewState } from "../../src/protocol";
import { themes } from "./demoThemes";
import { findBarriers } from "./findBarriers";
import { assertClean, type OpenedPage, openPage, type PageOptions } from "./openPage";
import { endState, reviewState } from "./reviewStates";

const summary = {
  grades: { 1: 1, 2: 0, 3: 4, 4: 1 },
  minutes: "3 min 20 s",
  recall: "Recalled 4 of 5 that you had seen before (80 %); 88 % were predicted.",
};
const suggestion = { grade: 2, why: "Hard is suggested: you guessed 30, and it measured 0." } as const;

suite("The page of a review session", () => {
  let opened: OpenedPage<"study"> | undefined;
  const open = async (state: ReviewState = reviewState(), options: PageOptions = {}) => {
    opened = await openPage("study", state, options);
    return opened.page;
  };
  const send = (state: ReviewState) => opened?.send(state);
  /** What it said, but for whether the learner writes. */
  const all = () => opened?.messages.filter(({ type }) => type !== "writing") ?? [];
  const said = () => all().at(-1);
  /** What a key makes it say. */
  async function press(key: string): Promise<unknown> {
    const before = all().length;
    await opened?.page.keyboard.press(key);
    // What the page said is under way: an answer to a question that is asked now comes after it.
    await opened?.page.evaluate(() => (window as unknown as { reported(): Promise<void> }).reported());
    return all().length === before ? undefined : said();
  }
  const id = "7.1/12";

  teardown(async () => {
    const last = opened;
    opened = undefined;
    if (last) {
      await assertClean(last);
      await last.close();
    }
  });

  test("goes from question to question by keyboard alone", async () => {
    const page = await open();
    assert.deepEqual(await press("Space"), { type: "reveal", id, step: "hint" });
    await send(reviewState("hint"));
    assert.match(await page.getByRole("region", { name: "Hint" }).innerText(), /slope/);
    assert.deepEqual(await press("Enter"), { type: "reveal", id, step: "answer" });
    await send(reviewState("answer"));
    // A screen reader goes on at the answer.
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Answer");
    assert.equal(await press("Space"), undefined);
    for (const key of ["1", "2", "3", "4"]) {
      assert.deepEqual(await press(key), { type: "grade", id, grade: Number(key) });
    }
    const next = reviewState();
    await send({
      ...next,
      scene: { ...next.scene, item: { id: "7.1/13", number: "13", text: "And?", hint: "", answers: [] } },
    } as ReviewState);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "And?\n");
    assert.deepEqual(await press("l"), { type: "putOff", id: "7.1/13", how: "skip" });
    assert.deepEqual(await press("t"), { type: "putOff", id: "7.1/13", how: "bury" });
    assert.deepEqual(await press("s"), { type: "putOff", id: "7.1/13", how: "suspend" });
    assert.deepEqual(await press("u"), { type: "undo" });
    assert.deepEqual(await press("Control+z"), { type: "undo" });
    assert.equal(await press("1"), undefined);
  });

  test("has no key do anything while the learner types, but those that lead out of the field", async () => {
    const page = await open();
    const field = page.getByRole("textbox", { name: /^Your answer/ });
    await field.focus();
    for (const key of ["1", "s", "u", "Space", "Enter", "Control+z"]) {
      assert.equal(await press(key), undefined, key);
    }
    await field.fill("At the corner, 1 slope.");
    assert.deepEqual(await press("Control+Enter"), { type: "reveal", id, step: "hint" });
    await press("Escape");
    assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? "", /^Why does/);
    assert.deepEqual(await press("a"), { type: "reveal", id, step: "answer" });
  });

  test("heeds no letter or digit alone where a setting says so, and shows none, from then on", async () => {
    const page = await open();
    const keys = () => page.locator("button[aria-keyshortcuts]:visible").count();
    const shown = () => page.locator("kbd:visible").allInnerTexts();
    assert.deepEqual(await shown(), ["U", "Space", "A", "L", "T", "S"]);
    assert.equal(await keys(), 6);
    await send(reviewState("question", {}, { singleKeys: false }));
    assert.deepEqual(await shown(), ["Space"]);
    assert.equal(await keys(), 1);
    for (const key of ["a", "l", "t", "s", "u"]) {
      assert.equal(await press(key), undefined, key);
    }
    assert.deepEqual(await press("Control+z"), { type: "undo" });
    assert.deepEqual(await press("Space"), { type: "reveal", id, step: "hint" });
    await send(reviewState("answer", {}, { singleKeys: false }));
    assert.deepEqual(await shown(), []);
    assert.equal(await press("3"), undefined);
    await page.getByRole("button", { name: "Good" }).focus();
    assert.deepEqual(await press("Space"), { type: "grade", id, grade: 3 });
    await send(reviewState("answer"));
    assert.deepEqual(await press("3"), { type: "grade", id, grade: 3 });
    assert.deepEqual(await shown(), ["U", "1", "2", "3", "4", "L", "T", "S"]);
  });

  test("leaves Space and Enter to a button or a link that has the focus", async () => {
    const page = await open(reviewState("hint"));
    await page.getByRole("button", { name: "Tomorrow" }).focus();
    assert.deepEqual(await press("Space"), { type: "putOff", id, how: "bury" });
    await send(reviewState("answer"));
    await page.getByRole("link", { name: "the demo" }).focus();
    assert.deepEqual(await press("Enter"), { type: "follow", href: "demo:l1-vs-l2", uri: "file:///chapter.md" });
  });

  test("shows what was typed beside the answer, keeps it when it is loaded again, and forgets it with the session", async () => {
    const page = await open();
    await page.getByRole("textbox").fill("The corner.\nSecond line");
    await opened?.reload();
    assert.equal(await page.getByRole("textbox").inputValue(), "The corner.\nSecond line");
    await send(reviewState("answer"));
    assert.equal(
      await page.getByRole("region", { name: "Your answer" }).locator("p").innerText(),
      "The corner.\nSecond line",
    );
    // Practice is from nothing.
    await send(reviewState("question", { is: "practice" }));
    assert.equal(await page.getByRole("textbox").inputValue(), "");
    await send(reviewState());
    assert.equal(await page.getByRole("textbox").inputValue(), "The corner.\nSecond line");
    await send({ ...endState(), session: { ...reviewState().session, start: 2 } });
    const kept = await page.evaluate(() => sessionStorage.getItem("state of the page"));
    assert.doesNotMatch(kept ?? "", /corner/);
    assert.match(kept ?? "", /"start":2/);
  });

  test("keeps focus and text of the field when something else changes", async () => {
    const page = await open();
    await page.getByRole("textbox").pressSequentially("half");
    await send(reviewState("question", {}, { left: { due: 2, fresh: 9, practice: 0 } }));
    await page.keyboard.type(" more");
    assert.equal(await page.getByRole("textbox").inputValue(), "half more");
    assert.match(await page.locator(".session").innerText(), /^Left: 2 due, 9 new · 1 answered/);
  });

  test("says on each grade when the question comes again, and which is suggested and why", async () => {
    const page = await open(reviewState("answer", { suggestion }));
    const group = page.getByRole("group", { name: "How well did you know it? It comes again in" });
    assert.deepEqual(
      await group.getByRole("button").evaluateAll((all) => all.map((one) => one.querySelector(".when")?.textContent)),
      ["1 day", "12 days, suggested", "26 days", "2.4 months"],
    );
    await page.getByText(suggestion.why).waitFor();
    await group.getByRole("button", { name: /^Hard/ }).click();
    assert.deepEqual(said(), { type: "grade", id, grade: 2 });
    await page.getByText("the chance that you would know it was 87 %").waitFor();
    await page.getByRole("button", { name: "Measure it: “L1 against L2”" }).click();
    assert.deepEqual(said(), { type: "follow", href: "demo:l1-vs-l2", uri: "" });
  });

  test("grades nothing in practice, and says so", async () => {
    const page = await open(reviewState("answer", { is: "practice", choices: [] }));
    await page.getByText("Nothing is graded").waitFor();
    for (const key of ["1", "3", "t", "l"]) {
      assert.equal(await press(key), undefined, key);
    }
    assert.deepEqual(await press("Space"), { type: "practised", id });
  });

  test("ends with what was done and what comes next", async () => {
    const page = await open(endState({ summary, hasStatistics: true }, { done: 6, canUndo: true }));
    await page.getByRole("heading", { level: 1, name: "Done for Today" }).waitFor();
    const facts = await page.locator("dl").innerText();
    assert.match(facts, /6 questions\n+Grades\n+1 Again, 0 Hard, 4 Good, 1 Easy\n+Time\n+3 min 20 s/);
    await page.getByText("Tomorrow 2 questions are due.").waitFor();
    await page.getByRole("button", { name: "Show Statistics" }).click();
    assert.deepEqual(said(), { type: "showStatistics" });
    await page.getByRole("button", { name: "Add Questions" }).click();
    assert.deepEqual(said(), { type: "addQuestions" });
    assert.deepEqual(await press("u"), { type: "undo" });
    await send(endState({ studies: false, next: "You study no question yet." }));
    assert.equal(await page.getByRole("button", { name: "Show Statistics" }).count(), 0);
    await page.getByRole("button", { name: "Add All of a Section" }).click();
    assert.deepEqual(said(), { type: "addQuestions" });
    assert.equal(await press("u"), undefined);
  });

  test("tells a screen reader what happened, once, and how far the session is", async () => {
    const page = await open();
    assert.equal(await page.getByRole("status").count(), 1);
    assert.equal(await page.getByRole("status").innerText(), "7.1/11: Good. It comes again in 3 days.");
    const bar = page.getByRole("progressbar", { name: "Answered in this session" });
    assert.deepEqual(await bar.evaluate((one: HTMLProgressElement) => [one.value, one.max]), [1, 6]);
    assert.equal(
      await page.getByRole("button", { name: "Show Hint" }).getAttribute("aria-keyshortcuts"),
      "Space Enter",
    );
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  });

  for (const [name, theme] of Object.entries(themes)) {
    test(`has no barriers in ${name}`, async () => {
      const page = await open(reviewState("question", { is: "new" }), theme);
      const states = [
        reviewState("hint"),
        reviewState("answer", { suggestion }),
        reviewState("answer", { is: "practice", choices: [] }),
        endState({ summary, hasStatistics: true }),
      ];
      assert.deepEqual(await findBarriers(page), []);
      await page.getByRole("textbox").fill("The corner.");
      for (const state of states) {
        await send(state);
        assert.deepEqual(await findBarriers(page), [], JSON.stringify(state.scene));
      }
    });
  }

  test("fits into 320 pixels, with every button in sight", async () => {
    const page = await open(reviewState(), { viewport: { width: 320, height: 600 } });
    await page.getByRole("textbox").fill("Because of the corner.");
    for (const state of [reviewState("answer", { suggestion }), endState({ summary, hasStatistics: true })]) {
      await send(state);
      const { wide, buttons } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        buttons: [...document.querySelectorAll("button")]
          .filter((one) => one.checkVisibility())
          .filter((one) => one.getBoundingClientRect().right > 320 || one.scrollWidth > one.clientWidth).length,
      }));
      assert.deepEqual({ wide, buttons }, { wide: 320, buttons: 0 });
    }
  });

  test("covers nothing that has the focus by the actions, where it is narrow or the answer is long", async () => {
    const long = reviewState("answer", { suggestion });
    assert.ok(long.scene.kind === "question");
    const answers = long.scene.item.answers.map((one) => ({
      ...one,
      markdown: "[A link](demo:l1-vs-l2).\n\n".repeat(40),
    }));
    const state = { ...long, scene: { ...long.scene, item: { ...long.scene.item, answers } } };
    for (const viewport of [
      { width: 320, height: 700 },
      { width: 900, height: 700 },
    ]) {
      const page = await open(state, { viewport });
      for (const index of [12, 25, 39]) {
        const link = page.getByRole("link", { name: "A link" }).nth(index);
        await link.focus();
        const isOnTop = await link.evaluate((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        });
        assert.equal(isOnTop, true, `link ${index} at ${viewport.width}`);
      }
      await opened?.close();
    }
    opened = undefined;
  });

  test("keeps the grades in sight over a long answer", async () => {
    const long = reviewState("answer");
    assert.ok(long.scene.kind === "question");
    const answers = long.scene.item.answers.map((one) => ({ ...one, markdown: "Line.\n\n".repeat(200) }));
    const page = await open({ ...long, scene: { ...long.scene, item: { ...long.scene.item, answers } } });
    const bottom = () =>
      page.getByRole("button", { name: /^Good/ }).evaluate((one) => one.getBoundingClientRect().bottom);
    assert.ok((await bottom()) < 720);
    await page.evaluate(() => scrollTo(0, 2_000));
    assert.ok((await bottom()) < 720);
  });
});
