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
    .replace(/\b(stack|file)\b(?=, and the stem)/g, "audit")
    // a module cannot let go of what it may or may not make
    .replace(/, or is let go if the stack made it; it stays as it is(?=,)/, ", is left as it is")
    .replace(/, or is let go if the stack made it; it stays as it is(?=\.)/, " and is left as it is")
    .replace(/\bonce this is deployed\b/, "once this is applied")
    .replace(/, or a second file with a trail of its own/, ", or call the module once more");
