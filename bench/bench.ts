import { type Contestant, type Figure, type Measurement, judge, measure } from "./measure";

/** One run of the benchmarks: how large their inputs are, how often each contestant runs, and where the lines go. */
export class Bench {
  /**
   * @param isSmall small inputs, each contestant once and no thresholds: whether everything still works. Every line then
   * begins with `small`, so that no figure of it is taken for a measurement
   * @param write takes one line
   */
  constructor(
    readonly isSmall: boolean,
    private readonly write: (line: string) => void,
  ) {}

  /** Of the two sizes of an input the one that this run has. */
  sized<T>(usual: T, small: T): T {
    return this.isSmall ? small : usual;
  }

  print(text: string): void {
    for (const line of text.split("\n")) this.write(this.isSmall ? `small  ${line}` : line);
  }

  /** `measure` of measure.ts. */
  measure(contestants: readonly Contestant[], runs: number, warmUps = 1): Measurement[] {
    return measure(contestants, this.sized(runs, 1), this.sized(warmUps, 0));
  }

  /** One line a figure; true when all are reached, which with small inputs any number does. */
  judge(figures: readonly Figure[]): boolean {
    if (!this.isSmall) return judge(figures, (line) => this.print(line));
    for (const { what, measured } of figures) {
      this.print(`${Number.isFinite(measured) ? "works  " : "NOTHING MEASURED"}  ${what}`);
    }
    return figures.every(({ measured }) => Number.isFinite(measured));
  }
}
