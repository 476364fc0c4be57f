// What KaTeX exports for callers that build the document themselves, and leaves out of its types.
import type { KatexOptions } from "katex";

declare module "katex" {
  export interface VirtualNode {
    children?: VirtualNode[];
    attributes?: Record<string, string>;
    toNode(): Node;
  }
  export function __renderToDomTree(tex: string, options: KatexOptions): VirtualNode;
}

declare module "katex/contrib/copy-tex" {}
