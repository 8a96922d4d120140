import { describeWith } from "../support/finding";
import { findPython } from "../support/python";
import { findTerraform } from "../support/terraform";
import { trinoTools } from "./install";
import { proveBytes } from "./proofs/bytes";
import { proveCases } from "./proofs/cases";
import { proveCommandLine } from "./proofs/commandLine";
import { proveNamedQueries } from "./proofs/namedQueries";
import { proveSeedStatements } from "./proofs/seedStatements";
import { proveView } from "./proofs/view";
import { Stage } from "./stage";

/**
 * Everything that Terraform saved for Athena, read back through AWS's API and run as it is by a real Trino: over a
 * copy of the applied catalogue whose table reads text, because `CloudTrailInputFormat` is Amazon's own and in no
 * other Trino (see `repointTable`), and whose projection names only the Regions that the tests' records have. This
 * Trino is newer than Athena's engine: what it takes beyond that engine is another test's to find.
 */
describeWith([findTerraform(), findPython(), ...trinoTools()], "what Terraform saved, run by Trino", () => {
  const stage = new Stage();
  beforeAll(() => stage.begin(), 300_000);
  afterAll(() => stage.end(), 60_000);
  jest.setTimeout(60_000);

  describe("the view", () => proveView(stage));
  describe("the saved queries", () => proveNamedQueries(stage));
  describe("each case of the questions", () => proveCases(stage));
  describe("bytes read", () => proveBytes(stage));
  describe("the blog post's statements", () => proveSeedStatements(stage));
  describe("the command line", () => proveCommandLine(stage));
});
