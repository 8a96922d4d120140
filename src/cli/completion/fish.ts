import type { CommandTree, CompletedOption } from "./tree";

const text = (value: string) => `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

/** @param condition of fish's, quoted */
const flagLine = (
  { long, short, description, takesValue, words }: CompletedOption,
  condition: string,
): string =>
  [
    `complete -c s3-audit -n ${condition} -l ${long.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(words.length > 0 ? [`-x -a ${text(words.join(" "))}`] : takesValue ? ["-r"] : []),
    `-d ${text(description)}`,
  ].join(" ");

/** A script for fish. */
export function fish(commands: readonly CommandTree[], flagsAlone: readonly CompletedOption[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  const none = text(`not __fish_seen_subcommand_from ${names}`);
  const lines = commands.flatMap(({ name, description, options, words }) => {
    const within = text(`__fish_seen_subcommand_from ${name}`);
    return [
      `complete -c s3-audit -n ${none} -f -a ${name} -d ${text(description)}`,
      ...(words.length > 0 ? [`complete -c s3-audit -n ${within} -f -a ${text(words.join(" "))}`] : []),
      ...options.map((option) => flagLine(option, within)),
    ];
  });
  return `# fish completion for s3-audit and npx s3-audit: a file in ~/.config/fish/conf.d
${[...flagsAlone.map((flag) => flagLine(flag, none)), ...lines].join("\n")}

# Behind npx: what would be completed without it.
function __s3_audit_npx
  set -l words (commandline -opc) (commandline -ct)
  set -l at (contains -i -- s3-audit $words)
  and complete -C (string join -- ' ' (string escape -- $words[$at..-2]) $words[-1])
end
complete -c npx -n '__fish_seen_subcommand_from s3-audit' -f -a '(__s3_audit_npx)'
complete -c npx -n 'not __fish_seen_subcommand_from s3-audit' -a s3-audit -d ${text("who did what to which S3 object")}
`;
}
