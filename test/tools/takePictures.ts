import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { takeOverview } from "../../src/core/study/overview";
import type { StatisticsState } from "../../src/protocol";
import { createSections, day, midnight, simulateLearner, startOf } from "../core/study/simulateLearner";
import { themes } from "../pages/demoThemes";
import { openPage } from "../pages/openPage";
import { closeShared } from "../pages/shared";
import { openWorkbench } from "../workbench/openWorkbench";
import { root } from "./cache";
import { runTool } from "./failure";

// Makes the README's pictures from the real thing: the answer with the tree in a light theme, the rest in a
// dark one, the statistics of a simulated learner.
await runTool(async () => {
  const folder = join(root, "media/readme");
  await mkdir(folder, { recursive: true });
  const opened = await openWorkbench({ viewport: { width: 1280, height: 800 } });
  try {
    const { workbench } = opened;
    await workbench.openContainer("ML Interview Lab");
    await workbench.expand(workbench.rows.filter({ hasText: "7.1 Basics" }));
    await workbench.rows.filter({ hasText: /^12 / }).click();
    const answer = await workbench.webview(".run-demo");
    await answer.locator(".katex").first().waitFor();
    await workbench.takePicture(join(folder, "answer.png"));

    const settings = { "mlInterview.notes": ["notes.md"], "workbench.colorTheme": "Default Dark Modern" };
    await writeFile(join(opened.folder, ".vscode/settings.json"), JSON.stringify(settings));
    await answer.getByRole("button", { name: /^Run the demo/ }).click();
    const demo = await workbench.webview("h1:has-text('L1 against L2')");
    await demo.locator("body.vscode-dark").waitFor();
    await demo.getByRole("button", { name: /^Run/ }).click();
    await demo.getByText(/^All \d+ checks hold\.$/).waitFor({ timeout: 90_000 });
    await workbench
      .tab("7.1/12")
      .getByRole("button", { name: /^Close/ })
      .click();
    await workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    const result = await workbench.webview("h1:has-text('L1 against L2')");
    await result.getByRole("heading", { name: "Checks" }).evaluate((heading) => heading.scrollIntoView());
    await workbench.takePicture(join(folder, "demo.png"));

    await workbench.runCommand("ML Interview: Run Demo...");
    await workbench.quickInput.locator("input").first().fill("Markov chain");
    await workbench.page.keyboard.press("Enter");
    const chains = await workbench.webview("h1:has-text('Markov chain')");
    await chains.getByRole("button", { name: /^Run/ }).click();
    await chains.getByText(/^All \d+ checks hold\.$/).waitFor({ timeout: 90_000 });
    await chains.getByRole("heading", { name: "Picture" }).evaluate((heading) => heading.scrollIntoView());
    await workbench.takePicture(join(folder, "chains.png"));

    await workbench.runCommand("ML Interview: Add to Study...");
    await workbench.quickInput.getByText("7.1 Basics").click();
    await workbench.runCommand("ML Interview: Review Due Questions");
    const review = await workbench.webview("button:has-text('Show Answer')");
    await review.getByRole("button", { name: /^Show Answer/ }).click();
    await review.getByRole("button", { name: /^Good/ }).waitFor();
    await workbench.takePicture(join(folder, "review.png"));

    await workbench.runCommand("ML Interview: Start Mock Interview...");
    for (const step of ["How long? (1/3)", "How hard? (2/3)", "Which section? (3/3)"]) {
      await workbench.quickInput.locator(`input[placeholder="${step}"]`).waitFor();
      await workbench.page.keyboard.press("Enter");
    }
    const interview = await workbench.webview("text=Question 1 of");
    await interview.getByRole("textbox").fill("First I would ask what it is for, then");
    await interview.getByRole("textbox").press("Control+Enter");
    await interview.getByRole("heading", { name: "Check-list" }).waitFor();
    await interview.getByRole("checkbox").first().check();
    await workbench.takePicture(join(folder, "interview.png"));

    await workbench.runCommand("View: Close All Editors");
    await workbench.openFile("train.py");
    await workbench.page.locator(".view-line span", { hasText: "LassoCV" }).last().hover();
    await workbench.page.locator(".monaco-hover:visible", { hasText: "7.1/12" }).waitFor();
    await workbench.page.screenshot({ path: join(folder, "hover.png"), animations: "disabled", caret: "hide" });
  } finally {
    await opened.close();
  }
  await takeStatistics(join(folder, "statistics.png"));
  await closeShared();
});

/** Of a simulated learner: weeks of reviews take weeks. */
async function takeStatistics(file: string): Promise<void> {
  const library = createSections();
  const learner = simulateLearner(
    { seed: 7, days: 45, diligence: 0.9, plan: { newPerDay: 2, interview: midnight + 21 * day } },
    library,
  );
  const state: StatisticsState = {
    view: "statistics",
    today: "2027-03-31",
    ...takeOverview(learner, library, startOf),
  };
  const { page, close } = await openPage("study", state, { ...themes.light, viewport: { width: 1280, height: 1000 } });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.screenshot({ path: file, animations: "disabled" });
  await close();
}
