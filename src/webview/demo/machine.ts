import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import type { Machine } from "../../gpu/backend";

/** This browser, as far as TensorFlow.js can use it; off the GPU where `withoutWebGL` says why. */
export function createMachine(withoutWebGL?: string): Machine {
  // Which renderer is good enough is for `startBackend` to say; left alone the library would refuse some.
  tf.env().set("SOFTWARE_WEBGL_ENABLED", true);
  return {
    findWebGL: () => withoutWebGL ?? findWebGL(),
    start: async (name) => {
      if (name === "wasm") {
        await prepareWasm();
      }
      if (!(await tf.setBackend(name))) {
        throw new Error("the library refused it");
      }
      await tf.ready();
    },
  };
}

/** Resolves when the GPU's context is lost; never where no GPU computes. */
export function contextLost(): Promise<void> {
  return new Promise((resolve) => {
    if (tf.getBackend() === "webgl") {
      const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
      gl.canvas.addEventListener("webglcontextlost", () => resolve());
      if (gl.isContextLost()) {
        resolve();
      }
    }
  });
}

function findWebGL(): ReturnType<Machine["findWebGL"]> {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) {
    return "There is no WebGL 2 here.";
  }
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  const float32 = gl.getExtension("EXT_color_buffer_float") !== null;
  // A browser keeps few contexts: this one is given back at once.
  gl.getExtension("WEBGL_lose_context")?.loseContext();
  return { renderer, float32 };
}

/** Lets the WASM backend find its binary here: the page's policy allows no request. */
async function prepareWasm(): Promise<void> {
  // The smallest module there is: where a policy forbids WebAssembly this fails at once, and the backend never would.
  await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    throw new Error("the processor or the browser has no SIMD");
  }
  // Threads need a cross-origin isolated page, which a webview is not.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths("embedded/", true);
  const { platform } = tf.env();
  const fetchElsewhere = platform.fetch.bind(platform);
  platform.fetch = (path, init) =>
    path.startsWith("embedded/") ? Promise.resolve(new Response(wasm)) : fetchElsewhere(path, init);
}
