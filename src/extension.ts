import * as vscode from "vscode";
import { noFilter } from "./core/library";
import { demos } from "./demos";
import { createAnswerPages } from "./host/answerPage";
import { createDemoPage } from "./host/demoPage";
import { createUriHandler, followLink, type LinkTargets } from "./host/links";
import { createLiveLibrary } from "./host/liveLibrary";
import { openSource } from "./host/openSource";
import type { Node } from "./host/questionItems";
import { drawQuestion, pickDemo, pickFilter, pickQuestion } from "./host/questionPicks";
import { createQuestionTree } from "./host/questionTree";

/** Makes the parts, top-down, and the table of commands. Reads no file: the first view or page that asks does. */
export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, extension } = context;
  const linkBase = `${vscode.env.uriScheme}://${extension.id}`;
  const log = vscode.window.createOutputChannel("ML Interview", { log: true });
  const library = createLiveLibrary(extensionUri, demos, log);
  const tree = createQuestionTree(library);
  const follow = (href: string, from?: string) => followLink(href, from, library, targets);
  const answers = createAnswerPages(extensionUri, library, follow, (id) => void tree.reveal(id), log);
  const demo = createDemoPage(extensionUri, linkBase, library, follow, log);
  const targets: LinkTargets = {
    openQuestion: async (id) => {
      if ((await library.get()).find(id)) {
        await answers.open(id);
      } else {
        void vscode.window.showWarningMessage("ML Interview: the link leads to a question that does not exist.");
      }
    },
    openDemo: (id, params) => void demo.open(id, params),
  };

  /** What a command is about: the row it was called on, else the page in front. */
  const idOf = (node?: Node) => (node?.kind === "question" ? node.entry.id : answers.activeId());
  const openIf = (id: string | undefined) => id && answers.open(id);

  const commands: Record<string, (argument: never) => unknown> = {
    goToQuestion: async () => openIf(await pickQuestion(library)),
    openRandomQuestion: async () => openIf(await drawQuestion(library, answers.activeId())),
    filterQuestions: () => pickFilter(tree),
    clearFilter: () => tree.setFilter(noFilter),
    runDemo: async (node?: Node) => {
      const own = node?.kind === "question" ? node.entry.demos : undefined;
      const id = own?.length === 1 ? own[0] : await pickDemo(own);
      return id && demo.open(id, {});
    },
    openQuestion: (id: string) => answers.open(id),
    openToSide: (node?: Node) => {
      const id = idOf(node);
      return id && answers.openToSide(id);
    },
    openSource: (node?: Node) => openSource(library, idOf(node)),
    goToNextQuestion: () => answers.navigate("next"),
    goToPreviousQuestion: () => answers.navigate("previous"),
    goBack: () => answers.navigate("back"),
    goForward: () => answers.navigate("forward"),
  };

  context.subscriptions.push(
    log,
    library,
    tree,
    answers,
    demo,
    vscode.window.registerUriHandler(createUriHandler(targets)),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`mlInterview.${name}`, run)),
  );
}
