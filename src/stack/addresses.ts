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
  const root = element.node.scopes.find((scope) => addressRoot in scope);
  const outer = root === undefined ? [] : root.node.scopes.filter((scope) => !TerraformStack.isStack(scope));
  const prefix = outer.map((scope) => scope.node.id).filter((id) => id !== "" && id !== "Default");
  element.overrideLogicalId([...prefix, name].join("_").replace(/[^A-Za-z0-9_-]/g, "_"));
  return element;
}
