// Preloaded into a measured program and all it starts: keeps the largest resident size the operating system saw (KiB).
const { readFileSync, writeFileSync } = require("node:fs");

const file = process.env.BENCH_PEAK_FILE;

const earlier = () => {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
};

if (file) {
  process.on("exit", () => writeFileSync(file, String(Math.max(earlier(), process.resourceUsage().maxRSS))));
}
