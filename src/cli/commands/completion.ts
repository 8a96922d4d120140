import { Argument } from "commander";
import { ExitCode } from "../../errors";
import type { CliCommand } from "../command";

/** `s3-audit completion`: lets a shell complete commands, options and their values. */
export const completionCommand: CliCommand = {
  register(program, io, done) {
    program
      .command("completion")
      .description("print a script that lets your shell complete s3-audit")
      .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
      .addHelpText("after", examples)
      .action(async (shell: "bash" | "zsh" | "fish") => {
        const { treeOf } = await import("../completion/tree");
        const scripts = {
          bash: async () => (await import("../completion/bash")).bash,
          zsh: async () => (await import("../completion/zsh")).zsh,
          fish: async () => (await import("../completion/fish")).fish,
        };
        const script = await scripts[shell]();
        io.stdout.write(script(treeOf(program)));
        done(ExitCode.ok);
      });
  },
};

const examples = `
Examples:
  source <(s3-audit completion bash)
  source <(s3-audit completion zsh)
  s3-audit completion fish > ~/.config/fish/completions/s3-audit.fish`;
