import { machineZoneRefused, machineZoneUnnamed } from "../errors";
import { shown } from "../settings/fault";
import { regionName, timeZoneName } from "../settings/names";
import { clientConfig } from "./aws";
import type { Io } from "./io";

/** An answer that is offered, and where it comes from. */
export interface Usual {
  readonly byDefault?: string;
  readonly whence?: string;
  /** Why there is none, where that is worth a sentence. */
  readonly why?: string;
}

/** The Region that AWS's own tools would take: of the environment, else of the profile; none where that is none. */
export async function usualRegion(env: Io["env"]): Promise<Usual> {
  for (const variable of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const region = env[variable];
    if (region !== undefined && regionName(region) === undefined) {
      return { byDefault: region, whence: `from ${variable}` };
    }
  }
  const { S3Client } = await import("@aws-sdk/client-s3");
  const profile = env["AWS_PROFILE"] || undefined;
  const client = new S3Client(clientConfig(profile === undefined ? {} : { profile }));
  try {
    const region = await client.config.region();
    if (regionName(region) !== undefined) return {};
    return { byDefault: region, whence: `from the profile ${profile ?? "default"}` };
  } catch {
    // no profile of that name, no file, or none that names a Region
    return {};
  } finally {
    client.destroy();
  }
}

/** The zone of this machine's clock, where it has a name that Athena knows too. */
export function usualTimeZone(): Usual {
  // there is none, whatever the types say, where TZ names a file (`:/etc/localtime`), or rules such as JST-9
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  if (zone === undefined) return { why: machineZoneUnnamed() };
  const why = timeZoneName(zone);
  if (why !== undefined) return { why: machineZoneRefused(shown(zone), why) };
  return { byDefault: zone, whence: "this machine's" };
}
