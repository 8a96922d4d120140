/** The version in what `terraform version -json` (or an older `terraform version`) prints; undefined: it tells none. */
export const terraformVersion = (told: string): string | undefined =>
  (/"terraform_version": *"([^"]+)"/.exec(told) ?? /v(\d[\d.]*)/.exec(told))?.[1];

/** Whether a version (`1.7.0`) comes before another. */
export function isOlder(version: string, than: string): boolean {
  const [have, need] = [numbers(version), numbers(than)];
  const at = need.findIndex((number, index) => number !== (have[index] ?? 0));
  return at >= 0 && (have[at] ?? 0) < (need[at] ?? 0);
}

const numbers = (version: string): readonly number[] =>
  version.split(/[.-]/).map((part) => parseInt(part, 10) || 0);
