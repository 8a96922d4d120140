const begun = { made: "Creating...", destroyed: "Destroying..." } as const;
const ended = { made: "Creation complete", destroyed: "Destruction complete" } as const;

/** The lines in which Terraform said this of a resource, by stack and address. */
function steps(told: string, step: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  // CDKTF puts the stack's name in front of the first line of each piece of what Terraform prints
  let stack = "";
  for (const [index, line] of told.split("\n").entries()) {
    stack = /^(\S+) {2}/.exec(line)?.[1] ?? stack;
    const [, address = "", said = ""] = /\b(aws_\w+\.[\w-]+): (.*)/.exec(line) ?? [];
    if (said.startsWith(step)) found.set(`${stack} ${address}`, index);
  }
  return found;
}

const isSavedQuestion = (resource: string) => /aws_athena_(named_query|prepared_statement)\./.test(resource);
const catalogOf = (question: string): readonly string[] =>
  ["logs", "object_events"].map((table) =>
    question.replace(/aws_athena_\w+\.[\w-]+/, `aws_glue_catalog_table.${table}`),
  );

/** No saved question was there without the table and the view that it is asked of. */
export function expectQuestionsInOrder(told: string, what: "made" | "destroyed"): void {
  const [starts, ends] = [steps(told, begun[what]), steps(told, ended[what])];
  const questions = [...starts.keys()].filter(isSavedQuestion);
  expect(questions.length).toBeGreaterThan(30);
  for (const question of questions) {
    for (const table of catalogOf(question)) {
      const [first, second] = what === "made" ? [table, question] : [question, table];
      expect({ [first]: ends.get(first), isBefore: second }).toEqual({
        [first]: expect.any(Number) as number,
        isBefore: second,
      });
      expect(ends.get(first)).toBeLessThan(starts.get(second) ?? -1);
    }
  }
}
