import "@tensorflow/tfjs-backend-cpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasm from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import type { Machine } from "../../gpu/backend";
import { installLanesOnWebGL } from "../../gpu/lanesOnWebGL";
import { prepareContext } from "./dotsOnWebGL";

/** This browser, as far as TensorFlow.js can use it; off the GPU where `withoutWebGL` says why. */
export function createMachine(withoutWebGL?: string): Machine {
  // Which renderer is good enough is for `startBackend` to say; left alone the library would refuse some.
  tf.env().set("SOFTWARE_WEBGL_ENABLED", true);
  installLanesOnWebGL(tf);
  let found: ReturnType<Machine["findWebGL"]> | undefined = withoutWebGL;
  let wasmPrepared: Promise<void> | undefined;
  return {
    findWebGL: () => {
      found ??= findWebGL();
      return found;
    },
    start: async (name) => {
      if (name === "wasm") {
        wasmPrepared ??= prepareWasm();
        await wasmPrepared;
      }
      if (name === "webgl") {
        prepareContext();
      } else {
        releaseWebGL();
      }
      if (!(await tf.setBackend(name))) {
        throw new Error("the library refused it");
      }
      await tf.ready();
    },
    settle: () => {
      if (tf.getBackend() === "webgl") {
        const { gl, framebuffer } = (tf.backend() as MathBackendWebGL).gpgpu;
        gl.bindFramebuffer(gl.FRAMEBUFFER, null);
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
        gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      }
    },
  };
}

/** Gives the GPU's memory back where it was in use and no tensor is left there. Its one context stays, for the next time. */
function releaseWebGL(): void {
  if (tf.getBackend() === "webgl") {
    const backend = tf.backend() as MathBackendWebGL;
    if (backend.numDataIds() === 0) {
      backend.gpgpu.outputTexture = null;
      tf.removeBackend("webgl");
      tf.registerBackend("webgl", () => new MathBackendWebGL(), 2);
    }
  }
}

/** Resolves when the GPU's context is lost; never where no GPU computes. */
export function contextLost(): Promise<void> {
  return new Promise((resolve) => {
    if (tf.getBackend() === "webgl") {
      const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
      gl.canvas.addEventListener("webglcontextlost", () => resolve());
      if (isContextLost()) {
        resolve();
      }
    }
  });
}

/** Whether it is lost by now, also before anybody was told. */
export const isContextLost = (): boolean =>
  tf.getBackend() === "webgl" && (tf.backend() as MathBackendWebGL).gpgpu.gl.isContextLost();

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
