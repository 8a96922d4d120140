/** A stretch of time: from `since` on, up to but without `until`. */
export interface TimeWindow {
  readonly since: Date;
  readonly until: Date;
}

/** Every day a log file can have: the partition `day` is text of the form `yyyy/MM/dd`. */
export const allTime: TimeWindow = {
  since: new Date("1970-01-01T00:00:00Z"),
  until: new Date("9999-12-30T00:00:00Z"),
};
