import type { RawPlan } from "./planSchema";
import type { Value } from "./value";
import { at, isList, isMap, listOf } from "./value";

/**
 * The texts a plan marks as sensitive anywhere. Marks alone are not enough: the provider copies a sensitive tag
 * into `tags_all` and Terraform leaves the copy unmarked (seen with Terraform 1.11, AWS provider 5.100).
 */
export class Secrets {
  private readonly texts = new Set<string>();
  private pattern: RegExp | undefined;

  static of(plan: RawPlan): Secrets {
    const secrets = new Secrets();
    const changes = [
      ...(plan.resource_changes ?? []).map((resource) => resource.change),
      ...Object.values(plan.output_changes ?? {}),
    ];
    for (const change of changes) {
      secrets.collect(change.before as Value, change.before_sensitive as Value);
      secrets.collect(change.after as Value, change.after_sensitive as Value);
    }
    secrets.collectVariables(plan);
    for (const values of [plan.planned_values, at(plan.prior_state as Value, "values")]) {
      secrets.collectOutputs(values as Value);
      secrets.collectModule(at(values as Value, "root_module"));
    }
    return secrets;
  }

  get none(): boolean {
    return this.texts.size === 0;
  }

  /** Whether a text is a secret, or holds one of at least six characters (as it is, or as JSON writes it). */
  areIn(text: string): boolean {
    if (this.none) return false;
    if (this.texts.has(text)) return true;
    this.pattern ??= this.anyLongEnough();
    return this.pattern.test(text) || this.pattern.test(withoutEscapes(text));
  }

  private anyLongEnough(): RegExp {
    const long = [...this.texts].filter((text) => text.length >= shortestContained);
    const written = new Set(long.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
    const alternatives = [...written].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return alternatives.length === 0 ? /(?!)/ : new RegExp(alternatives.join("|"));
  }

  private collectVariables(plan: RawPlan): void {
    const declared = at(plan.configuration as Value, "root_module", "variables");
    for (const [name, variable] of Object.entries(plan.variables ?? {})) {
      if (at(declared, name, "sensitive") === true) this.collect(variable.value as Value, true);
    }
  }

  private collectOutputs(values: Value | undefined): void {
    const outputs = at(values, "outputs");
    if (!isMap(outputs)) return;
    for (const output of Object.values(outputs)) {
      if (at(output, "sensitive") === true) this.collect(at(output, "value"), true);
    }
  }

  private collectModule(module: Value | undefined): void {
    for (const resource of listOf(at(module, "resources"))) {
      this.collect(at(resource, "values"), at(resource, "sensitive_values"));
    }
    for (const child of listOf(at(module, "child_modules"))) this.collectModule(child);
  }

  /** Walks value and marks together; `true` covers all below it. */
  private collect(value: Value | undefined, marks: Value | undefined): void {
    if (value === undefined || value === null || marks === undefined || marks === null || marks === false)
      return;
    if (typeof value === "string") {
      if (marks === true && value !== "") this.texts.add(value);
    } else if (isList(value)) {
      value.forEach((element, index) => this.collect(element, marks === true || at(marks, index)));
    } else if (isMap(value)) {
      for (const [key, member] of Object.entries(value))
        this.collect(member, marks === true || at(marks, key));
    }
  }
}

/** Terraform's `jsonencode` writes `<`, `>` and `&` as `\u003c` and so on, which JSON in JavaScript leaves alone. */
function withoutEscapes(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** A shorter secret is masked where it is the whole text; inside others it would hide half the plan. */
const shortestContained = 6;
