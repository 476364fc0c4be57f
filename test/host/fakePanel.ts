import * as vscode from "vscode";
import { until } from "./until";

/** A panel as VS Code has it, as far as a page needs it: what it is sent is kept, and it says what a test says. */
export function createPanel<State, Message>() {
  const states: State[] = [];
  const heard = new vscode.EventEmitter<unknown>();
  const changed = new vscode.EventEmitter<void>();
  const disposed = new vscode.EventEmitter<void>();
  const panel = {
    title: "",
    visible: true,
    active: true,
    iconPath: undefined,
    webview: {
      html: "",
      options: {},
      cspSource: "here",
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: heard.event,
      postMessage: async ({ state }: { state: State }) => states.push(state),
    },
    onDidChangeViewState: changed.event,
    onDidDispose: disposed.event,
    reveal: () => {},
    dispose: () => disposed.fire(),
  };
  return {
    panel: panel as unknown as vscode.WebviewPanel,
    states,
    say: (message: Message) => heard.fire(message),
    /** Resolves once it is so; else it is told what was on the page. */
    until: (isSo: () => unknown, what: string) =>
      until(isSo, () => `${what}; the page: ${JSON.stringify(states.at(-1) ?? null).slice(0, 2_000)}`),
    show: (visible: boolean) => {
      panel.visible = visible;
      changed.fire();
    },
  };
}
