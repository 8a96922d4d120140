import { closest, distance } from "fastest-levenshtein";
import { knownRegions, regionsLike } from "../cloudtrail/regions";

/** Case, dashes and underscores apart, as in `log_bucket` for `logBucket`. */
const bare = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, "");

/** The candidate that was probably meant: two letters differ (as in a swap), or a third of a long word's. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const found = candidates.find((candidate) => bare(candidate) === bare(word)) ?? closestOf(word, candidates);
  if (found === undefined) return undefined;
  const differing = distance(bare(word), bare(found));
  return differing <= Math.max(2, found.length / 3) && differing < bare(word).length ? found : undefined;
}

function closestOf(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const bares = candidates.map(bare);
  return candidates[bares.indexOf(closest(bare(word), bares))];
}

/** The Region that was probably meant; or, of a part of the name or place of several, those. */
export function nearestRegion(region: string): [string | undefined, readonly string[]] {
  const alike = regionsLike(region);
  return alike.length > 1 ? [undefined, alike] : [alike[0] ?? nearest(region, knownRegions), []];
}

/** The nearest name of a time zone if one is near; a city alone finds its zone. */
export function nearestTimeZone(zone: string): string | undefined {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  return zones.find((name) => bare(name.split("/").at(-1) ?? "") === bare(zone)) ?? nearest(zone, zones);
}
