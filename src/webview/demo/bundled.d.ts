/** A WebAssembly binary, carried inside the script. */
declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** A whole script with all that it imports, as text. */
declare module "worker:*" {
  const source: string;
  export default source;
}
