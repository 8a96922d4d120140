// Not beside index.ts under its name, which some resolvers would take for it. One build serves `import` and `require`:
// a construct of a second copy would be none of the classes of the first.
export * from "./index.js";
