import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { csvOf } from '../app/imports/table-write.ts';
import { closedLoop, round, type Load } from './bench-load.ts';
import { openDrafts, scenario, signIn } from './bench-people.ts';
import { startServer, type BenchServer } from './bench-server.ts';

/** Between one act and the next, not counted. */
const THINK_MS = 10;
const CLIENTS = 4;

const HEAD = [
  '数据名称',
  '数据内容简介',
  '数据来源依据',
  '行业分类',
  '数据规模',
  '更新周期',
  '数据分级',
  '存储位置',
  '所在信息系统',
  '共享属性',
  '开放属性',
  '数据格式',
  '是否含个人信息',
  '可使用场景',
  '禁用场景',
];

/** A sheet as an office would send it: fifteen columns, three groups of material. */
function sheet(lines: number): string {
  const row = (i: number): string[] => [
    `公共停车场备案信息（第${i}批）`,
    '全市公共停车场名称、位置、泊位数和备案日期，2018年至今，包括名称、地址、泊位数等字段',
    '依据本单位法定职责在履职过程中产生',
    'G54',
    '1.2万条',
    '每月',
    '二级',
    '市级政务云一区',
    '停车资源管理系统',
    '有条件共享',
    '无条件开放',
    '数据库表',
    '否',
    '公共服务优化、行业分析',
    '不得用于识别特定自然人',
  ];
  return csvOf([HEAD, ...Array.from({ length: lines }, (_, i) => row(i))]);
}

/** Imports a whole sheet while a few people take acts: how long it takes, and what they notice. */
export async function benchImport(
  env: Readonly<Record<string, string>>,
  lines: number,
  seconds: number,
) {
  const server = await startServer(env);
  try {
    const { applicant } = await signIn(server);
    const ids = await openDrafts(server, applicant, CLIENTS);
    const people = (): Promise<Load> =>
      closedLoop(
        CLIENTS,
        seconds,
        async (client, turn) => {
          const path = `/api/cases/${ids[client]}/acts/attachMaterial`;
          const sent = await server.call('POST', path, applicant, scenario(turn), randomUUID());
          return sent.status === 200;
        },
        THINK_MS,
      );
    const quiet = await people();
    const file = await upload(server, applicant, sheet(lines));
    const began = performance.now();
    const { id } = await start(server, applicant, file);
    const acceptedMs = round(performance.now() - began, 0);
    const meanwhile = await people();
    const end = await ended(server, applicant, id);
    const took = (performance.now() - began) / 1000;
    return {
      lines,
      ...end,
      acceptedMs,
      seconds: round(took, 1),
      linesPerSecond: Math.round(lines / took),
      actsAlone: quiet,
      actsMeanwhile: meanwhile,
      p99Ratio: round(meanwhile.p99Ms / quiet.p99Ms),
      aimSeconds: 60,
    };
  } finally {
    await server.stop();
  }
}

async function upload(server: BenchServer, token: string, csv: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([csv]), 'resources.csv');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/files`, { method: 'POST', headers, body: form });
  return ((await answer.json()) as { id: string }).id;
}

async function start(server: BenchServer, token: string, file: string): Promise<{ id: string }> {
  const ask = { file, jurisdiction: 'beijing', mode: 'import', inScope: true };
  const { status, body } = await server.call('POST', '/api/imports', token, ask);
  if (status !== 202) throw new Error(`the import was not taken: ${status} ${body}`);
  return JSON.parse(body) as { id: string };
}

async function ended(server: BenchServer, token: string, id: string) {
  for (;;) {
    const { body } = await server.call('GET', `/api/imports/${id}`, token);
    const { state, created, refused, skipped } = JSON.parse(body) as Record<string, unknown>;
    if (state !== 'waiting' && state !== 'running') return { state, created, refused, skipped };
    await wait(100);
  }
}
