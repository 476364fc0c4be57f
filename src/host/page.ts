import * as vscode from "vscode";
import type { FromAnyPage, PageKind, Pages } from "../protocol";
import { pageHtml } from "./pageHtml";

/** The host's end of a webview panel. */
export interface Page<K extends PageKind> {
  readonly panel: vscode.WebviewPanel;
  /** Sends the state, now if the page is there, and again whenever it loads anew. */
  show(state: Pages[K]["to"]): void;
}

/** What a page is made with. */
export interface PageOptions<K extends PageKind> {
  kind: K;
  /** A message as it came, unchecked. */
  onMessage(message: { type: string } & Record<string, unknown>): void;
  onDispose(): void;
  log: vscode.LogOutputChannel;
}

/** Where a page's own files are. */
const pageRoot = (extensionUri: vscode.Uri) => vscode.Uri.joinPath(extensionUri, "dist", "webview");

/** The rights of a page: scripts, its own files, and the folders whose images it may show. */
export const webviewOptions = (extensionUri: vscode.Uri, folders: vscode.Uri[] = []): vscode.WebviewOptions => ({
  enableScripts: true,
  localResourceRoots: [pageRoot(extensionUri), ...folders],
});

/** Lets a page show images of these folders, and of no others. */
export function allowFolders(extensionUri: vscode.Uri, { webview }: vscode.WebviewPanel, folders: vscode.Uri[]): void {
  const options = webviewOptions(extensionUri, folders);
  if (String(webview.options.localResourceRoots) !== String(options.localResourceRoots)) {
    webview.options = options;
  }
}

/** Turns a panel, new or revived, into a page. A page that says `ready` is sent its state; a hidden one is gone until then. */
export function createPage<K extends PageKind>(
  extensionUri: vscode.Uri,
  panel: vscode.WebviewPanel,
  options: PageOptions<K>,
): Page<K> {
  const { kind, log } = options;
  let state: Pages[K]["to"] | undefined;
  const send = () => state && void panel.webview.postMessage({ state });

  panel.iconPath = {
    light: vscode.Uri.joinPath(extensionUri, "media", "page-light.svg"),
    dark: vscode.Uri.joinPath(extensionUri, "media", "page-dark.svg"),
  };
  panel.webview.onDidReceiveMessage((message: unknown) => {
    if (typeof message !== "object" || message === null || !("type" in message) || typeof message.type !== "string") {
      return;
    }
    const fromAny = message as FromAnyPage;
    if (fromAny.type === "ready") {
      send();
    } else if (fromAny.type === "error") {
      log.error(`The ${kind} page failed: ${String(fromAny.message)}`);
      // The words of the page stay out of the message: notes could have put them there, and it would make links of them.
      void vscode.window.showErrorMessage(
        "ML Interview: a page failed. Close it and open it again; the output channel ML Interview says more.",
      );
    } else {
      options.onMessage(message as { type: string } & Record<string, unknown>);
    }
  });
  panel.onDidDispose(options.onDispose);
  panel.webview.html = pageHtml({
    kind,
    nonce: createNonce(),
    cspSource: panel.webview.cspSource,
    root: panel.webview.asWebviewUri(pageRoot(extensionUri)).toString(),
  });

  return {
    panel,
    show: (next) => {
      state = next;
      send();
    },
  };
}

function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
