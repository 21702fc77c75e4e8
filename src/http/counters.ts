/** Request counts and durations by status class and method: bounded, because the labels are. */
export interface Counters {
  seen(method: string, status: number, seconds: number): void;
  lines(): string[];
}

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function counters(): Counters {
  const requests = new Map<string, number>();
  const buckets = BOUNDS.map(() => 0);
  let count = 0;
  let sum = 0;
  return {
    seen(method, status, seconds) {
      const label = `method="${KNOWN.has(method) ? method : 'OTHER'}",status="${status}"`;
      requests.set(label, (requests.get(label) ?? 0) + 1);
      count += 1;
      sum += seconds;
      BOUNDS.forEach((bound, i) => {
        if (seconds <= bound) buckets[i] = (buckets[i] ?? 0) + 1;
      });
    },
    lines: () => [
      '# TYPE shuji_http_requests_total counter',
      ...[...requests].map(([label, n]) => `shuji_http_requests_total{${label}} ${n}`),
      '# TYPE shuji_http_request_seconds histogram',
      ...BOUNDS.map((b, i) => `shuji_http_request_seconds_bucket{le="${b}"} ${buckets[i] ?? 0}`),
      `shuji_http_request_seconds_bucket{le="+Inf"} ${count}`,
      `shuji_http_request_seconds_sum ${sum.toFixed(6)}`,
      `shuji_http_request_seconds_count ${count}`,
    ],
  };
}

const KNOWN = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);
