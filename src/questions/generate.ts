import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { savedQuestions } from ".";
import { questionIndex, questionPage } from "./reference";

/** Where the pages are. */
export const pagesFolder = resolve(__dirname, "../../docs/questions");

/** The committed pages that are made from the questions: file name and text. `npm run generate` writes them. */
export const generatedPages = (): readonly { readonly file: string; readonly text: string }[] => [
  { file: "README.md", text: questionIndex(savedQuestions) },
  ...savedQuestions.map((question) => ({ file: `${question.name}.md`, text: questionPage(question) })),
];

if (require.main === module) {
  mkdirSync(pagesFolder, { recursive: true });
  const pages = generatedPages();
  const gone = readdirSync(pagesFolder).filter((file) => pages.every((page) => page.file !== file));
  for (const file of gone) rmSync(join(pagesFolder, file));
  for (const { file, text } of pages) writeFileSync(join(pagesFolder, file), text);
}
