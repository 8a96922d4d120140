import { eventNamesOf, s3DataEvents } from "../../src/cloudtrail/s3Events";

test("every data event is listed once", () => {
  const names = s3DataEvents.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(29);
});

test("deletions are a single object's and a batch's", () => {
  expect(eventNamesOf("delete")).toEqual(["DeleteObject", "DeleteObjects"]);
});

test("only writes change something", () => {
  const changing = ["upload", "copy", "delete", "restore", "permission", "tag", "lock"];
  for (const { kind, action } of s3DataEvents) {
    if (changing.includes(action)) expect(kind).toBe("write");
    if (["read", "list"].includes(action)) expect(kind).toBe("read");
  }
});
