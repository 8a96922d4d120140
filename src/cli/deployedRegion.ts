/** What is read of a state, as `terraform state pull` prints it (format 4). */
interface State {
  readonly resources?: readonly {
    readonly mode?: string;
    readonly instances?: readonly { readonly attributes?: { readonly arn?: unknown } | null }[];
  }[];
}

/** Services whose things lie in the Region of the audit; an ARN of S3 names none. */
const regional = /^arn:[^:]+:(?:cloudtrail|athena|glue):([a-z0-9-]+):/;

/** The Region in which an audit was deployed, out of its state; undefined where the state does not tell. */
export function deployedRegion(state: string): string | undefined {
  let read: State;
  try {
    read = JSON.parse(state) as State;
  } catch {
    // there is none before the first deployment
    return undefined;
  }
  for (const { mode, instances } of read.resources ?? []) {
    if (mode !== "managed") continue;
    for (const { attributes } of instances ?? []) {
      const [, region] = regional.exec(String(attributes?.arn)) ?? [];
      if (region !== undefined) return region;
    }
  }
  return undefined;
}
