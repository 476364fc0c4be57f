import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closeShared } from "../pages/shared";
import { openWorkbench } from "../workbench/openWorkbench";
import { root } from "./cache";
import { runTool } from "./failure";

// Makes the README's pictures from the real thing: the answer with the tree in a light theme, the demo after a run in a dark one.
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
    await result.getByRole("heading", { name: "Result" }).evaluate((heading) => heading.scrollIntoView());
    await workbench.takePicture(join(folder, "demo.png"));
  } finally {
    await opened.close();
    await closeShared();
  }
});
