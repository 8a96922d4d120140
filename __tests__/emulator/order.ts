const begun = { made: "Creating...", destroyed: "Destroying..." } as const;
const ended = { made: "Creation complete", destroyed: "Destruction complete" } as const;

/** What Terraform did to each resource and when, by the lines of what it printed. */
function steps(told: string, step: string): ReadonlyMap<string, number> {
  return new Map(
    told.split("\n").flatMap((line, index) => {
      // in front of it stands the stack's name, where there are several
      const at = line.indexOf(`: ${step}`);
      return at === -1 ? [] : [[line.slice(0, at).trim(), index] as const];
    }),
  );
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
