import * as vscode from "vscode";
import { findCard } from "../demos/cards";
import { isWithin, type LiveLibrary } from "./liveLibrary";

/** What a link can open inside the product. */
export interface LinkTargets {
  openQuestion(id: string): void;
  openDemo(id: string, params: Record<string, string>): void;
}

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

/** Answers `vscode://publisher.name/demo/l1-vs-l2?seed=7` and `…/question/7.1/12`. */
export function createUriHandler(targets: LinkTargets): vscode.UriHandler {
  return {
    handleUri: (uri) => {
      const path = /^\/(demo|question)\/(.+)$/.exec(uri.path);
      if (path?.[1] && path[2]) {
        openOwn(path[1], path[2], uri.query, targets);
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
