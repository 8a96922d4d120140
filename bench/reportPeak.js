// Preloaded into a measured program: tells the largest resident size the operating system saw (KiB).
const { writeFileSync } = require("node:fs");
process.on("exit", () => {
  if (process.env.BENCH_PEAK_FILE) {
    writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS));
  }
});
