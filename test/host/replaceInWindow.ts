import * as vscode from "vscode";

/** Puts something else in the place of functions of `vscode.window`, which no test can see into; gives back how to undo it. */
export function replaceInWindow(own: Record<string, unknown>): () => void {
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = Object.keys(own).map((name) => [name, window[name]] as const);
  Object.assign(window, own);
  return () => Object.assign(window, Object.fromEntries(before));
}
