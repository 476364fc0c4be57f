import assert from "node:assert/strict";
import { createLaneRandom, type LaneRandom } from "../../src/gpu/laneRandom";
import { meanResponse, responseQuantile, runQueue, type Service } from "../../src/gpu/queue";

/** Random numbers that are known: by step, the first two uniforms. */
function scripted(uniforms: (step: number) => [number, number]): LaneRandom {
  let now = 0;
  return {
    at: (_, step) => {
      now = step;
    },
    words: () => new Uint32Array(4),
    uniforms: () => Float64Array.of(...uniforms(now), 0, 0),
    normals: () => new Float64Array(4),
  };
}

suite("A queue", () => {
  test("has the responses that one works out by hand", () => {
    const responses = new Float64Array(4);
    // It starts empty: the first draw for the start is above the load. Gaps at load ½: 2, 1, 6 service times.
    const gaps = [2, 1, 6, 1];
    const random = scripted((step) => [0.9, step < 4 ? Math.exp(-(gaps[step] as number) / 2) : 0.5]);
    runQueue({ load: 0.5, service: "constant" }, random, 0, responses);
    assert.deepEqual(
      [...responses].map((value) => Number(value.toFixed(12))),
      [1, 1, 1, 1],
    );
    const shorter = [0.2, 0.4, 6, 1];
    const short = scripted((step) => [0.9, step < 4 ? Math.exp(-(shorter[step] as number) / 2) : 0.5]);
    runQueue({ load: 0.5, service: "constant" }, short, 0, responses);
    // Waits: 0, then 1 - 0.2, then 0.8 + 1 - 0.4, then none.
    assert.deepEqual(
      [...responses].map((value) => Number(value.toFixed(12))),
      [1, 1.8, 2.4, 1],
    );
  });

  test("knows its mean and its percentiles", () => {
    const response = (load: number, service: Service) => meanResponse({ load, service });
    assert.ok(Math.abs(response(0.9, "exponential") - 10) < 1e-12);
    assert.ok(Math.abs(response(0.9, "constant") - 5.5) < 1e-12);
    assert.ok(Math.abs(responseQuantile(0.9, 0.01) - 46.05170185988092) < 1e-12);
  });

  // What is stationary is as long at the last job as at the first: the start and the recursion agree.
  for (const service of ["exponential", "constant"] as const) {
    test(`with ${service} service starts as it goes on`, () => {
      const [lanes, jobs, load] = [20_000, 30, 0.7];
      const random = createLaneRandom(11, 3);
      const responses = new Float64Array(jobs);
      const sums = [0, 0];
      let squares = 0;
      for (let lane = 0; lane < lanes; lane++) {
        runQueue({ load, service }, random, lane, responses);
        [0, jobs - 1].forEach((job, i) => {
          sums[i] = (sums[i] as number) + (responses[job] as number) / lanes;
        });
        squares += (responses[0] as number) ** 2 / lanes;
      }
      const exact = meanResponse({ load, service });
      const error = Math.sqrt((squares - exact ** 2) / lanes);
      for (const sum of sums) {
        assert.ok(Math.abs(sum - exact) < 4 * error, `${sum} is not ${exact} ± ${error}`);
      }
    });
  }
});
