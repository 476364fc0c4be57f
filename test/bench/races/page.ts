import * as tf from "@tensorflow/tfjs-core";
import { createMachine } from "../../../src/webview/demo/machine";
import { raceCandidates } from "./candidates";
import { raceHamiltonian, raceMetropolis } from "./chains";
import { type Contest, holdContest, type Standing } from "./contest";
import { raceEnsemble } from "./ensemble";
import { growChains, growDimensions, growModels } from "./growth";
import { raceL1Paths } from "./l1Paths";
import { racePopulation } from "./population";
import { raceBootstrap } from "./resampling";

/** By name, so that one can be asked for alone. Each is made when its turn comes, on its backend. */
const races: Record<string, { on: "webgl" | "wasm"; make(): Contest }> = {
  metropolis: { on: "webgl", make: () => raceMetropolis(16_384) },
  hamiltonian: { on: "webgl", make: () => raceHamiltonian(16_384) },
  population: { on: "webgl", make: () => racePopulation(1024) },
  ensembleOnWebGL: { on: "webgl", make: () => raceEnsemble(64) },
  ensembleOnWasm: { on: "wasm", make: () => raceEnsemble(64) },
  bootstrap: { on: "webgl", make: () => raceBootstrap(4096) },
  candidatesOnWebGL: { on: "webgl", make: () => raceCandidates(200_000) },
  candidatesOnWasm: { on: "wasm", make: () => raceCandidates(200_000) },
  growChains: { on: "webgl", make: growChains },
  growModels: { on: "webgl", make: growModels },
  growDimensions: { on: "webgl", make: growDimensions },
  l1Paths: { on: "webgl", make: () => raceL1Paths(48) },
};

/** What the bench asks of its page. */
export interface RacePage {
  names: string[];
  hold(name: string, rounds: number): Promise<Standing[]>;
}

const machine = createMachine();
const page: RacePage = {
  names: Object.keys(races),
  hold: async (name, rounds) => {
    const race = races[name];
    if (!race) {
      throw new Error(`There is no race ${name}.`);
    }
    await machine.start(race.on);
    const before = tf.memory().numTensors;
    const standings = await holdContest(race.make(), rounds);
    if (tf.memory().numTensors !== before) {
      throw new Error(`${name} left ${tf.memory().numTensors - before} tensors`);
    }
    return standings;
  },
};
Object.assign(globalThis, { racePage: page });
