import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type * as tf from "@tensorflow/tfjs-core";
import { findProgram, type Program, tableBits } from "./kernelProgram";
import { laneKey } from "./laneRandom";
import { type AdvanceAttributes, advanceLanes } from "./lanes";

/**
 * Lets the WebGL backend run the GLSL of kernels, for `createLanes`: one fragment is one lane. A vector of the state is a
 * packed tensor [lanes, 2, 2] of the backend's own, whose texels are the lanes' vectors in order, in rows of
 * 2^`laneBits(lanes)`; so is a table, in rows of 2^`tableBits`. To be called once for a library. Errors in GLSL are thrown
 * with the kernel's name and the log.
 */
export function installLanesOnWebGL(lib: typeof tf): void {
  lib.registerKernel({
    kernelName: advanceLanes,
    backendName: "webgl",
    kernelFunc: ({ inputs, attrs, backend }) =>
      advanceOnWebGL(backend as MathBackendWebGL, inputs, attrs as unknown as AdvanceAttributes),
  });
}

function advanceOnWebGL(
  backend: MathBackendWebGL,
  inputs: tf.NamedTensorInfoMap,
  call: AdvanceAttributes,
): tf.TensorInfo[] {
  const { kernel, lanes, from, steps } = call;
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  const temporary: tf.TensorInfo[] = [];
  const place = (name: string, rowBits: number): tf.TensorInfo => {
    const given = inputs[name] as tf.TensorInfo;
    const placed = placeOnGpu(backend, given, rowBits);
    if (placed !== given) {
      temporary.push(placed);
    }
    return placed;
  };
  try {
    const program = findProgram(gl, kernel);
    const tables = kernel.tables.map((name) => place(name, tableBits));
    let state = Array.from({ length: kernel.vectors }, (_, v) => place(`state${v}`, laneBits(lanes)));
    // Lanes that look at each other must all have taken a step before the next.
    const stepsPerDraw = kernel.gathers ? 1 : steps;
    for (let taken = 0; taken < steps; taken += stepsPerDraw) {
      const next = state.map(() => allocate(backend, lanes));
      setUniforms(gl, program, { ...call, from: from + taken, steps: stepsPerDraw });
      draw(backend, program, [...state, ...tables], next);
      // What this call itself has made on the way; what it was given is the caller's.
      for (const one of taken > 0 ? state : []) {
        backend.disposeIntermediateTensorInfo(one);
      }
      state = next;
    }
    // So that `pace` can be measured, and nothing piles up: a pixel can be read when all is done.
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, new Float32Array(4));
    return state;
  } finally {
    for (const one of temporary) {
      backend.disposeIntermediateTensorInfo(one);
    }
    // tfjs binds all that its next program needs, but thinks that its last one still is bound.
    backend.gpgpu.setProgram(null);
    gl.bindFramebuffer(gl.FRAMEBUFFER, backend.gpgpu.framebuffer);
  }
}

/** Of a texture with one texel for each of `count` lanes: its rows have two to the power of this many. */
const laneBits = (count: number): number => Math.ceil(Math.log2(Math.max(1, count)) / 2);

/** As tfjs counts: two rows and two columns a texel. tfjs's own choice is a column of one texel a row, slow to draw. */
function textureShape(count: number, rowBits = laneBits(count)): [number, number] {
  const width = 2 ** rowBits;
  return [2 * Math.ceil(count / width), 2 * width];
}

/** A tensor [count, 2, 2] with a texture and no content yet. */
function allocate(backend: MathBackendWebGL, count: number): tf.TensorInfo {
  const info = backend.makeTensorInfo([count, 2, 2], "float32");
  giveTexture(backend, info, textureShape(count));
  return info;
}

function giveTexture(backend: MathBackendWebGL, { dataId, shape }: tf.TensorInfo, texShape: [number, number]): void {
  const layout = { shape, isPacked: true, texShape, values: null };
  Object.assign(backend.texData.get(dataId), layout);
  // Without values it finds a texture and fills in nothing.
  backend.uploadToGPU(dataId);
}

/** The tensor with its texels in our order: itself, or a copy where tfjs has put it on the GPU in an order of its own. */
function placeOnGpu(backend: MathBackendWebGL, given: tf.TensorInfo, rowBits: number): tf.TensorInfo {
  const [count] = given.shape as [number];
  const [rows, columns] = textureShape(count, rowBits);
  const { texture, isPacked, texShape, shape } = backend.texData.get(given.dataId);
  if (texture && isPacked && texShape?.join() === `${rows},${columns}` && shape.length === 3) {
    return given;
  }
  const texels = new Float32Array(rows * columns);
  texels.set(backend.readSync(given.dataId) as Float32Array);
  const placed = texture ? backend.makeTensorInfo([count, 2, 2], "float32") : given;
  giveTexture(backend, placed, [rows, columns]);
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  gl.bindTexture(gl.TEXTURE_2D, backend.getTexture(placed.dataId));
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, columns / 2, rows / 2, gl.RGBA, gl.FLOAT, texels);
  gl.bindTexture(gl.TEXTURE_2D, null);
  return placed;
}

function setUniforms(
  gl: WebGL2RenderingContext,
  { program, locate }: Program,
  { kernel, lanes, from, steps, seed, stream, uniforms }: AdvanceAttributes,
): void {
  gl.useProgram(program);
  gl.uniform4uiv(locate("key"), laneKey(seed, stream));
  const whole = { laneCount: lanes, laneBits: laneBits(lanes), firstStep: from, stepCount: steps };
  for (const [name, value] of Object.entries(whole)) {
    gl.uniform1ui(locate(name), value);
  }
  for (const [name, kind] of Object.entries(kernel.uniforms)) {
    const value = uniforms[name] as number;
    if (kind === "int") {
      gl.uniform1i(locate(name), value);
    } else {
      gl.uniform1f(locate(name), value);
    }
  }
}

/** One fragment for each texel of the outputs. The inputs are on texture units in the order of the program's samplers. */
function draw(
  backend: MathBackendWebGL,
  { framebuffer }: Program,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly tf.TensorInfo[],
): void {
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  inputs.forEach(({ dataId }, unit) => {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, backend.getTexture(dataId));
  });
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  outputs.forEach(({ dataId }, v) => {
    const texture = backend.getTexture(dataId);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + v, gl.TEXTURE_2D, texture, 0);
  });
  const [height, width] = textureShape(outputs[0]?.shape[0] as number).map((side) => side / 2) as [number, number];
  gl.viewport(0, 0, width, height);
  gl.scissor(0, 0, width, height);
  // Without attributes: a corner follows from its number.
  gl.bindVertexArray(null);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
