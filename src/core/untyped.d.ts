// Plugins of markdown-it that bring no types, or types of another major version of it.
declare module "markdown-it-footnote" {
  const footnote: (markdown: import("markdown-it").default) => void;
  export default footnote;
}
