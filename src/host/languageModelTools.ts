import * as vscode from "vscode";
import type { Entry } from "../core/library";
import { findStanding, sayQueue, sayStanding } from "../core/study/standing";
import { isIn, type Search, searchQuestions, tellInLine, tellQuestion } from "../core/tellQuestions";
import { findCard } from "../demos/cards";
import { loadHeadless } from "./headless";
import type { LiveLibrary } from "./liveLibrary";
import type { Study } from "./study";

/** What of VS Code's tools is used: the oldest VS Code has none of it. */
interface ToolApi {
  lm?: { registerTool?: (name: string, tool: Registered) => vscode.Disposable };
  LanguageModelToolResult?: new (content: readonly unknown[]) => unknown;
  LanguageModelTextPart?: new (value: string) => unknown;
}
interface Registered {
  prepareInvocation(): { invocationMessage: string };
  invoke(options: { input: unknown }, token: vscode.CancellationToken): Promise<unknown>;
}

/** A tool: what it says that it does while it does it, and its answer as text. */
interface Tool {
  message: string;
  /** The input is unchecked. An error's words are for the model. */
  invoke(input: Readonly<Record<string, unknown>>, token: vscode.CancellationToken): Promise<string>;
}

const mostRows = 100;
const runMilliseconds = 60_000;

/**
 * Lets whatever assistant the editor has look up questions, what is due, and measure: nothing is changed by it. Where the
 * learner is being asked a question, `findAsked` names it, and its answer stays with the page.
 */
export function registerTools(
  extensionUri: vscode.Uri,
  library: LiveLibrary,
  study: Study,
  findAsked: () => readonly string[],
): vscode.Disposable {
  const headless = loadHeadless(extensionUri);

  async function sayWhere(entry: Entry): Promise<string[]> {
    const { progress, model, plan, today } = await study.now();
    const said = sayStanding(findStanding(progress.cards.get(entry.id), model, plan, today));
    return said === "" ? [] : [said];
  }

  const isHiddenFor = (quiz: unknown) => (entry: Entry) => isQuiz(quiz) || findAsked().includes(entry.id);
  const tellRows = async (entries: readonly Entry[], limit: unknown) => {
    const most = typeof limit === "number" && limit >= 1 ? Math.min(mostRows, Math.floor(limit)) : 25;
    const rows = entries.slice(0, most).map(async (entry) => tellInLine(entry, await sayWhere(entry)));
    const more = entries.length > most ? [`… and ${entries.length - most} more.`] : [];
    return [...(await Promise.all(rows)), ...more];
  };

  const tools: Record<string, Tool> = {
    search_questions: {
      message: "Searching the interview questions",
      invoke: async ({ query, section, level, limit, quiz }) => {
        const wanted: Search = { words: readText(query), section: readText(section) };
        if (level === "easy" || level === "medium" || level === "hard") {
          wanted.level = level;
        }
        const found = searchQuestions(await library.get(), wanted, isHiddenFor(quiz));
        return found.length === 0
          ? "No question was found. Fewer or other words may find one; sections are called as 7.2 or by their title."
          : [`Found: ${found.length}.`, ...(await tellRows(found, limit))].join("\n");
      },
    },
    get_question: {
      message: "Reading an interview question",
      invoke: async ({ id, quiz }) => {
        const entry = (await library.get()).find(readText(id));
        if (!entry) {
          throw new Error("There is no question of that id. search_questions finds ids, such as 7.1/12.");
        }
        const why = isQuiz(quiz)
          ? "Hint and answer are withheld in quiz mode. When the learner has answered, ask again without it."
          : "Hint and answer are withheld: the learner is being asked this question just now. They see the answer when they reveal it.";
        const text = tellQuestion(entry, isHiddenFor(quiz), why, (demo) => {
          const card = findCard(demo);
          return card ? `${demo} (${card.title}: ${card.claim})` : demo;
        });
        const where = await sayWhere(entry);
        return [text, ...(where.length > 0 ? [`In the learner's study: ${where[0]}.`] : [])].join("\n\n");
      },
    },
    get_due_questions: {
      message: "Reading which questions are due",
      invoke: async ({ section, limit }) => {
        const [{ queue, progress }, all] = await Promise.all([study.now(), library.get()]);
        const studied = [...progress.cards.values()].filter(({ added }) => added).length;
        if (studied === 0) {
          return "The learner studies no question yet. They add questions by the command “ML Interview: Add to Study...”.";
        }
        const toEntries = (ids: readonly string[]) =>
          ids.flatMap((id) => all.find(id) ?? []).filter((entry) => isIn(entry, readText(section)));
        const entries = [...toEntries(queue.due), ...toEntries(queue.fresh)];
        const count = sayQueue(toEntries(queue.due).length, toEntries(queue.fresh).length);
        return [`Today: ${count}; ${studied} studied in all.`, ...(await tellRows(entries, limit))].join("\n");
      },
    },
    run_demo_headless: {
      message: "Running a demo",
      invoke: async ({ demo, preset, params, seed }, token) => {
        const id = readText(demo);
        const card = findCard(id);
        if (!card) {
          throw new Error("There is no demo of that id. get_question names the demos of a question.");
        }
        const { find } = await library.get();
        // A learner's own answers may link to it too.
        const asked = findAsked().filter((question) => {
          return card.questions.includes(question) || find(question)?.demos.includes(id);
        });
        if (asked.length > 0) {
          throw new Error(`The learner is being asked ${asked[0]} just now, and this demo gives its answer away.`);
        }
        const runHeadless = await headless();
        const isCancelled = () => token.isCancellationRequested;
        const result = await runHeadless({ demo: id, preset, params, seed, isCancelled, limit: runMilliseconds });
        if ("problem" in result) {
          throw new Error(result.problem);
        }
        return JSON.stringify({ demo: id, title: card.title, ...result }, null, 1);
      },
    },
  };

  const { lm, LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as ToolApi;
  if (!lm?.registerTool || !LanguageModelToolResult || !LanguageModelTextPart) {
    return { dispose: () => {} };
  }
  const registered = Object.entries(tools).map(([name, { message, invoke }]) =>
    lm.registerTool?.(name, {
      prepareInvocation: () => ({ invocationMessage: message }),
      invoke: async ({ input }, token) => {
        if (!vscode.workspace.getConfiguration("mlInterview.assistant").get("tools", true)) {
          throw new Error("The learner has turned these tools off.");
        }
        const checked = typeof input === "object" && input !== null ? { ...input } : {};
        return new LanguageModelToolResult([new LanguageModelTextPart(await invoke(checked, token))]);
      },
    }),
  );
  return vscode.Disposable.from(...registered.flatMap((one) => one ?? []));
}

/** Whatever is asked for is taken for quiz mode, unless it says no: an answer once given can not be taken back. */
const isQuiz = (quiz: unknown): boolean => quiz !== undefined && quiz !== null && quiz !== false;

/** A text of a sensible length; none where it is something else. */
const readText = (value: unknown): string => (typeof value === "string" ? value.slice(0, 500) : "");
