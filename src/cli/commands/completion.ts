import { Argument } from "commander";
import { ExitCode } from "../../errors";
import type { CliCommand } from "../command";
import { oneOf } from "../options";

/** `s3-audit completion`: lets a shell complete commands, options and their values. */
export const completionCommand: CliCommand = {
  examples: [
    "completion bash > ~/.s3-audit.bash && echo 'source ~/.s3-audit.bash' >> ~/.bashrc",
    "completion zsh > ~/.s3-audit.zsh && echo 'source ~/.s3-audit.zsh' >> ~/.zshrc",
    "completion fish > ~/.config/fish/conf.d/s3-audit.fish",
  ],
  notes: "Shells that you open afterwards complete both `s3-audit` and `npx s3-audit`.",
  register(program, io, done) {
    program
      .command("completion")
      .description("print a script that lets your shell complete s3-audit, also after npx")
      .addArgument(oneOf(new Argument("<shell>", "bash, zsh or fish"), ["bash", "zsh", "fish"]))
      .action(async (shell: "bash" | "zsh" | "fish") => {
        const { programFlags, treeOf } = await import("../completion/tree");
        const scripts = {
          bash: async () => (await import("../completion/bash")).bash,
          zsh: async () => (await import("../completion/zsh")).zsh,
          fish: async () => (await import("../completion/fish")).fish,
        };
        const script = await scripts[shell]();
        io.stdout.write(script(treeOf(program), programFlags(program)));
        done(ExitCode.ok);
      });
  },
};
