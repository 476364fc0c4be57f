import assert from "node:assert/strict";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

suite("A mock interview in VS Code", function () {
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

  test("goes by keyboard alone from the command to a grade and, over a reload, to its report", async () => {
    const { workbench } = opened;
    const { page } = workbench;
    const { keyboard } = page;
    await workbench.runCommand("ML Interview: Start Mock Interview...");
    for (const step of ["How long? (1/3)", "How hard? (2/3)", "Which section? (3/3)"]) {
      await workbench.quickInput.locator(`input[placeholder="${step}"]`).waitFor();
      await keyboard.press("Enter");
    }
    const interview = await workbench.webview("text=Question 1 of");
    const heading = interview.locator("[aria-level='1']");
    await heading.and(interview.locator(":focus")).waitFor();
    const first = await heading.innerText();
    await interview.getByText(/^14:5\d left · this question: 0:0[2-9] of about \d:00$/).waitFor();
    await keyboard.press("a");
    const field = interview.getByRole("textbox", { name: /^Your answer/ });
    while (!(await field.and(interview.locator(":focus")).count())) {
      await keyboard.press("Tab");
    }
    await keyboard.type("From 1 to 3, paused: all keys.");
    await keyboard.press("Control+Enter");
    await interview.getByRole("heading", { name: "Check-list" }).and(interview.locator(":focus")).waitFor();
    await keyboard.press("Tab");
    await keyboard.press("Space");
    await interview.getByText(/^1 of \d points/).waitFor();
    assert.equal(await interview.getByRole("checkbox").first().isChecked(), true);
    await keyboard.press("2");
    await interview.getByText("Question 2 of").waitFor();
    await interview.getByText(/: Hard\. It is added to your study\.$/).waitFor();
    const second = await heading.innerText();
    assert.notEqual(second, first);
    await field.fill("Half an answer");

    await workbench.runCommand("Developer: Reload Window");
    await interview.locator("body").waitFor({ state: "detached" });
    await workbench.container("ML Interview Lab").waitFor();
    const again = await workbench.webview("text=Your Interview Was Interrupted");
    await again.locator("h1").focus();
    await keyboard.press("Space");
    await again.getByText("Question 2 of").waitFor();
    assert.equal(await again.locator("[aria-level='1']").innerText(), second);
    assert.equal(await again.getByRole("textbox").inputValue(), "Half an answer");
    await again.getByRole("button", { name: "End Interview" }).press("Enter");
    await again.getByText(/· Hard · 1 of \d points · .* · aloud · study next$/).waitFor();
    await again.locator("h1:focus").waitFor();
    await keyboard.press("Space");
    await page.locator(".part.editor .view-line", { hasText: /^#.Mock.interview,/ }).waitFor();
    assert.equal(await workbench.tab("Untitled").count(), 1);
  });
});
