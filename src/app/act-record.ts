import { z } from 'zod';
import type { Json, JsonObject } from '../base/json.ts';
import type { Actor, RecordedEvent } from '../kernel/types.ts';
import { builtInYears, calendarOf, type Calendar } from '../law/calendar.ts';
import type { YearCalendar } from '../law/calendar-year.ts';

const json = z.json() as z.ZodType<Json>;
const values = z.record(z.string(), json) as z.ZodType<JsonObject>;
const words = z.string();

const shape = z.strictObject({
  act: words,
  /** As the act's own schema read it. */
  input: values,
  /** What the act asked of the rest of the house, by name. */
  facts: values,
  actor: z.strictObject({
    kind: z.enum(['person', 'system']),
    accountId: words,
    name: words,
    realName: z.boolean(),
    org: z.strictObject({ code: words, name: words, region: words }).nullable(),
    roles: z.array(words),
  }),
  /** Who held the registrar's office, where it was not the registrar of the pack. */
  registrar: words.optional(),
  /** Random tokens in the order in which they were drawn, as hex; absent where there was none. */
  random: z.array(z.string().regex(/^(?:[0-9a-f]{2})+$/)).optional(),
  /** Notices of years an administrator loaded, where a deadline was counted by them. */
  years: z.array(values).optional(),
});

/** All that an act was decided from beside the state of its case, the rules and the moment: with these
 *  anyone can take the act again. A type, not an interface, because it is JSON. */
export type ActRecord = Readonly<z.infer<typeof shape>> & JsonObject;

/** A disclosed record; undefined where it is none. */
export const readRecord = (value: JsonObject): ActRecord | undefined =>
  shape.safeParse(value).data as ActRecord | undefined;

/** The record of an act, made at the edge. Of the actor only what a rule may know. */
export function recordOf(of: {
  readonly act: string;
  readonly input: JsonObject;
  readonly facts: JsonObject;
  readonly actor: Actor;
  readonly registrar?: string | undefined;
  readonly random: readonly string[];
  readonly years: readonly YearCalendar[];
}): ActRecord {
  const { kind, accountId, name, realName, org, roles } = of.actor;
  const place = org && { code: org.code, name: org.name, region: org.region };
  return {
    act: of.act,
    input: of.input,
    facts: of.facts,
    actor: { kind, accountId, name, realName, org: place, roles: [...roles] },
    ...(of.registrar === undefined ? {} : { registrar: of.registrar }),
    ...(of.random.length > 0 ? { random: [...of.random] } : {}),
    ...(of.years.length > 0 ? { years: of.years as unknown as JsonObject[] } : {}),
  };
}

const isBuiltIn = (version: string): boolean => builtInYears.some((y) => y.version === version);

/** The years of a calendar that the program does not bring itself. */
export const loadedYears = (calendar: Calendar): readonly YearCalendar[] =>
  calendar.years.filter((year) => !isBuiltIn(year.version));

const UNPUBLISHED = '.unpublished';

/** The versions of published years by which the deadlines of these events were counted. */
export const versionsOn = (events: readonly Pick<RecordedEvent, 'deadlines'>[]): string[] => [
  ...new Set(
    events
      .flatMap((event) => event.deadlines.flatMap(({ calendar }) => calendar.split(' ')))
      .filter((version) => version !== '' && !version.endsWith(UNPUBLISHED)),
  ),
];

/** Of the loaded years, those that counted in these events. */
export function yearsIn(
  calendar: Calendar,
  events: readonly Pick<RecordedEvent, 'deadlines'>[],
): readonly YearCalendar[] {
  const loaded = loadedYears(calendar);
  if (loaded.length === 0) return loaded;
  const versions = versionsOn(events);
  return loaded.filter((year) => versions.includes(year.version));
}

/** The calendar of exactly these versions: built-in years, and notices somebody brings, whose names
 *  cannot take the place of a built-in one. Names the first version that is not to be had. */
export function calendarNamed(
  versions: readonly string[],
  brought: readonly YearCalendar[],
): Calendar | { readonly missing: string } {
  const years: YearCalendar[] = [];
  for (const version of versions) {
    const year = [...builtInYears, ...brought].find((y) => y.version === version);
    if (!year) return { missing: version };
    years.push(year);
  }
  return calendarOf(years);
}
