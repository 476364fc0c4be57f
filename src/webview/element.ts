/** Makes an element with attributes and children; an attribute named `style` would meet the policy, so there are none. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== "") {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}
