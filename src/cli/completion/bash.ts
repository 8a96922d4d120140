import type { CommandTree, CompletedOption } from "./tree";

const quoted = (words: readonly string[]) => `'${words.join(" ").replaceAll("'", `'\\''`)}'`;

/** A script for bash 3.2 or newer; where it knows no word, bash completes files. */
export function bash(commands: readonly CommandTree[], flagsAlone: readonly CompletedOption[]): string {
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
  return `# bash completion for s3-audit and npx s3-audit: a file for ~/.bashrc to source
_s3_audit() { _s3_audit_from 0; }

# Completes the command line whose program is the word of this number.
_s3_audit_from() {
  local -a words
  words=("\${COMP_WORDS[@]:$1}")
  local at=$((COMP_CWORD - $1)) command=\${words[1]}
  local word=\${words[at]} before=\${words[at - 1]}
  COMPREPLY=()
  if [[ $at -eq 1 && $word == -* ]]; then
    ${complete(flagsAlone.map(({ long }) => long))}
  elif [ "$at" -eq 1 ]; then
    ${complete(commands.map(({ name }) => name))}
  fi
  # bash takes --flag=value for three words
  if [ "$before" = = ]; then before=\${words[at - 2]}; fi
  if [ "$word" = = ]; then word=; fi
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

# What completed npx before goes on to, for every other program.
_s3_audit_npx() {
  local at=1
  while [[ $at -lt $COMP_CWORD && \${COMP_WORDS[at]} == -* ]]; do at=$((at + 1)); done
  if [[ $at -lt $COMP_CWORD && \${COMP_WORDS[at]} == s3-audit ]]; then
    _s3_audit_from "$at"
  elif [ -n "$_s3_audit_npx_before" ]; then
    "$_s3_audit_npx_before" "$@"
  elif [ "$at" -eq "$COMP_CWORD" ]; then
    COMPREPLY=($(compgen -W s3-audit -- "\${COMP_WORDS[at]}"))
  else
    COMPREPLY=()
  fi
}

_s3_audit_found=$(complete -p npx 2>/dev/null)
if [[ $_s3_audit_found == *"-F "* && $_s3_audit_found != *_s3_audit_npx* ]]; then
  _s3_audit_found=\${_s3_audit_found##*-F }
  _s3_audit_npx_before=\${_s3_audit_found%% *}
fi
unset _s3_audit_found
complete -o default -F _s3_audit s3-audit
complete -o default -F _s3_audit_npx npx
`;
}
