import * as vscode from "vscode";
import type { Entry, Library } from "../core/library";
import { findCard } from "../demos/cards";
import type { AnswerState } from "../protocol";
import { define, readLooks, toItem } from "./answerItem";
import { decode } from "./links";
import type { LiveLibrary } from "./liveLibrary";
import { allowFolders, createPage, type Page, webviewOptions } from "./page";

const viewType = "mlInterview.answer";

/** The pages that show questions and their answers: one that is used again and again, and any number beside it. */
export interface AnswerPages extends vscode.Disposable {
  open(id: string): Promise<void>;
  /** In a page of its own, beside the active editor. */
  openToSide(id: string): void;
  /** Moves the page in front. */
  navigate(to: Direction): Promise<void>;
  /** The question that the page in front shows. */
  activeId(): string | undefined;
}
export type Direction = "previous" | "next" | "back" | "forward";

/** A page and the way that led to what it shows. */
interface Visit {
  page: Page<"answer">;
  trail: string[];
  /** Index of the question shown, in `trail`. */
  at: number;
}

/**
 * `follow` opens what a link in an answer leads to, unless it leads to a question: that is shown in the same page.
 * `onShow` is told of each question that the page in front shows.
 */
export function createAnswerPages(
  extensionUri: vscode.Uri,
  library: LiveLibrary,
  follow: (href: string, fromUri: string) => void,
  onShow: (id: string) => void,
  log: vscode.LogOutputChannel,
): AnswerPages {
  const visits: Visit[] = [];

  function adopt(panel: vscode.WebviewPanel, id: string): Visit {
    panel.webview.options = webviewOptions(extensionUri, library.folders());
    const page = createPage(extensionUri, panel, {
      kind: "answer",
      log,
      onDispose: () => visits.splice(visits.indexOf(visit), 1),
      onMessage: (message) => {
        if (message.type === "navigate" && isDirection(message.to)) {
          void move(visit, message.to);
        } else if (message.type === "follow" && typeof message.href === "string" && typeof message.uri === "string") {
          const question = /^question:(.+)$/.exec(message.href)?.[1];
          if (question) {
            void go(visit, decode(question));
          } else {
            follow(message.href, message.uri);
          }
        }
      },
    });
    const visit: Visit = { page, trail: [id], at: 0 };
    visits.push(visit);
    return visit;
  }

  function create(id: string, column: vscode.ViewColumn): Visit {
    const options = { ...webviewOptions(extensionUri, library.folders()), enableFindWidget: true };
    return adopt(vscode.window.createWebviewPanel(viewType, id, column, options), id);
  }

  const active = () => visits.find(({ page }) => page.panel.active);

  /** Shows a question in a page, as a new step of its trail. */
  function go(visit: Visit, id: string): Promise<void> {
    if (visit.trail[visit.at] !== id) {
      visit.trail.splice(visit.at + 1, Number.POSITIVE_INFINITY, id);
      visit.at++;
    }
    return show(visit);
  }

  async function move(visit: Visit, to: Direction): Promise<void> {
    if (to === "back" || to === "forward") {
      visit.at = Math.min(visit.trail.length - 1, Math.max(0, visit.at + (to === "back" ? -1 : 1)));
      await show(visit);
      return;
    }
    const { previous, next } = neighbours(await library.get(), visit.trail[visit.at] ?? "");
    const target = to === "previous" ? previous : next;
    if (target) {
      await go(visit, target.id);
    }
  }

  async function show(visit: Visit): Promise<void> {
    const now = await library.get();
    if (!visits.includes(visit)) {
      // Closed meanwhile.
      return;
    }
    const { panel } = visit.page;
    const id = visit.trail[visit.at] ?? "";
    allowFolders(extensionUri, panel, library.folders());
    const entry = now.find(id);
    panel.title = entry ? `${entry.id} ${shorten(entry.title)}` : id;
    visit.page.show({
      ...describe(now, id, entry, panel.webview),
      canGoBack: visit.at > 0,
      canGoForward: visit.at < visit.trail.length - 1,
      ...readLooks(),
    });
    if (panel.active && entry) {
      onShow(id);
    }
  }

  const showAll = () => {
    for (const visit of visits) {
      void show(visit);
    }
  };

  const subscriptions = [
    library.onDidChange(showAll),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("markdown") && showAll()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        const id = typeof saved === "object" && saved !== null && "id" in saved ? String(saved.id) : "";
        await library.get();
        await show(adopt(panel, id));
      },
    }),
  ];

  return {
    open: async (id) => {
      await library.get();
      const visit = active() ?? visits[0];
      if (visit) {
        visit.page.panel.reveal(undefined, true);
        await go(visit, id);
      } else {
        await show(create(id, vscode.ViewColumn.Active));
      }
    },
    openToSide: (id) => void show(create(id, vscode.ViewColumn.Beside)),
    navigate: async (to) => {
      const visit = active();
      if (visit) {
        await move(visit, to);
      }
    },
    activeId: () => {
      const visit = active();
      return visit?.trail[visit.at];
    },
    dispose: () => vscode.Disposable.from(...subscriptions, ...visits.map(({ page }) => page.panel)).dispose(),
  };
}

const isDirection = (value: unknown): value is Direction =>
  value === "previous" || value === "next" || value === "back" || value === "forward";

/** A tab's title: long ones push the others out of sight. */
const shorten = (title: string): string => (title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title);

/** Questions, not their parts, are what previous and next go through; a part's neighbours are the parts beside it. */
function neighbours(library: Library, id: string): { previous?: Entry; next?: Entry } {
  const entry = library.find(id);
  const all = entry?.parent
    ? library.entries.filter(({ parts }) => parts.length === 0)
    : library.entries.filter(({ parent }) => !parent);
  const index = entry ? all.indexOf(entry) : -1;
  const previous = all[index - 1];
  const next = index >= 0 ? all[index + 1] : undefined;
  return { ...(previous && { previous }), ...(next && { next }) };
}

type Described = Omit<AnswerState, "canGoBack" | "canGoForward" | "macros" | "font">;

/** What the page shows of a question: its stem and parts, or the part alone under the stem of its question. */
function describe(library: Library, id: string, entry: Entry | undefined, webview: vscode.Webview): Described {
  if (!entry) {
    return { id, chapter: "", section: { id: "", title: "" }, intro: "", items: [], demos: [] };
  }
  const { previous, next } = neighbours(library, id);
  const { parent, chapter, section } = entry;
  const intros = [chapter.sections[0] === section ? chapter.intro : "", section.intro].filter((text) => text);
  return {
    id,
    chapter: chapter.title,
    section: { id: section.id, title: section.title },
    intro: section.entries[0] === entry ? define(entry, intros.join("\n\n")) : "",
    ...(parent && { lead: { id: parent.id, number: parent.number, text: define(parent, parent.text) } }),
    items: [entry, ...entry.parts].map((item) => toItem(item, webview)),
    demos: [...new Set([entry, ...entry.parts].flatMap(({ demos }) => demos))].map((demo) => ({
      id: demo,
      title: findCard(demo)?.title ?? demo,
    })),
    ...(previous && { previous: { id: previous.id, title: previous.title } }),
    ...(next && { next: { id: next.id, title: next.title } }),
  };
}
