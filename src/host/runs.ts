import * as vscode from "vscode";

/** Something that the learner waits for: a task, a launch of the debugger, a test or a build in a terminal. */
export interface Run {
  name: string;
  does: "builds" | "runs";
  /** When it began, in milliseconds since 1970. */
  since: number;
}

/** What runs in this window. */
export interface Runs extends vscode.Disposable {
  /** What runs now, the oldest first. */
  all(): Run[];
  onDidChange: vscode.Event<void>;
  /** With how it ended, in a sentence. */
  onDidEnd: vscode.Event<{ run: Run; how: string }>;
}

/** The events of terminals, which VS Code has from 1.93 on. Of test runs of other extensions it has none. */
interface ShellEvents {
  onDidStartTerminalShellExecution?: vscode.Event<{ execution: ShellExecution; terminal: vscode.Terminal }>;
  onDidEndTerminalShellExecution?: vscode.Event<{ execution: ShellExecution; exitCode: number | undefined }>;
}
interface ShellExecution {
  commandLine: { value: string };
}

export function createRuns(clock: () => number = Date.now): Runs {
  const running = new Map<object, Run>();
  const changed = new vscode.EventEmitter<void>();
  const ended = new vscode.EventEmitter<{ run: Run; how: string }>();

  function begin(key: object, name: string, does: Run["does"]): void {
    running.set(key, { name, does, since: clock() });
    changed.fire();
  }
  function end(key: object, how: string): void {
    const run = running.get(key);
    if (run && running.delete(key)) {
      changed.fire();
      ended.fire({ run, how: `“${run.name}” ${how}.` });
    }
  }

  const inTerminals = new Map<vscode.Terminal, ShellExecution>();
  // Another task may have the terminal later, which still says that it is there for the command of the first.
  const ofTasks = new WeakSet<vscode.Terminal>();
  const terminals = vscode.window as typeof vscode.window & ShellEvents;
  const subscriptions = [
    changed,
    ended,
    vscode.tasks.onDidStartTask(({ execution }) => {
      // One that watches files has no end to wait for.
      if (!execution.task.isBackground) {
        begin(execution, execution.task.name, "builds");
      }
    }),
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => end(execution, sayExit(exitCode))),
    vscode.tasks.onDidEndTask(({ execution }) => end(execution, "ended")),
    vscode.debug.onDidStartDebugSession((session) => {
      // A session that another one started ends with it; one that is attached to is not waited for.
      if (!session.parentSession && session.configuration.request === "launch") {
        begin(session, session.name, "runs");
      }
    }),
    vscode.debug.onDidTerminateDebugSession((session) => end(session, "ended")),
    // What runs in a terminal that is closed has no end of its own.
    vscode.window.onDidCloseTerminal((terminal) => {
      const execution = inTerminals.get(terminal);
      inTerminals.delete(terminal);
      if (execution) {
        end(execution, "was ended");
      }
    }),
    ...(terminals.onDidStartTerminalShellExecution && terminals.onDidEndTerminalShellExecution
      ? [
          terminals.onDidStartTerminalShellExecution(({ execution, terminal }) => {
            const { value } = execution.commandLine;
            if (isOpenedFor(value, terminal.creationOptions)) {
              ofTasks.add(terminal);
            }
            if (isWaitedFor(value) && !ofTasks.has(terminal)) {
              begin(execution, value.trim().slice(0, 60), "runs");
              inTerminals.set(terminal, execution);
            }
          }),
          terminals.onDidEndTerminalShellExecution(({ execution, exitCode }) => end(execution, sayExit(exitCode))),
        ]
      : []),
  ];
  return {
    all: () => [...running.values()],
    onDidChange: changed.event,
    onDidEnd: ended.event,
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

/** Whether a terminal is there for that command alone: it is a task's, and waited for as such. */
function isOpenedFor(command: string, options: vscode.Terminal["creationOptions"]): boolean {
  const { shellArgs = [] } = "shellArgs" in options ? options : {};
  return [shellArgs].flat().some((one) => one.includes(command.trim()));
}

function sayExit(code: number | undefined): string {
  return code === undefined ? "was ended" : code === 0 ? "finished: exit code 0" : `failed: exit code ${code}`;
}

/** Tests, builds and trainings, as far as their command says so; not what one works in, nor what has no end. */
export function isWaitedFor(command: string): boolean {
  const isWork = /^\s*(vim?|nvim|nano|emacs|less|more|man|cat|git|ssh|tail|watch|cd|ls)\b/.test(command);
  const isEndless = /(^|[\s:-])(watch|serve|dev|start)\b/i.test(command);
  const isKnown =
    /(^|[\s:/\\-])(pytest|tox|nox|jest|vitest|mocha|ctest|tests?|build|compile|install|make|cmake|ninja|bazel|cargo|gradlew?|mvn|tsc|train|fit|bench)([\s:.\\_-]|$)/i.test(
      command,
    );
  return isKnown && !isWork && !isEndless;
}
