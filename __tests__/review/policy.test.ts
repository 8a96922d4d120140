import { matchesPattern, parseStatements } from "../../src/review/policy";

describe("IAM's wildcards", () => {
  test.each<[pattern: string, text: string, isCovered: boolean]>([
    ["", "", true],
    ["", "a", false],
    ["a", "", false],
    ["a", "a", true],
    ["ab", "a", false],
    ["a", "ab", false],
    ["ab", "xb", false],
    ["a?", "a", false],
    ["?", "a", true],
    ["?", "*", false],
    ["??", "a*", false],
    ["*", "", true],
    ["*", "*", true],
    ["**", "a", true],
    ["*b", "ab", true],
    ["*b", "abbb", true],
    ["*b", "ba", false],
    ["a*", "a", true],
    ["a*", "ba", false],
    ["a*c", "abbc", true],
    ["a*c", "acb", false],
    ["a*b*c", "axbxbc", true],
    ["a*b*c", "axcxb", false],
    ["*ab", "aab", true],
    ["*a?c", "abcabc", true],
    ["s3:Get*", "s3:GetObject", true],
    ["s3:Get*", "s3:Get*", true],
    ["s3:Get*", "s3:*", false],
    ["s3:GetObject", "s3:Get*", false],
    ["a.c", "abc", false],
    ["*?", "*", false],
  ])("%p covers %p: %p", (pattern, text, isCovered) => {
    expect(matchesPattern(pattern, text)).toBe(isCovered);
  });

  test("a pattern of many wildcards takes no longer than its length asks", () => {
    const begin = process.cpuUsage().user;
    expect(matchesPattern("*a".repeat(200) + "b", "a".repeat(5000))).toBe(false);
    expect(process.cpuUsage().user - begin).toBeLessThan(2_000_000);
  });
});

describe("a statement", () => {
  const of = (statement: object) => parseStatements({ Statement: [statement] } as never)[0];

  test("reads alike whatever form its lists have", () => {
    const one = of({
      Effect: "Allow",
      Principal: { AWS: ["b", "a", "arn:aws:iam::123456789012:root"], Service: "s" },
      Action: ["s3:b", "s3:a"],
      Resource: ["y", "x"],
      Condition: { StringLike: { "aws:B": ["2", "1", "2"] }, Bool: { a: true, b: false } },
    });
    expect(one).toMatchObject({
      effect: "Allow",
      principals: ["AWS:123456789012", "AWS:a", "AWS:b", "Service:s"],
      actions: ["s3:a", "s3:b"],
      resources: ["x", "y"],
      conditions: ["Bool a = true", "Bool b = false", "StringLike aws:b = 1, 2"],
    });
    const other = of({
      Resource: ["x", "y"],
      Action: ["s3:a", "s3:b"],
      Condition: { Bool: { b: ["false"], a: "true" }, StringLike: { "AWS:b": ["1", "2"] } },
      Principal: { Service: ["s"], AWS: ["a", "b", "123456789012", "a"] },
      Sid: "another",
      Effect: "Allow",
    });
    expect(other?.canonical).toBe(one?.canonical);
  });

  test.each([
    ["the root of no account", "arn:aws:iam::12345678901:root"],
    ["a user called root", "arn:aws:iam::123456789012:user/root"],
    ["something behind the root", "arn:aws:iam::123456789012:root/x"],
    ["something before the root", "x:arn:aws:iam::123456789012:root"],
  ])("%s is no account", (_, principal) => {
    expect(of({ Principal: { AWS: principal } })?.principals).toEqual([`AWS:${principal}`]);
  });

  test("anybody is one, in either form", () => {
    for (const Principal of ["*", ["*"], { AWS: "*" }, { AWS: ["*"] }, { AWS: "*", CanonicalUser: "*" }]) {
      expect(of({ Principal })?.principals).toEqual(["*"]);
    }
  });

  test.each([
    ["NotPrincipal", { AWS: ["a", "b"] }, { AWS: ["b", "a"] }, { AWS: "a" }],
    ["NotPrincipal", ["a", "b"], ["b", "a"], "a"],
    ["NotAction", ["a", "b"], ["b", "a"], "a"],
    ["NotResource", ["a", "b"], ["b", "a"], "a"],
  ])("%s is a part of what it means, in any order", (field, one, same, another) => {
    const textOf = (value: unknown) => of({ Effect: "Allow", [field]: value })?.canonical;
    expect(textOf(same)).toBe(textOf(one));
    expect(textOf(another)).not.toBe(textOf(one));
    expect(textOf(undefined)).not.toBe(textOf(one));
  });

  test("what is no statement is none, and one alone is one", () => {
    expect(parseStatements({ Statement: ["x", 1, null, {}] } as never)).toHaveLength(1);
    expect(parseStatements({ Statement: { Effect: "Deny" } } as never)).toMatchObject([
      { effect: "Deny", principals: [] },
    ]);
    expect(parseStatements({ Statement: [{}] } as never)).toMatchObject([{ effect: "", conditions: [] }]);
    for (const policy of [undefined, null, "text", {}, []])
      expect(parseStatements(policy as never)).toEqual([]);
  });
});
