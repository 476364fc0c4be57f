import type { Locator } from "playwright-core";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

suite("The walkthrough in VS Code", function () {
  this.timeout(180_000);
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

  test("has each of its steps complete by what the learner does", async () => {
    const { workbench } = opened;
    const { page } = workbench;
    const { keyboard } = page;
    const steps = page.locator(".getting-started-step");
    const isDone = (step: string): Locator =>
      page.locator(`.getting-started-step [role="checkbox"][aria-checked="true"][data-done-step-id$="#${step}"]`);
    /** A tab that was hidden has forgotten which walkthrough it showed. */
    const show = async (title: string) => {
      await workbench.runCommand("Welcome: Open Walkthrough...");
      await workbench.pick("Get Started with ML Interview Lab");
      const step = steps.filter({ hasText: title });
      await step.waitFor();
      if ((await step.getAttribute("aria-expanded")) !== "true") {
        await step.locator(".step-title").click();
      }
      return step;
    };
    const press = async (title: string, button: string) =>
      (await show(title)).getByRole("button", { name: button }).click();

    await workbench.openContainer("ML Interview Lab");
    await workbench.rows.first().waitFor();
    await press("Open a question", "Open a Question");
    await workbench.quickInputText.fill("7.1/12");
    await keyboard.press("Enter");
    await workbench.webview(".run-demo");
    await show("Open a question");
    await isDone("openQuestion").waitFor();

    await press("Measure what", "Run a Demo");
    await workbench.quickInputText.fill("L1 against L2");
    await keyboard.press("Enter");
    await workbench.webview("h1:has-text('L1 against L2')");
    await show("Measure what");
    await isDone("runDemo").waitFor();

    await press("Add questions", "Add to Study");
    await workbench.quickInputText.fill("Evaluation");
    await workbench.pick("Evaluation");
    await show("Add questions");
    await isDone("addQuestions").waitFor();

    await press("Do the first review", "Review Due Questions");
    const review = await workbench.webview("text=Left: 0 due, 2 new");
    await review.locator("[aria-level='1']").and(review.locator(":focus")).waitFor();
    await keyboard.press("Space");
    await review.getByRole("heading", { name: "Answer" }).waitFor();
    await keyboard.press("3");
    await review.getByText("Left: 0 due, 1 new").waitFor();
    await show("Do the first review");
    await isDone("firstReview").waitFor();

    await press("Bring your own notes", "Choose Notes Files");
    await page.locator(".settings-editor").waitFor();
    await workbench.runCommand("Preferences: Open User Settings (JSON)");
    await keyboard.press("ControlOrMeta+a");
    await keyboard.insertText('{ "mlInterview.study.interviewDate": "2031-01-01" }');
    await keyboard.press("ControlOrMeta+s");
    await show("Bring your own notes");
    await isDone("ownNotes").waitFor();
  });
});
