import "mocha/mocha.js";
import * as vscode from "vscode";
import { reportOn } from "./report";

// The bundler puts the names of the test files here, and turns the import below into one of each.
declare const hostTests: string[];

/** Runs the tests in this extension host, Node's or a web worker's; VS Code calls it. What they say stands in `report.txt`. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) {
    throw new Error("The tests need a workspace folder, for their report.");
  }
  const file = vscode.Uri.joinPath(folder, "report.txt");
  const report = reportOn((text) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text)));
  await report.say(`VS Code ${vscode.version}, ${"WorkerGlobalScope" in globalThis ? "web worker" : "Node"}`);
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, reporter: class {} as never });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const name of hostTests) {
    try {
      await import(`./${name}.test.ts`);
    } catch (error) {
      await report.brokenFile(name, error);
    }
  }
  const failures = await report.follow(mocha);
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}
