import * as vscode from "vscode";
import { findCard } from "../demos/cards";
import { isWithin, type LiveLibrary } from "./liveLibrary";

/** What a link can open inside the product. */
export interface LinkTargets {
  openQuestion(id: string): void;
  openDemo(id: string, params: Record<string, string>): void;
  openReview(): void;
}

/** No link that was copied here is nearly as long. */
const mostCharacters = 4_000;

/**
 * Follows a link of a page. Pages show notes, and notes can come from anywhere: only web addresses, our own two kinds
 * of links and files beside the notes are opened, and a demo is shown, never run.
 */
export function followLink(
  href: string,
  fromUri: string | undefined,
  library: LiveLibrary,
  targets: LinkTargets,
): void {
  const own = /^(demo|question):([^?#]+)(?:\?(.*))?$/.exec(href);
  if (own?.[1] && own[2]) {
    openOwn(own[1], decode(own[2]), own[3] ?? "", targets);
  } else if (/^(https?|mailto):/i.test(href)) {
    // As a text: a parsed and printed address is another one where it has escapes.
    void vscode.commands.executeCommand("vscode.open", href);
  } else if (fromUri && !/^[a-z][a-z0-9+.-]*:/i.test(href)) {
    const file = vscode.Uri.joinPath(vscode.Uri.parse(fromUri), "..", decode(href.replace(/[?#].*$/, "")));
    if (library.folders().some((folder) => isWithin(file, folder))) {
      void vscode.commands.executeCommand("vscode.open", file);
    }
  }
}

/**
 * Answers `vscode://publisher.name/demo/l1-vs-l2?seed=7`, `…/question/7.1/12` and `…/review`. Anyone can make such a link:
 * it opens what there is, and runs, records and changes nothing.
 */
export function createUriHandler(targets: LinkTargets): vscode.UriHandler {
  return {
    handleUri: ({ path, query }) => {
      const [, kind, id] = /^\/(demo|question)\/(.+)$/s.exec(path) ?? [];
      if (path === "/review") {
        targets.openReview();
      } else if (kind && id && path.length + query.length <= mostCharacters) {
        // VS Code has decoded it already.
        openOwn(kind, id, query.replaceAll("%", "%25").replaceAll("+", "%2B"), targets);
      } else {
        void vscode.window.showWarningMessage("ML Interview: the link leads to nothing that there is.");
      }
    },
  };
}

function openOwn(kind: string, id: string, query: string, targets: LinkTargets): void {
  if (kind === "question") {
    targets.openQuestion(id);
  } else if (findCard(id)) {
    targets.openDemo(id, Object.fromEntries(new URLSearchParams(query)));
  } else {
    // What a link says stays out of the message: a notification would make links of it.
    void vscode.window.showWarningMessage("ML Interview: the link leads to a demo that does not exist.");
  }
}

/** What escapes stand for; the text itself where they stand for nothing. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
