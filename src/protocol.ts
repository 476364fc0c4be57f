import type { Level } from "./core/question";

/** One question or part, as the answer page shows it. All texts are Markdown. */
export interface AnswerItem {
  id: string;
  number: string;
  level?: Level;
  text: string;
  hint: string;
  answers: {
    /** Whose it is: "ML Interview Lab", or the name of the user's file. */
    source: string;
    /** The file, as the page names it when one of its links is followed. */
    uri: string;
    markdown: string;
    /** Where relative images are: a URI that the page may load from, ending in a slash; empty for the bundled chapter. */
    base: string;
  }[];
}

/** All that the answer page shows. */
export interface AnswerState {
  id: string;
  chapter: string;
  section: { id: string; title: string };
  /** What stands before the first question: the text of the chapter and of the section. */
  intro: string;
  /** The question that the only item is a part of. */
  lead?: { id: string; number: string; text: string };
  /** The question, then its parts if it has any; or a single part. */
  items: AnswerItem[];
  demos: { id: string; title: string }[];
  previous?: { id: string; title: string };
  next?: { id: string; title: string };
  canGoBack: boolean;
  canGoForward: boolean;
  /** TeX macros of the user: the setting `markdown.math.macros`. */
  macros: Record<string, string>;
  /** The settings `markdown.preview.*`. */
  font: { family: string; size: number; lineHeight: number };
}

/** Where a demo computes: the setting `mlInterview.demos.backend`. */
export type BackendChoice = "auto" | "webgl" | "wasm" | "cpu";

/** All that the demo page is told; what it computes is its own. */
export interface DemoState {
  id: string;
  /** From a link: values of the demo's controls by name, still to be checked against them. */
  params: Record<string, string>;
  /** When the link was followed (ms since 1970): a page takes the same `params` once, and not again when it reloads. */
  opened: number;
  backend: BackendChoice;
  questions: { id: string; title: string }[];
  /** `vscode://publisher.name`: what links to this demo begin with. */
  linkBase: string;
}

/** What each page is sent (`to`: its whole state) and what it says (`from`). */
export interface Pages {
  answer: {
    to: AnswerState;
    from:
      | { type: "follow"; href: string; uri: string }
      | { type: "navigate"; to: "previous" | "next" | "back" | "forward" };
  };
  demo: {
    to: DemoState;
    from: { type: "follow"; href: string } | { type: "copy"; text: string };
  };
}
export type PageKind = keyof Pages;

/** What every page says: that it loaded, or that it failed. */
export type FromAnyPage = { type: "ready" } | { type: "error"; message: string };
