/** How far an interview is, in milliseconds. */
export interface Times {
  /** Of the whole; below 0 once it is over. */
  left: number;
  /** By the answer to the question on the page. */
  took: number;
}

const minute = 60_000;
/** So many minutes before the end it is said how many are left. */
const warnings = [10, 5, 1];

/**
 * What is to be said of the time that passed from one moment to another, where something is: when the end is near, when it
 * has come, and when the question on the page has had its minutes. Everything else would be in the way of thinking.
 */
export function sayMoments(before: Times, after: Times, minutes: number): string {
  const passed = warnings.filter((one) => before.left > one * minute && after.left <= one * minute);
  const warning = after.left > 0 ? passed.at(-1) : undefined;
  const said = [
    ...(warning ? [warning === 1 ? "1 minute is left." : `${warning} minutes are left.`] : []),
    ...(before.left > 0 && after.left <= 0 ? ["The time is over. Nothing stops: finish, or end the interview."] : []),
    ...(before.took < minutes * minute && after.took >= minutes * minute
      ? [`This question has had its ${minutes} minutes: come to an end.`]
      : []),
  ];
  return said.join(" ");
}

/** A time on a clock: 12:05. */
export function sayClock(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What is left, and what is over, in words or, for who hears it and not sees it, in words that seldom change. */
export function sayTimes({ left, took }: Times, minutes: number, isRough: boolean): string {
  // What is left is rounded up: it is 0:00 when nothing is.
  const onClock = left > 0 ? `${sayClock(left + 999)} left` : `${sayClock(-left)} over time`;
  const inMinutes = left > 0 ? `${sayMinutes(Math.ceil(left / minute))} left` : "over time";
  return isRough
    ? `${inMinutes} · this question: ${sayMinutes(Math.floor(took / minute))} of about ${minutes}`
    : `${onClock} · this question: ${sayClock(took)} of about ${minutes}:00`;
}

export const sayMinutes = (count: number): string => (count === 1 ? "1 minute" : `${count} minutes`);
