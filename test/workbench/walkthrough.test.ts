import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

suite("The walkthrough in VS Code", function () {
  this.timeout(360_000);
  let opened: OpenedWorkbench;
  let folder: string;

  suiteSetup(function () {
    const reason = whyNotServed();
    if (reason) {
      console.log(`    ${reason}`);
      this.skip();
    }
  });
  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), "ml-interview-lab-"));
    opened = await openWorkbench({ folder });
  });
  teardown(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("has each of its steps complete when the learner did what it is about, before or after it was opened", async () => {
    const { workbench } = opened;
    const { page } = workbench;
    const { keyboard } = page;
    const isDone = (step: string): Locator =>
      page.locator(`.getting-started-step [role="checkbox"][aria-checked="true"][data-done-step-id$="#${step}"]`);
    /** A tab that was hidden has forgotten which walkthrough it showed. */
    const show = async (title: string) => {
      await workbench.runCommand("Welcome: Open Walkthrough...");
      await workbench.pick("Get Started with ML Interview Lab");
      const step = page.locator(".getting-started-step", { hasText: title });
      await step.waitFor();
      if ((await step.getAttribute("aria-expanded")) !== "true") {
        await step.locator(".step-title").click();
      }
      return step;
    };
    const press = async (title: string, button: string) =>
      (await show(title)).getByRole("button", { name: button }).click();

    await workbench.runCommand("ML Interview: Go to Question...");
    await workbench.choose("7.1/12");
    await workbench.webview(".run-demo");
    await show("Open a question");
    await isDone("openQuestion").waitFor();

    await press("Measure what", "Run a Demo");
    await workbench.choose("L1 against L2");
    await workbench.webview("h1:has-text('L1 against L2')");
    await show("Measure what");
    // It is opened, and nothing is measured.
    assert.equal(await isDone("runDemo").count(), 0);
    await workbench.tab("L1 against L2").click();
    const demo = await workbench.webview("h1:has-text('L1 against L2')");
    await demo.getByLabel("Preset").selectOption("Quick look");
    await demo.getByRole("button", { name: /^Run/ }).click();
    await demo.getByText(/^All \d+ checks hold\.$/).waitFor({ timeout: 60_000 });
    await show("Measure what");
    await isDone("runDemo").waitFor();

    await press("Add questions", "Add to Study");
    await workbench.choose("7.3");
    await isDone("addQuestions").waitFor();

    await press("Do the first review", "Review Due Questions");
    const review = await workbench.webview("text=Left: 0 due, 5 new");
    await review.getByRole("button", { name: /^Show Answer/ }).click();
    await review.getByRole("button", { name: /^Good/ }).click();
    await review.getByText("Left: 0 due, 4 new").waitFor();
    await show("Do the first review");
    await isDone("firstReview").waitFor();

    await press("Bring your own notes", "Choose Notes Files");
    await page.locator(".settings-editor").getByText("Files or folders of Markdown notes").waitFor();
    await keyboard.press("Escape");
    await show("Bring your own notes");
    assert.equal(await isDone("ownNotes").count(), 0);
    await mkdir(join(folder, ".vscode"));
    await writeFile(join(folder, ".vscode/settings.json"), '{ "mlInterview.study.interviewDate": "2031-01-01" }');
    await isDone("ownNotes").waitFor();
  });
});
