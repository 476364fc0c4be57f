import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { createGuard } from "../../src/webview/demo/guard";
import { createMachine } from "../../src/webview/demo/machine";

const machine = createMachine();

/** What the tests of traps ask of their page. */
export interface TrapsPage {
  /** How far ten steps of Adam go along a slope of 1e-5, by that epsilon or by tfjs's own. */
  adamGoes(backend: "webgl" | "cpu", epsilon?: number): Promise<number>;
  /** Loses the GPU's context while the demos' guard waits for data of it; what became of the data, and what the guard said. */
  loseContext(): Promise<{ data: string; guard: string }>;
  /** Loses the context, and what was begun fails of it before anybody is told: what the guard said. */
  failOfLoss(): Promise<string>;
}

const page: TrapsPage = {
  adamGoes: async (backend, epsilon) => {
    await machine.start(backend);
    const optimizer = tf.train.adam(0.01, 0.9, 0.999, epsilon);
    const weight = tf.variable(tf.fill([1], 1));
    for (let step = 0; step < 10; step++) {
      optimizer.minimize(() => tf.sum(tf.mul(weight, 1e-5)));
    }
    const [after] = await weight.data();
    weight.dispose();
    optimizer.dispose();
    return 1 - (after as number);
  },

  loseContext: async () => {
    await machine.start("webgl");
    const guard = createGuard();
    const values = tf.add(tf.ones([2000]), 1);
    const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    const data = values.data();
    const guarded = guard.wait(() => data).then(String, String);
    const later = (milliseconds: number) =>
      new Promise<string>((resolve) => setTimeout(resolve, milliseconds, "pending"));
    const [said, became] = await Promise.all([
      Promise.race([guarded, later(2000)]),
      Promise.race([data.then(String, String), later(2000)]),
    ]);
    return { data: became, guard: said };
  },

  failOfLoss: async () => {
    await machine.start("webgl");
    const guard = createGuard();
    return guard
      .wait(async () => {
        const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
        gl.getExtension("WEBGL_lose_context")?.loseContext();
        if (gl.getParameter(gl.MAX_TEXTURE_SIZE) === null) {
          throw new Error("The kernel needs more than there is.");
        }
      })
      .then(String, String);
  },
};

Object.assign(globalThis, { trapsPage: page });
