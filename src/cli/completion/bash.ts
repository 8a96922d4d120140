import type { CommandTree } from "./tree";

const quoted = (words: readonly string[]) => `'${words.join(" ").replaceAll("'", `'\\''`)}'`;

/** A script for bash 3.2 or newer; where it knows no word, bash completes files. */
export function bash(commands: readonly CommandTree[]): string {
  const complete = (words: readonly string[]) =>
    `COMPREPLY=($(compgen -W ${quoted(words)} -- "$word")); return`;
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ words }) => words.length > 0)
      .flatMap(({ long, short, words }) =>
        [long, short].flatMap((flag) =>
          flag === undefined ? [] : [`    '${name} ${flag}') ${complete(words)} ;;`],
        ),
      ),
  );
  const flags = commands.map(
    ({ name, options }) => `      ${name}) ${complete(options.map(({ long }) => long))} ;;`,
  );
  const takers = commands.flatMap(({ name, options }) =>
    options.filter((option) => option.takesValue).map(({ long }) => `'${name} ${long}'`),
  );
  const operands = commands
    .filter(({ words }) => words.length > 0)
    .map(({ name, words }) => `    ${name}) ${complete(words)} ;;`);
  return `# bash completion for s3-audit. Add to ~/.bashrc: source <(s3-audit completion bash)
_s3_audit() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    ${complete(commands.map(({ name }) => name))}
  fi
  case "$command $before" in
${values.join("\n")}
    ${takers.join("|")}) return ;;
  esac
  if [[ $word == -* ]]; then
    case $command in
${flags.join("\n")}
    esac
  fi
  case $command in
${operands.join("\n")}
  esac
}
complete -o default -F _s3_audit s3-audit
`;
}
