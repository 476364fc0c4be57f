import { createRequire } from "node:module";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { root } from "./cache";

// The library leaves gradients out unless asked, and Node's own loader can not read the file that brings them.
createRequire(import.meta.url)("@tensorflow/tfjs-core/dist/register_all_gradients");

/** TensorFlow.js in Node, as demos have it in a browser: with gradients, on plain arrays or on WebAssembly. */
export async function prepareTensors(backend: "cpu" | "wasm"): Promise<typeof tf> {
  // Else it advertises another build of itself.
  tf.env().set("IS_TEST", true);
  setWasmPaths(`${join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`);
  await tf.setBackend(backend);
  return tf;
}
