import type { StudyState } from "../protocol";
import { connect } from "./connect";
import { followLinks } from "./followLinks";
import { createInterview } from "./study/interview";
import { createReview } from "./study/review";
import { createStatistics } from "./study/statistics";

const page = document.getElementById("page") as HTMLElement;
const host = connect("study", (state) => show(state));
let showInterview: ReturnType<typeof createInterview> | undefined;
let showReview: ReturnType<typeof createReview> | undefined;
let showStatistics: ReturnType<typeof createStatistics> | undefined;

/** A page shows one view for as long as it lives. */
function show(state: StudyState): void {
  switch (state.view) {
    case "interview":
      showInterview ??= createInterview(page, host);
      showInterview(state);
      return;
    case "review":
      showReview ??= createReview(page, host);
      showReview(state);
      return;
    case "statistics":
      showStatistics ??= createStatistics(page, host);
      showStatistics(state);
      return;
    default:
      state satisfies never;
  }
}

followLinks(page, (href, uri) => host.post({ type: "follow", href, uri }));
