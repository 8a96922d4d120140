import { faultsOfTrees } from "../support/damaged/manyTrees";

jest.setTimeout(600_000);

// the other half is in a file of its own, so that both run side by side
test("500 damaged trees: every readable event once, every unreadable file named with its reason", async () => {
  expect(await faultsOfTrees(2, 500)).toEqual([]);
});
