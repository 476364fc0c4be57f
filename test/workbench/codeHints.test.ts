import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNotServed } from "../tools/vscode";
import { type OpenedWorkbench, openWorkbench } from "./openWorkbench";

const code = [...Array.from({ length: 4_999 }, (_, i) => `x${i} = f(${i})  # Lasso()`), "m = Lasso(alpha=0.1)"];
const notebook = {
  cells: [
    { cell_type: "markdown", metadata: {}, source: ["# Lasso()"] },
    { cell_type: "code", metadata: {}, execution_count: null, outputs: [], source: ["s = StandardScaler()"] },
    { cell_type: "code", metadata: {}, execution_count: null, outputs: [], source: ["m = Lasso(alpha=0.1)"] },
  ],
  metadata: { language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 5,
};

suite("The question behind the code in VS Code", function () {
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
    await writeFile(join(folder, "long.py"), code.join("\n"));
    await writeFile(join(folder, "lasso.ipynb"), JSON.stringify(notebook));
    opened = await openWorkbench({ folder });
  });
  teardown(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a file, and puts the caret into the name in its line `m = Lasso(alpha=0.1)`. */
  async function goToLasso(name: string): Promise<void> {
    const { workbench } = opened;
    const { page } = workbench;
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
    await workbench.tab(name).waitFor();
    await page.locator(".view-line").first().click();
    await page.keyboard.press("Control+End");
    await page.locator(".view-line", { hasText: "m = Lasso(" }).click();
    await page.keyboard.press("Home");
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("ArrowRight");
    }
  }

  /** What the keys for it show at the caret. */
  async function hover() {
    const { keyboard } = opened.workbench.page;
    await keyboard.press("Control+k");
    await keyboard.press("Control+i");
    const shown = opened.workbench.page.locator(".monaco-hover:visible", { hasText: "The L1 penalty pulls" });
    await shown.waitFor();
    return shown;
  }

  test("is found by keyboard at the end of a file of 5,000 lines, and leads to its answer", async () => {
    await goToLasso("long.py");
    await (await hover()).locator("a", { hasText: "7.1/12" }).click();
    await opened.workbench.tab("7.1/12").waitFor();
  });

  test("is found by keyboard in a cell of a notebook, and leads to its demo", async () => {
    await goToLasso("lasso.ipynb");
    await (await hover()).locator("a", { hasText: "L1 against L2" }).click();
    await opened.workbench.webview("h1:has-text('L1 against L2')");
  });
});
