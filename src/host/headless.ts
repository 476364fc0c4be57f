import * as vscode from "vscode";
import type { HeadlessResult, HeadlessWish } from "../headless";

/** Runs a demo in this extension host. */
export type RunHeadless = (wish: HeadlessWish) => Promise<HeadlessResult>;

/**
 * Loads, at the first call and not before, the script in which demos run without a page. It is read and evaluated as VS
 * Code itself does with extensions in a web worker, where there is no other way to load a second script.
 */
export function loadHeadless(extensionUri: vscode.Uri): () => Promise<RunHeadless> {
  let loading: Promise<RunHeadless> | undefined;

  async function load(): Promise<RunHeadless> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", "headless.js"));
    const module = { exports: {} as { runHeadless: RunHeadless } };
    new Function("module", "exports", new TextDecoder().decode(bytes))(module, module.exports);
    return module.exports.runHeadless;
  }

  return () => {
    loading ??= load();
    loading.catch(() => {
      // The next one who asks tries again.
      loading = undefined;
    });
    return loading;
  };
}
