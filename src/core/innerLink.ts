/** A scheme of some VS Code, then this extension, then what is to be opened. */
const outer = /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/ml-interview-lab\.ml-interview-lab\/(demo|question)\/(.+)$/i;

/**
 * A link to a question or a demo as it is copied for use outside of VS Code, turned into the one that pages follow by
 * themselves; undefined for every other link.
 */
export function toInnerLink(href: string): string | undefined {
  const [, kind, rest] = outer.exec(href) ?? [];
  return kind && rest && `${kind.toLowerCase()}:${rest}`;
}
