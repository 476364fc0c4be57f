import assert from "node:assert/strict";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

suite("A review session in VS Code", function () {
  this.timeout(120_000);
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
});
