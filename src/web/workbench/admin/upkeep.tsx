import { useQuery } from '@tanstack/react-query';
import { text, type Text } from '../../../base/text.ts';
import { body, client } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { CopyLine } from '../shell/copy-line.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import { Waiting } from '../shell/states.tsx';

const logQuery = {
  queryKey: ['admin', 'log'],
  staleTime: 0,
  queryFn: () => body(client.api.public.log.$get()),
} as const;

/** What has to be done on the machine itself: no page here reaches files or keys. */
const WORK: readonly { readonly title: Text; readonly says: Text; readonly command: string }[] = [
  {
    title: text('每天：备份', 'Every day: back up'),
    says: text(
      '写入一个新文件，不覆盖旧的。主密钥和签名密钥不在其中，请另处保管。',
      'Writes a new file, never over an old one. The master key and the signing keys are not in it: keep them elsewhere.',
    ),
    command: 'shuji backup shuji-backup.bin',
  },
  {
    title: text('每周：核对目录链和登记簿', 'Every week: audit the log and the register'),
    says: text(
      '逐条核对签名、记录和根，并与登记簿比对；有不一致的，列出来并以非零退出。',
      'Checks signatures, entries and roots one by one against the register; what differs is listed, and the exit is not zero.',
    ),
    command: 'shuji fsck --register',
  },
  {
    title: text('每季：在另一台机器上演练恢复', 'Every quarter: practise restoring elsewhere'),
    says: text(
      '只恢复到空的数据库；先核对整个文件，再写入。',
      'Only into an empty database; the whole file is checked before anything is written.',
    ),
    command: 'shuji restore shuji-backup.bin',
  },
  {
    title: text('怀疑列表有误时', 'When a list looks wrong'),
    says: text(
      '从事件重算列表、时钟和公示，只核对，不改动。',
      'Draws lists, clocks and notices again from the events; compares only.',
    ),
    command: 'shuji rebuild --check',
  },
];

/** How the log stands, and what the system administrator does at the machine. */
export function Upkeep() {
  const { say, read } = useLanguage();
  const { data, error, isPending } = useQuery(logQuery);
  const faults = data?.witnesses.filter(({ fault }) => fault !== null).length ?? 0;
  return (
    <>
      <ProblemNote error={error} />
      {isPending ? <Waiting /> : null}
      {data ? (
        <ul className="tiles">
          <li className={data.state === 'open' ? '' : 'wrong'}>
            <span className="quiet">{say('目录链', 'The log')}</span>
            <strong>{data.state === 'open' ? say('正常', 'Open') : say('暂停', 'Halted')}</strong>
            {data.why ? <span>{read(data.why)}</span> : null}
          </li>
          <li>
            <span className="quiet">{say('已公开的记录', 'Entries published')}</span>
            <strong>{data.published}</strong>
          </li>
          <li>
            <span className="quiet">{say('已见证到', 'Witnessed up to')}</span>
            <strong>{Math.min(data.witnessed.sha256, data.witnessed.sm3)}</strong>
          </li>
          <li className={faults > 0 ? 'wrong' : ''}>
            <span className="quiet">{say('见证人出错', 'Witnesses at fault')}</span>
            <strong>{faults}</strong>
          </li>
        </ul>
      ) : null}
      <p>
        {say(
          '备份和核对在服务器上用命令办理，网页碰不到文件和密钥。命令在程序所在的目录里运行，环境变量与服务相同。',
          'Backups and audits are commands on the server; no page reaches files or keys. Run them beside the program, with the environment of the service.',
        )}
      </p>
      <ol className="plain-list stack">
        {WORK.map(({ title, says, command }) => (
          <li key={command} className="card">
            <h2>{read(title)}</h2>
            <p className="quiet">{read(says)}</p>
            <CopyLine label={say('命令', 'Command')} value={command} />
          </li>
        ))}
      </ol>
    </>
  );
}
