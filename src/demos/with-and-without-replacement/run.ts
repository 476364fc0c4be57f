import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks, ratioCheck, shareCheck } from "./checks";
import type { Measured } from "./measured";
import { drawPanels } from "./panels";
import { drawProblem, type Problem, readSettings, type Settings } from "./problem";
import { createUrn, descend, drawBirthdays, drawSamples, type Means, type Plan, resampleData, workOf } from "./stages";

/** Starts a run of with against without replacement. */
export async function startRun({ tf, seed, params, now }: RunContext): Promise<Run> {
  const settings = readSettings(params);
  const problem = drawProblem(settings, seed);
  const measured: Measured = { samples: [] };
  const means: Means = { lib: tf, seed, now };

  async function* runStages(): Stage {
    const [withIt, without, ...others] = listPlans(settings);
    yield* between(0, 0.03, drawSamples(means, problem, withIt as Plan, measured));
    yield* between(0.03, 0.1, resampleData(means, problem, measured));
    yield* between(0.1, 0.14, drawBirthdays(means, problem, measured));
    yield* between(0.14, 0.4, drawSamples(means, problem, without as Plan, measured));
    yield* between(0.4, 0.5, descend(problem, measured));
    const work = others.reduce((sum, plan) => sum + workOf(plan, problem), 0);
    let done = 0;
    for (const plan of others) {
      const next = done + workOf(plan, problem);
      yield* between(0.5 + (0.5 * done) / work, 0.5 + (0.5 * next) / work, drawSamples(means, problem, plan, measured));
      done = next;
    }
  }

  return createRun(runStages(), {
    draw: () => drawPanels(problem, measured),
    checks: () => listChecks(problem, measured),
    conclusion: () => conclude(problem, measured),
  });
}

/** The samples of a run: the asked size both ways; then other shares of the population, and all of it. */
function listPlans({ items, draws, replicates }: Settings): Plan[] {
  const both = (n: number, count: number, stream: number): Plan[] =>
    [true, false].map((replacing, way) => ({ draws: n, replacing, replicates: count, stream: stream + way }));
  const fewer = Math.max(2000, Math.round(replicates / 5));
  const sizes = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => Math.round(share * items)).filter((n) => n !== draws);
  const whole: Plan = { draws: items, replacing: false, replicates: 1000, stream: 50 };
  return [
    ...both(draws, replicates, 1),
    ...sizes.flatMap((n, i) => both(n, fewer, 10 + 2 * i)),
    ...(draws === items ? [] : [whole]),
  ];
}

/** The heaviest work: samples without replacement. */
export async function* drawOnAndOn({ tf, seed, params, now }: RunContext): AsyncGenerator<number, void> {
  const settings = readSettings(params);
  const problem = drawProblem(settings, seed);
  const plan = { draws: settings.draws, replacing: false, replicates: settings.replicates, stream: 0 };
  for (;;) {
    const { lanes, steps } = createUrn({ lib: tf, seed, now }, problem, plan);
    try {
      while (lanes.steps < steps) {
        const wanted = Math.min(lanes.pace, steps - lanes.steps);
        lanes.advance(wanted);
        yield wanted * lanes.count;
      }
    } finally {
      lanes.dispose();
    }
  }
}

function conclude(problem: Problem, measured: Measured): string {
  const { draws, items } = problem.settings;
  const checks = listChecks(problem, measured);
  const [share, ratio] = [shareCheck, ratioCheck].map((wanted) => checks.find(({ name }) => name === wanted));
  if (!share || !ratio) {
    return "";
  }
  return (
    `A bootstrap sample of ${draws} holds ${(100 * share.measured).toFixed(2)} ± ${(100 * share.standardError).toFixed(2)} % ` +
    `distinct items (exactly ${(100 * share.exact).toFixed(2)} %); without replacement the mean of ${draws} of ${items} has ` +
    (ratio.measured === 0
      ? "no variance at all, for (N − n)/(N − 1) is 0."
      : `${ratio.measured.toFixed(3)} ± ${ratio.standardError.toFixed(3)} times the variance that it has with it, where ` +
        `(N − n)/(N − 1) is ${ratio.exact.toFixed(3)}.`)
  );
}
