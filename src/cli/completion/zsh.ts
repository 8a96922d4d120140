import type { CommandTree, CompletedOption } from "./tree";

const text = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;
const escaped = (value: string, special: RegExp) => value.replace(special, "\\$&");

/** `'--format[how it is printed]:value:(table json)'` */
function specification({
  long,
  short,
  description,
  takesValue,
  isRepeatable,
  words,
}: CompletedOption): string {
  const told = `[${escaped(description, /[\\[\]]/g)}]`;
  const values =
    words.length > 0 ? `(${words.map((word) => escaped(word, /[\\():]/g)).join(" ")})` : "_files";
  const value = takesValue ? `:value:${values}` : "";
  const others = isRepeatable ? "*" : short === undefined ? "" : `(${short} ${long})`;
  return [short, long]
    .flatMap((flag) => (flag === undefined ? [] : [text(`${others}${flag}${told}${value}`)]))
    .join(" ");
}

/** A script for zsh. */
export function zsh(commands: readonly CommandTree[], flagsAlone: readonly CompletedOption[]): string {
  const described = commands.map(({ name, description }) =>
    text(`${name}:${escaped(description, /[\\:]/g)}`),
  );
  const cases = commands.map(({ name, options, words }) => {
    const operand = words.length > 0 ? `'*:value:(${words.join(" ")})'` : "'*:file:_files'";
    return `    ${name}) _arguments -s ${[...options.map(specification), operand].join(" \\\n      ")} ;;`;
  });
  return `#compdef s3-audit
# zsh completion for s3-audit and npx s3-audit: a file for ~/.zshrc to source
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }

_s3_audit() {
  local -a commands
  commands=(
    ${described.join("\n    ")}
  )
  if (( CURRENT == 2 )) && [[ $words[2] == -* ]]; then
    _arguments -s ${flagsAlone.map(specification).join(" ")}
    return
  fi
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join("\n")}
  esac
}

# What completed npx before goes on to, for every other program.
_s3_audit_npx() {
  local -i at=2
  while (( at < CURRENT )) && [[ $words[at] == -* ]]; do (( at++ )); done
  if (( at < CURRENT )) && [[ $words[at] == s3-audit ]]; then
    words=("\${(@)words[at,-1]}")
    (( CURRENT -= at - 1 ))
    _s3_audit
  elif [[ -n $_s3_audit_npx_before ]]; then
    $_s3_audit_npx_before "$@"
  elif (( at == CURRENT )); then
    compadd s3-audit || _default
  else
    _default
  fi
}

[[ $_comps[npx] == _s3_audit_npx ]] || typeset -g _s3_audit_npx_before=$_comps[npx]
compdef _s3_audit s3-audit
compdef _s3_audit_npx npx
`;
}
