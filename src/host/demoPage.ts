import * as vscode from "vscode";
import type { Library } from "../core/library";
import { findCard } from "../demos/cards";
import type { BackendChoice, DemoState } from "../protocol";
import { addToAnswer } from "./addToAnswer";
import type { Guesses } from "./guesses";
import type { LiveLibrary } from "./liveLibrary";
import { createPage, type Page, webviewOptions } from "./page";
import { saveFile } from "./saveFile";

const viewType = "mlInterview.demo";
/** The Markdown of a result is far shorter. */
const mostCharacters = 200_000;

/** The page in which demos run. */
export interface DemoPage extends vscode.Disposable {
  /** Shows a demo, with these values of its controls; nothing runs until the learner says so. */
  open(id: string, params: Record<string, string>): Promise<void>;
  /** A run came to its end. */
  onDidMeasure: vscode.Event<void>;
}

/**
 * One page for all demos: two at once would share the GPU and measure each other. `linkBase` is what links from outside
 * VS Code to this extension begin with.
 */
export function createDemoPage(
  extensionUri: vscode.Uri,
  linkBase: string,
  library: LiveLibrary,
  guesses: Guesses,
  follow: (href: string) => void,
  log: vscode.LogOutputChannel,
): DemoPage {
  const measured = new vscode.EventEmitter<void>();
  let page: Page<"demo"> | undefined;
  let shown: Pick<DemoState, "id" | "params" | "opened"> = { id: "", params: {}, opened: 0 };

  function adopt(panel: vscode.WebviewPanel): Page<"demo"> {
    panel.webview.options = webviewOptions(extensionUri);
    return createPage(extensionUri, panel, {
      kind: "demo",
      log,
      onDispose: () => {
        page = undefined;
      },
      onMessage: (message) => {
        if (message.type === "follow" && typeof message.href === "string") {
          follow(message.href);
        } else if (message.type === "copy" && typeof message.text === "string") {
          void vscode.env.clipboard.writeText(message.text);
        } else if (message.type === "finished" && message.id === shown.id) {
          guesses.take(message);
          measured.fire();
        } else if (message.type === "save") {
          void saveFile(message, log);
        } else if (message.type === "addToAnswer" && typeof message.markdown === "string") {
          void addResult(message.markdown, panel);
        }
      },
    });
  }

  /** Beside the page: in its place it would end the page. */
  async function addResult(markdown: string, panel: vscode.WebviewPanel): Promise<void> {
    const demo = findCard(shown.id);
    const { One, Beside } = vscode.ViewColumn;
    if (demo && markdown.length <= mostCharacters) {
      try {
        await addToAnswer(markdown, demo, library, panel.viewColumn === One ? Beside : One);
      } catch (error) {
        log.error("The result could not be added to the notes.", error);
        void vscode.window.showErrorMessage("ML Interview: the result could not be added to your notes.");
      }
    }
  }

  async function show(): Promise<void> {
    const demo = findCard(shown.id);
    if (!page || !demo) {
      return;
    }
    const described = describe(await library.get(), demo.questions);
    if (page && shown.id === demo.id) {
      page.panel.title = demo.title;
      page.show({ ...shown, ...described, linkBase });
    }
  }

  const subscriptions = [
    measured,
    library.onDidChange(show),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("mlInterview.demos") && void show(),
    ),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        const id = typeof saved === "object" && saved !== null && "id" in saved ? String(saved.id) : "";
        if (page || !findCard(id)) {
          panel.dispose();
          return;
        }
        // The page remembers the values of its controls by itself.
        shown = { id, params: {}, opened: 0 };
        page = adopt(panel);
        await show();
      },
    }),
  ];

  return {
    open: async (id, params) => {
      shown = { id, params, opened: Date.now() };
      if (page) {
        page.panel.reveal(undefined);
      } else {
        const column = vscode.window.tabGroups.activeTabGroup.activeTab
          ? vscode.ViewColumn.Beside
          : vscode.ViewColumn.Active;
        page = adopt(vscode.window.createWebviewPanel(viewType, id, column, webviewOptions(extensionUri)));
      }
      await show();
    },
    onDidMeasure: measured.event,
    dispose: () => vscode.Disposable.from(...subscriptions, ...(page ? [page.panel] : [])).dispose(),
  };
}

function describe(library: Library, questions: string[]): Pick<DemoState, "backend" | "questions"> {
  return {
    backend: vscode.workspace.getConfiguration("mlInterview").get<BackendChoice>("demos.backend", "auto"),
    questions: questions.flatMap((id) => {
      const entry = library.find(id);
      return entry ? [{ id, title: entry.title }] : [];
    }),
  };
}
