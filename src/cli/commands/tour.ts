import type { CliCommand } from "../command";

/** `s3-audit tour`: what `npm start` shows after the synth, from the settings to the first answer. */
export const tourCommand: CliCommand = {
  examples: ["tour"],
  notes: "Run a synth before it; `npm start` does both.",
  register(program, io, done) {
    program
      .command("tour")
      .description("show what the synthesized stacks would create, and try the questions on sample logs")
      .action(async () => {
        const { tour } = await import("../touring");
        done(await tour(io));
      });
  },
};
