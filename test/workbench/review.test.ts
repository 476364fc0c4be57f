import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

suite("A review session in VS Code", function () {
  this.timeout(360_000);
  let opened: OpenedWorkbench;

  suiteSetup(function () {
    const reason = whyNotServed();
    if (reason) {
      console.log(`    ${reason}`);
      this.skip();
    }
  });
  setup(async () => {
    opened = await openWorkbench();
  });
  teardown(() => opened?.close());

  test("goes by keyboard alone from adding a section to a grade that is taken back, and on after a reload", async () => {
    const { workbench } = opened;
    const { page } = workbench;
    const { keyboard } = page;
    await workbench.openContainer("ML Interview Lab");
    await workbench.runCommand("ML Interview: Add to Study...");
    await workbench.quickInputText.fill("Evaluation");
    await workbench.pick("Evaluation");
    await workbench.runCommand("ML Interview: Review Due Questions");
    const review = await workbench.webview("text=Left: 0 due, 2 new");
    const heading = review.locator("[aria-level='1']");
    await heading.and(review.locator(":focus")).waitFor();
    const first = await heading.innerText();
    await keyboard.press("Space");
    await review.getByRole("heading", { name: "Answer" }).and(review.locator(":focus")).waitFor();
    const dueItem = page.locator(".part.statusbar [id$='mlInterview.due']");
    const badge = page.locator(".part.activitybar .badge-content", { hasText: /^\d+$/ });
    await badge.filter({ hasText: "2" }).waitFor();
    await keyboard.press("3");
    await review.getByText("Left: 0 due, 1 new").waitFor();
    await dueItem.getByText("1").waitFor();
    await badge.filter({ hasText: "1" }).waitFor();
    assert.notEqual(await heading.innerText(), first);
    await keyboard.press("u");
    await review.getByText("Left: 0 due, 2 new").waitFor();
    await dueItem.getByText("2").waitFor();
    assert.equal(await heading.innerText(), first);

    await review.getByRole("textbox").fill("Half an answer");
    await workbench.runCommand("Developer: Reload Window");
    await review.locator("body").waitFor({ state: "detached" });
    await workbench.container("ML Interview Lab").waitFor();
    const again = await workbench.webview("text=Left: 0 due, 2 new");
    assert.equal(await again.locator("[aria-level='1']").innerText(), first);
    assert.equal(await again.getByRole("textbox").inputValue(), "Half an answer");
  });

  test("is done with keys alone: hint, an answer typed, every grade, put off in each way, practice and the summary", async () => {
    const { workbench, folder } = opened;
    const { page } = workbench;
    const { keyboard } = page;
    await appendFile(join(folder, "notes.md"), "\n\n> [2] How is it averaged?\n\nOver ten splits.\n");
    await workbench.runCommand("ML Interview: Add to Study...");
    await workbench.choose("All of My interview notes");
    await workbench.runCommand("ML Interview: Review Due Questions");
    const review = await workbench.webview("text=Left: 0 due, 5 new");
    const heading = review.locator("[aria-level='1']");
    const answer = review.getByRole("heading", { name: "Answer", exact: true });
    /** The question with these words is on the page, and has the focus. */
    const asks = (words: string) => heading.filter({ hasText: words }).and(review.locator(":focus")).waitFor();
    const says = (words: string) => review.getByRole("status").getByText(words).waitFor();
    /** Presses Tab until that has the focus, and it can be seen that it has. */
    const tabTo = async (target: Locator) => {
      while (!(await target.and(review.locator(":focus")).count())) {
        await keyboard.press("Tab");
      }
      assert.notEqual(await target.evaluate((element) => getComputedStyle(element).outlineStyle), "none");
    };
    const grade = async (key: string, name: string) => {
      await answer.and(review.locator(":focus")).waitFor();
      await keyboard.press(key);
      await says(`: ${name}.`);
    };

    await asks("What do I minimise");
    await tabTo(review.getByRole("textbox"));
    await keyboard.type("1 u s");
    await keyboard.press("Control+Enter");
    await review.getByRole("region", { name: "Your answer" }).getByText("1 u s").waitFor();
    await grade("1", "Again");

    await asks("What did train.py show me?");
    await keyboard.press("Space");
    await review.getByRole("region", { name: "Hint" }).and(review.locator(":focus")).waitFor();
    await keyboard.press("Space");
    await grade("2", "Hard");

    await asks("How sure is it?");
    await keyboard.press("l");
    await asks("What else could be wrong");
    await keyboard.press("t");
    await asks("How is it averaged?");
    await keyboard.press("u");
    await asks("What else could be wrong");
    await keyboard.press("s");
    await asks("How is it averaged?");
    await keyboard.press("Space");
    await grade("3", "Good");
    await asks("How sure is it?");
    await tabTo(review.getByRole("button", { name: /^Show Answer/ }));
    await keyboard.press("Enter");
    await grade("4", "Easy");

    await asks("What do I minimise");
    await review.getByText("Once more, for practice").waitFor();
    await keyboard.press("Space");
    await answer.and(review.locator(":focus")).waitFor();
    await keyboard.press("Space");
    await review.getByRole("heading", { name: "Done for Today" }).and(review.locator(":focus")).waitFor();
    await review.getByText("1 Again, 1 Hard, 1 Good, 1 Easy").waitFor();
    await tabTo(review.getByRole("button", { name: "Show Statistics" }));
  });
});
