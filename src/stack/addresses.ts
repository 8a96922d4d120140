import type { Construct } from "constructs";
import { TerraformStack, type TerraformElement } from "cdktf";

const addressRoot = Symbol.for("s3-object-audit.addressRoot");

/** Marks the construct below which `addressed` names things: its own id becomes their prefix. */
export function markAddressRoot(construct: Construct): void {
  Object.defineProperty(construct, addressRoot, { value: true });
}

/**
 * Gives an element the name that people read in a plan (`aws_cloudtrail.trail`) instead of CDKTF's path with a
 * hash. Below an audit with the id `Default` the name stands alone; below any other id it has that path as prefix
 * (`aws_cloudtrail.payments_trail`), so that two audits fit into one stack. Names are made to fit Terraform's
 * identifiers: a dot, legal in a bucket's name, becomes an underscore, which is not.
 *
 * Must be called before anything refers to the element.
 */
export function addressed<T extends TerraformElement>(element: T, name: string): T {
  element.overrideLogicalId(nameBelow(element, name));
  return element;
}

/** The name that `addressed` gives to an element that stands in `scope`. */
export function nameBelow(scope: Construct, name: string): string {
  const root = scope.node.scopes.find((each) => addressRoot in each);
  const outer = root === undefined ? [] : root.node.scopes.filter((each) => !TerraformStack.isStack(each));
  const prefix = outer.map((each) => each.node.id).filter((id) => id !== "" && id !== "Default");
  return [...prefix, name].join("_").replace(/[^A-Za-z0-9_-]/g, "_");
}
