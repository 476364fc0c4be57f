import * as tf from "@tensorflow/tfjs-core";
import { createMachine } from "../../../src/webview/demo/machine";
import { raceHamiltonian, raceMetropolis } from "./chains";
import { holdContest, type Standing } from "./contest";
import { raceL1Paths } from "./l1Paths";
import { racePopulation } from "./population";
import { raceBootstrap } from "./resampling";

/** By name, so that one can be asked for alone. Each is made when its turn comes, on tfjs's WebGL. */
const races = {
  metropolis: () => raceMetropolis(16_384),
  hamiltonian: () => raceHamiltonian(16_384),
  population: () => racePopulation(1024),
  bootstrap: () => raceBootstrap(4096),
  l1Paths: () => raceL1Paths(),
} as const;

/** What the bench asks of its page. */
export interface RacePage {
  names: string[];
  hold(name: string, rounds: number): Promise<Standing[]>;
}

const machine = createMachine();
const page: RacePage = {
  names: Object.keys(races),
  hold: async (name, rounds) => {
    await machine.start("webgl");
    const before = tf.memory().numTensors;
    const standings = await holdContest(races[name as keyof typeof races](), rounds);
    if (tf.memory().numTensors !== before) {
      throw new Error(`${name} left ${tf.memory().numTensors - before} tensors`);
    }
    return standings;
  },
};
Object.assign(globalThis, { racePage: page });
