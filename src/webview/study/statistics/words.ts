import { sayTime } from "../../../core/study/summary";

const millisecondsOfDay = 86_400_000;

/** The day so many days after another: dates as the host writes them, 2027-03-31, which have no time zone. */
export const addDays = (date: string, days: number): Date => new Date(Date.parse(date) + days * millisecondsOfDay);

const format = (options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  return (date: Date) => made.format(date);
};

const sayWeekday = format({ weekday: "long" });
const sayDay = format({ day: "numeric", month: "long", year: "numeric" });

/** A day as the page calls it. */
export const sayDate = (date: Date): string => `${sayWeekday(date)} ${sayDay(date)}`;
export const sayMonth = format({ month: "long", year: "numeric" });
export const sayShortMonth = format({ month: "short" });

/** How many of something. */
export const sayCount = (count: number, what: string): string =>
  `${count.toLocaleString("en-GB")} ${what}${count === 1 ? "" : "s"}`;

/** A time in words: from an hour on in hours. */
export const sayLongTime = (seconds: number): string =>
  seconds < 3600 ? sayTime(seconds) : `${(seconds / 3600).toFixed(1)} hours`;
