/** A field of the settings as Terraform names its variables and attributes: `expireAfterDays`, `expire_after_days`. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A sentence about settings, said of the module's variables. */
export const moduleWords = (sentence: string): string =>
  sentence
    .replace(/\ballBuckets: true\b/g, "all_buckets = {}")
    .replace(/\b(record|create|bucket): (\w+|my-bucket)\b/g, "$1 = $2")
    .replace(/\bwatch\b(?=\.|\[)/g, "watched_buckets")
    .replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, snakeCase)
    .replace(/\bstack(?=; every name that is not given)/g, "audit")
    // a module cannot release what it may or may not create
    .replace(/, or is released if the stack created it; it is not changed(?=,)/, ", is not changed")
    .replace(/, or is released if the stack created it; it is not changed(?=\.)/, " and is not changed")
    .replace(/\bonce deployed\b/, "once applied")
    .replace(/, or a second file with a trail of its own/, ", or call the module once more");
