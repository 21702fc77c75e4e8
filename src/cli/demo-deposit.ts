import { DESKS } from './demo-cast.ts';
import type { DemoCase } from './demo-client.ts';
import type { Narrator } from './demo-narrator.ts';
import { digestOf, sealedPaper, uploadNote } from './demo-paper.ts';

export interface Deposited {
  readonly id: string;
  /** What an application says of it. */
  readonly values: Readonly<Record<string, string>>;
  readonly proof: Uint8Array;
}

/** A deposit before the filing: in Beijing by the registrant itself, in Chongqing by a third party
 *  that the registrar has confirmed and that is independent of both. */
export async function depositFor(
  n: Narrator,
  account: string,
  about: string,
  today: string,
): Promise<Deposited> {
  const mode = n.place === 'beijing' ? 'self' : 'third_party';
  const holder = await n.client.as(account);
  const author = mode === 'self' ? account : DESKS[n.place].service;
  const service = mode === 'self' ? undefined : await confirmedService(n);
  let it = await n.open(account, 'evid', { mode, title: about });
  if (service) it = await n.act(account, it, 'engageProvider', { provider: service.code });
  const manifest = `${it.id} ${about}`;
  it = await n.act(author, it, 'deposit', {
    digest: digestOf(manifest),
    sm3Digest: digestOf(manifest, 'sm3'),
    storageLocation: digestOf(`${manifest} 存储位置`),
    queryResult: digestOf(`${manifest} 查询结果`),
    operationLog: digestOf(`${manifest} 操作日志`),
    storedAt: '市级政务云（演示）',
  });
  const proof = sealedPaper(service?.name ?? holder.org, about, today);
  const writer = await n.client.as(author);
  it = await n.act(author, it, 'attachProof', {
    proof: await writer.upload('存证证明（演示）.pdf', proof),
    sealed: true,
    burdenOfProof: mode === 'self',
  });
  const by: Record<string, string> = service
    ? { providerName: service.name, providerCreditCode: service.code }
    : {};
  return { id: it.id, values: { mode, digest: digestOf(manifest), ...by }, proof };
}

interface Service {
  readonly code: string;
  readonly name: string;
}

/** The third party on the registrar's list; entered there once, however often the story is played. */
async function confirmedService(n: Narrator): Promise<Service> {
  const { service, intake } = DESKS[n.place];
  const who = await n.client.as(service);
  const { items } = await who.get<{ items: { id: string }[] }>(
    '/api/cases?mine=true&procedure=third&status=registered&which=all',
  );
  if (items[0]) return providerOf(await who.get<DemoCase>(`/api/cases/${items[0].id}`));
  const applied = await n.open(service, 'third', {
    statement: '具备存证所需的管理制度、机房和签章能力（演示）。',
    proof: await uploadNote(who, '能力证明'),
    relations: [],
    declared: true,
  });
  return providerOf(await n.act(intake, applied, 'confirmService', { examined: true }));
}

const providerOf = ({ state }: DemoCase): Service => state['provider'] as unknown as Service;
