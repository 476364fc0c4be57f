import * as vscode from "vscode";

/** Puts something else in the place of functions of VS Code, which no test can see into; the result puts them back. */
export function replaceIn(api: object, own: Record<string, unknown>): () => void {
  const functions = api as Record<string, unknown>;
  const before = Object.keys(own).map((name) => [name, functions[name]] as const);
  Object.assign(functions, own);
  return () => Object.assign(functions, Object.fromEntries(before));
}

export const replaceInWindow = (own: Record<string, unknown>): (() => void) => replaceIn(vscode.window, own);
