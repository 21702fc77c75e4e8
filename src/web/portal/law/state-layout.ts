/** What a picture of a procedure is drawn from. */
export interface StateGraph {
  readonly states: readonly { readonly id: string; readonly terminal: boolean }[];
  /** From a state, or from nothing (`null`), to another. */
  readonly ways: readonly { readonly from: string | null; readonly to: string }[];
}

/** All that leads into one state from further away, drawn as one line beside the states. */
export interface Rail {
  readonly to: number;
  /** Rows it is entered from, top to bottom. */
  readonly from: readonly number[];
  /** Counted outwards from the states; rails of one lane never meet. */
  readonly lane: number;
}

/** Rows from top to bottom; `next`: rows that lead straight to the one below; `begins`: rows a case can
 *  begin in; rails down on one side, rails back up on the other. */
export interface StateLayout {
  readonly rows: readonly string[];
  readonly begins: readonly number[];
  readonly next: readonly number[];
  readonly down: readonly Rail[];
  readonly up: readonly Rail[];
}

/** Lays a procedure out one state to a row, as it was declared, ends last: that reads on a telephone. */
export function layOut({ states, ways }: StateGraph): StateLayout {
  const rows = [
    ...states.filter(({ terminal }) => !terminal),
    ...states.filter(({ terminal }) => terminal),
  ].map(({ id }) => id);
  const rowOf = new Map(rows.map((id, row) => [id, row]));
  const row = (id: string): number => {
    const found = rowOf.get(id);
    if (found === undefined) throw new Error(`no state ${id}`);
    return found;
  };
  const begins = new Set<number>();
  const next = new Set<number>();
  const down = new Map<number, Set<number>>();
  const up = new Map<number, Set<number>>();
  for (const { from, to } of ways) {
    const target = row(to);
    if (from === null) begins.add(target);
    else if (row(from) + 1 === target) next.add(row(from));
    else add(row(from) < target ? down : up, target, row(from));
  }
  return {
    rows,
    begins: sorted(begins),
    next: sorted(next),
    down: inLanes(down),
    up: inLanes(up),
  };
}

function add(rails: Map<number, Set<number>>, to: number, from: number): void {
  rails.set(to, (rails.get(to) ?? new Set()).add(from));
}

const sorted = (rows: ReadonlySet<number>): number[] => [...rows].toSorted((a, b) => a - b);

/** Short rails nearest to the states; each in the first lane where it meets no other. */
function inLanes(rails: ReadonlyMap<number, ReadonlySet<number>>): Rail[] {
  const spans = [...rails]
    .map(([to, from]) => {
      const all = [to, ...from];
      return { to, from: sorted(from), top: Math.min(...all), end: Math.max(...all) };
    })
    .toSorted((a, b) => a.end - a.top - (b.end - b.top) || a.to - b.to);
  const lanes: { top: number; end: number }[][] = [];
  return spans.map(({ to, from, top, end }) => {
    const free = lanes.findIndex((taken) => taken.every((one) => end < one.top || top > one.end));
    const lane = free < 0 ? lanes.length : free;
    (lanes[lane] ??= []).push({ top, end });
    return { to, from, lane };
  });
}
