/** What goes wrong outside of the tools: the message says all, and where in the tools it was noticed does not matter. */
export class Failure extends Error {}

/** Runs a tool: its failure is printed and becomes exit code 1. */
export async function runTool(tool: () => Promise<void>): Promise<void> {
  try {
    await tool();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
