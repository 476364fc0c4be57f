import * as vscode from "vscode";
import type { CodeLanguage } from "../core/codeHints/blankCode";
import { type Code, readCode } from "../core/codeHints/code";
import { type CodeHint, findHints } from "../core/codeHints/findHints";
import type { HintRow } from "../core/codeHints/hintRow";
import { findCard } from "../demos/cards";
import type { LiveLibrary } from "./liveLibrary";

const languages: Record<string, CodeLanguage> = {
  python: "python",
  r: "r",
  javascript: "javascript",
  javascriptreact: "javascript",
  typescript: "javascript",
  typescriptreact: "javascript",
};
const selector = Object.keys(languages).map((language) => ({ language }));

/** Longer texts were not written by hand. */
const mostCharacters = 1_000_000;

/** A document in the code that it is part of: a cell stands among the other cells of its notebook. */
interface PartOfCode {
  code: Code;
  /** Where the document begins in the code. */
  offset: number;
}

/** The questions behind the code: hovers, and code lenses where a setting asks for them. */
export function createCodeHints(library: LiveLibrary): vscode.Disposable {
  const partOf = createReader();
  let registered: vscode.Disposable[] = [];

  const hovers: vscode.HoverProvider = {
    provideHover: async (document, position) => {
      const { range } = document.lineAt(position);
      const hints = hintsIn(document, partOf(document), range);
      const hint = hints.find((one) => one.range.contains(position));
      return hint && new vscode.Hover(await describeHint(hint.row, library), hint.range);
    },
  };
  const lenses: vscode.CodeLensProvider = {
    provideCodeLenses: (document) => {
      const seen = new Set<string>();
      return hintsIn(document, partOf(document)).flatMap(({ row, range }) => {
        const key = `${range.start.line} ${row.question}`;
        const isFirst = !seen.has(key);
        seen.add(key);
        return isFirst ? createLenses(row, range) : [];
      });
    },
  };

  function register(): void {
    vscode.Disposable.from(...registered).dispose();
    const settings = vscode.workspace.getConfiguration("mlInterview.code");
    registered = [
      ...(settings.get("hovers", true) ? [vscode.languages.registerHoverProvider(selector, hovers)] : []),
      ...(settings.get("lens", false) ? [vscode.languages.registerCodeLensProvider(selector, lenses)] : []),
    ];
  }

  const subscription = vscode.workspace.onDidChangeConfiguration(
    (event) => event.affectsConfiguration("mlInterview.code") && register(),
  );
  register();
  return { dispose: () => vscode.Disposable.from(subscription, ...registered).dispose() };
}

/** Documents that were read as one. */
interface Reading {
  /** Which documents, and which version of each. */
  key: string;
  code: Code;
  starts: Map<vscode.TextDocument, number>;
}

/** Reads each version of a document once. */
function createReader(): (document: vscode.TextDocument) => PartOfCode {
  const known = new WeakMap<vscode.TextDocument, Reading>();

  return (document) => {
    const language = languages[document.languageId] ?? "python";
    const documents = listParts(document, language);
    const first = documents[0] ?? document;
    const key = documents.map(({ uri, version }) => `${uri} ${version}`).join("\n");
    let read = known.get(first);
    if (read?.key !== key) {
      read = readDocuments(key, documents, language);
      known.set(first, read);
    }
    return { code: read.code, offset: read.starts.get(document) ?? 0 };
  };
}

/** The cells of its notebook that are in the same language, where the document is one of them. */
function listParts(document: vscode.TextDocument, language: CodeLanguage): vscode.TextDocument[] {
  const cells = vscode.workspace.notebookDocuments
    .map((notebook) => notebook.getCells().map((cell) => cell.document))
    .find((all) => all.includes(document));
  return cells?.filter(({ languageId }) => languages[languageId] === language) ?? [document];
}

function readDocuments(key: string, documents: readonly vscode.TextDocument[], language: CodeLanguage): Reading {
  const starts = new Map<vscode.TextDocument, number>();
  const texts: string[] = [];
  let length = 0;
  for (const document of documents) {
    const text = document.getText();
    starts.set(document, length);
    texts.push(text);
    length += text.length + 1;
  }
  return { key, code: readCode(length > mostCharacters ? [] : texts, language), starts };
}

/** The hints in a range of a document; without one, in all of it. */
function hintsIn(
  document: vscode.TextDocument,
  { code, offset }: PartOfCode,
  range?: vscode.Range,
): { row: HintRow; range: vscode.Range }[] {
  const end = document.lineAt(document.lineCount - 1).range.end;
  const [from, to] = [range?.start ?? new vscode.Position(0, 0), range?.end ?? end];
  return findHints(code, offset + document.offsetAt(from), offset + document.offsetAt(to)).map((hint: CodeHint) => ({
    row: hint.row,
    range: new vscode.Range(document.positionAt(hint.start - offset), document.positionAt(hint.end - offset)),
  }));
}

const argument = (id: string): string => encodeURIComponent(JSON.stringify([id]));

/** The sentence, the question and the demo; a title may come from notes, so that none of it may be more than text. */
async function describeHint(
  { sentence, question, demo }: HintRow,
  library: LiveLibrary,
): Promise<vscode.MarkdownString> {
  const text = new vscode.MarkdownString(`${sentence}\n\n`, true);
  const title = (await library.get()).find(question)?.title ?? "";
  const escaped = `${question} ${title}`.trim().replace(/[\\`*_{}[\]()#+\-.!<>|&~$]/g, "\\$&");
  text.appendMarkdown(`$(mortar-board) [${escaped}](command:mlInterview.openQuestion?${argument(question)})`);
  const measured = demo === undefined ? undefined : findCard(demo);
  if (measured) {
    text.appendMarkdown(`\n\n$(beaker) [${measured.title}](command:mlInterview.openDemo?${argument(measured.id)})`);
  }
  text.isTrusted = { enabledCommands: ["mlInterview.openQuestion", "mlInterview.openDemo"] };
  return text;
}

function createLenses({ sentence, question, demo }: HintRow, range: vscode.Range): vscode.CodeLens[] {
  const toLens = (title: string, command: string, id: string) =>
    new vscode.CodeLens(range, {
      title,
      command: `mlInterview.${command}`,
      tooltip: sentence.replaceAll("`", ""),
      arguments: [id],
    });
  return [
    toLens(`$(mortar-board) Question ${question}`, "openQuestion", question),
    ...(demo !== undefined && findCard(demo) ? [toLens("$(beaker) Demo", "openDemo", demo)] : []),
  ];
}
