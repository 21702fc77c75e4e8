import { useLanguage } from '../language.tsx';

/** Everything of one's own in one file. A plain link: the browser shows the progress and keeps the file. */
export function Export() {
  const { say } = useLanguage();
  return (
    <section className="card" aria-labelledby="export">
      <h2 id="export">{say('导出我的全部事项', 'Take everything that is mine')}</h2>
      <p>
        {say(
          '本单位（个人则为本人）作为当事方的全部事项：内容、办理经过、材料清单，一个压缩文件。材料文件本身不在内，从各事项下载；没有收入的会写明。',
          'Every case in which your organisation (or you yourself) is a party: content, history, list of files, in one archive. The files themselves are taken from each case; what is left out is named.',
        )}
      </p>
      <p>
        <a className="button" href="/api/my-export" download>
          {say('导出（ZIP）', 'Export (ZIP)')}
        </a>
      </p>
    </section>
  );
}
