import * as vscode from "vscode";

/** Puts something else in the place of functions of `vscode.window`, which no test can see into; the result puts them back. */
export function replaceInWindow(own: Record<string, unknown>): () => void {
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = Object.keys(own).map((name) => [name, window[name]] as const);
  Object.assign(window, own);
  return () => Object.assign(window, Object.fromEntries(before));
}

/** A panel as VS Code has it, as far as a page needs it: what it is sent is kept, and it says what a test says. */
export function createPanel<State, Message>() {
  const states: { state: State; at: number }[] = [];
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
      postMessage: async ({ state }: { state: State }) => states.push({ state, at: performance.now() }),
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
    show: (visible: boolean) => {
      panel.visible = visible;
      changed.fire();
    },
  };
}
