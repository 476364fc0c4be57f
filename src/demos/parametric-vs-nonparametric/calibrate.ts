import { averageByKernel, averageNeighbours, createCloud, orderNeighbours } from "../../gpu/neighbours";
import type { RunContext } from "../demo";
import { drawSample, readSettings, rowsOf, tests } from "./problem";

/** The heaviest work, again and again: distances of some points to a thousand others, and their order. */
export async function* calibrate({ tf: lib, seed, params }: RunContext): AsyncGenerator<number, void> {
  const { x, y } = drawSample(readSettings(params), seed, 0, 1000);
  const cloud = createCloud(lib, x);
  try {
    for (;;) {
      const distances = await cloud.distancesFrom(rowsOf(x, 0, tests));
      for (let query = 0; query < tests; query++) {
        const row = distances.subarray(query * x.rows, (query + 1) * x.rows);
        averageNeighbours(orderNeighbours(row), y, [10]);
        averageByKernel(row, { widest: 0.5, count: 14 }, y);
      }
      yield distances.length;
    }
  } finally {
    cloud.dispose();
  }
}
