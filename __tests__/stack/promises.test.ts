import { promises } from "./promises";
import { SynthesizedAudit } from "./synthesizedAudit";
import { terraformPromises } from "./terraformPromises";
import { stackOf, variants } from "./variants";

describe.each(variants)("%s", (_, settings) => {
  it.each(promises)("$sentence", ({ isKept }) =>
    isKept(new SynthesizedAudit(stackOf(settings), settings), settings),
  );
  it.each(terraformPromises)("$sentence", ({ isKept }) => isKept(stackOf(settings), settings));
});
