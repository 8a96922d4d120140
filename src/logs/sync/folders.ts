/** A file below a folder of days. */
export interface Listed {
  /** The last part of its key. */
  readonly name: string;
  readonly size: number;
}

/** Something with folders in it: a bucket, or a folder on this machine. Folders are keys with a slash at their end. */
export interface Folders {
  /** The names of the folders directly in one; none where there is no such folder. */
  foldersIn(folder: string): Promise<readonly string[]>;
}

/** Which log files are meant. */
export interface Where {
  /** What every key begins with: empty, or with a slash at its end. */
  readonly prefix: string;
  /** All that are found, if not given. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** UTC days of delivery, `yyyy/MM/dd`, both included. */
  readonly firstDay: string;
  readonly lastDay: string;
}

const account = /^\d{12}$/;
const organization = /^o-[a-z0-9]+$/;
const region = /^[a-z]{2}[a-z0-9-]+$/;

/**
 * The folders of days in CloudTrail's layout, the newest first. Names are looked up from folder to folder, so that what
 * lies beside the log files (digests, Insights) and days outside the window are never listed.
 */
export async function dayFolders(source: Folders, where: Where): Promise<readonly string[]> {
  const below = async (folder: string, takes: (name: string) => boolean): Promise<readonly string[]> =>
    (await source.foldersIn(folder)).filter(takes).map((name) => `${folder}${name}/`);

  const top = `${where.prefix}AWSLogs/`;
  const trails = (await accountFolders(source, top, where.accounts)).map((folder) => `${folder}CloudTrail/`);
  const regions = await each(trails, (trail) =>
    where.regions === undefined
      ? below(trail, (name) => region.test(name))
      : Promise.resolve(where.regions.map((name) => `${trail}${name}/`)),
  );
  const days = await each(regions, async (base) => {
    /** Whether some day of a year, a month, or this day itself, is in the window. */
    const isWithin = (folder: string) => (name: string) => {
      const part = `${folder.slice(base.length)}${name}`;
      const [first, last] = [where.firstDay, where.lastDay].map((day) => day.slice(0, part.length));
      return /^\d{4}(\/\d\d){0,2}$/.test(part) && part >= (first ?? "") && part <= (last ?? "");
    };
    const years = await below(base, isWithin(base));
    const months = await each(years, (year) => below(year, isWithin(year)));
    return each(months, (month) => below(month, isWithin(month)));
  });
  return [...days].sort((a, b) => dayOf(b).localeCompare(dayOf(a)));
}

/** `AWSLogs/ACCOUNT/`, and in the layout of an organization's trail `AWSLogs/ORGANIZATION/ACCOUNT/`. */
async function accountFolders(
  source: Folders,
  top: string,
  wanted: readonly string[] | undefined,
): Promise<readonly string[]> {
  const isWanted = (name: string) => account.test(name) && (wanted?.includes(name) ?? true);
  const names = await source.foldersIn(top);
  const inOrganizations = await each(
    names.filter((name) => organization.test(name)),
    async (id) =>
      (await source.foldersIn(`${top}${id}/`)).filter(isWanted).map((name) => `${top}${id}/${name}/`),
  );
  return [...names.filter(isWanted).map((name) => `${top}${name}/`), ...inOrganizations];
}

const each = async <T>(
  folders: readonly string[],
  look: (folder: string) => Promise<readonly T[]>,
): Promise<readonly T[]> => (await Promise.all(folders.map(look))).flat();

/** `yyyy/MM/dd` of a folder of a day. */
const dayOf = (folder: string): string => folder.slice(-"yyyy/MM/dd/".length);
