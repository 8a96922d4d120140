import type { Random } from "./random";

/** Keys as people name their files, the awkward ones too. */
const shapes: readonly (readonly [weight: number, key: (random: Random) => string])[] = [
  [30, (random) => `data/2026/11/part-${random.below(400).toString().padStart(5, "0")}.parquet`],
  [20, (random) => `photos/IMG_${(1000 + random.below(400)).toString()}.jpg`],
  [12, (random) => `reports/${random.pick(["april", "may", "june"])} ${random.below(12) + 2014}.pdf`],
  [10, (random) => `帳票/2026年${random.below(12) + 1}月/請求書 ${random.below(40)}.pdf`],
  [6, (random) => `backup/db-${random.below(28) + 1}.dump.gz`],
  [3, (random) => `写真/猫 ${random.below(30)}.png`],
  [2, (random) => `shared/it's "final" v${random.below(9)}.docx`],
  [2, (random) => `shared/a+b=${random.below(9)}, 100%.csv`],
  [1, () => "../up/../there.txt"],
  [1, () => "絵文字/🐈‍⬛.txt"],
];

export const anyKey = (random: Random): string => random.weighted(shapes)(random);
