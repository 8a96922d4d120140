import util from "node:util";

// CDKTF asks `util.isArray` of each output. Node 22 and later warn of it at every start (DEP0044), which CDKTF's command
// line prints as an error. What Node names to take instead gives the same answers and no warning; no other is touched.
Object.assign(util, { isArray: Array.isArray });
