import { findDemo } from "../demos";
import { connect } from "./connect";
import { createDemoView, type DemoView } from "./demo/view";

const page = document.getElementById("page") as HTMLElement;
let shown: { id: string; view: DemoView } | undefined;

const host = connect("demo", (state) => {
  const demo = findDemo(state.id);
  if (!demo) {
    page.textContent = `There is no demo “${state.id}”.`;
    return;
  }
  if (shown?.id !== demo.id) {
    shown?.view.dispose();
    shown = { id: demo.id, view: createDemoView(page, demo, host) };
  }
  shown.view.update(state);
});
