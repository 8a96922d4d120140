import { dirname, join } from "node:path";
import { tell, writeGenerated } from "./generated";
import { generatedPages, pagesFolder } from "./questions/generate";
import { generatedFiles } from "./settings/generate";
import { schemaFile } from "./settings/jsonSchema";

// `npm run generate`: everything is made before anything is told, so that it is whole also where nobody listens to the end
const root = dirname(schemaFile);
const pages = generatedPages().map(({ file, text }) => ({ path: join(pagesFolder, file), text }));
tell([...writeGenerated(root, generatedFiles()), ...writeGenerated(root, pages, pagesFolder)]);
