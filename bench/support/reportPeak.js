// Loaded before a measured program (node -r): tells the peak memory of the whole process when it ends.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));
