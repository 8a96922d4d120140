import { resolve } from "node:path";
import { savedQuestions } from ".";
import { questionIndex, questionPage } from "./reference";

/** Where the pages are. */
export const pagesFolder = resolve(__dirname, "../../docs/questions");

/** The committed pages that are made from the questions: file name and text. `npm run generate` writes them. */
export const generatedPages = (): readonly { readonly file: string; readonly text: string }[] => [
  { file: "README.md", text: questionIndex(savedQuestions) },
  ...savedQuestions.map((question) => ({ file: `${question.name}.md`, text: questionPage(question) })),
];
