import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { offered, type Facts } from '../../../law/conditions.ts';
import { saveFile } from '../case/save-file.ts';
import type { Dossier, MaterialGroup } from '../dossier/open.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';

/** The papers this dossier needs, with what was filled in already, to print and seal. */
export function Papers({
  groups,
  facts,
  dossier,
}: {
  readonly groups: readonly MaterialGroup[];
  readonly facts: Facts;
  readonly dossier: Dossier;
}) {
  const { say, read } = useLanguage();
  const papers = groups.flatMap((group) =>
    group.fields
      .filter((f) => f.template !== undefined && offered(f.required, facts))
      .map((f) => ({ template: f.template ?? '', label: f.label, group })),
  );
  const take = useMutation({
    mutationFn: async (id: string) => {
      const [{ downloadZip }, { paperOf }, { docxParts, DOCX }] = await Promise.all([
        import('client-zip'),
        import('./paper-values.ts'),
        import('./docx.ts'),
      ]);
      const paper = paperOf(id, dossier);
      if (!paper) return;
      const bytes = await downloadZip(docxParts(paper.title.zh, paper.paragraphs)).arrayBuffer();
      saveFile(`${paper.title.zh}.docx`, new Blob([bytes], { type: DOCX }));
    },
  });
  if (papers.length === 0) return null;
  return (
    <section className="card" aria-labelledby="papers">
      <h4 id="papers">{say('先下载，盖章后上传', 'Download, seal, upload')}</h4>
      <p className="quiet">
        {say(
          '已经填过的单位、数据名称、日期会写进文件；空着的用横线留出，打印后手填。',
          'What you filled in already is written into them; the rest is left as lines to write on.',
        )}
      </p>
      <ul className="plain-list">
        {papers.map(({ template, label, group }) => (
          <li key={`${group.id} ${template}`} className="row between">
            <span>
              {read(label)} <span className="quiet">{read(group.label)}</span>
            </span>
            <span className="row">
              <Button
                size="small"
                loading={take.isPending && take.variables === template}
                onClick={() => take.mutate(template)}
              >
                {say(`下载已填好的：${label.zh}`, `Prefilled: ${label.en}`)}
              </Button>
              <a
                href={`/templates/${encodeURIComponent(template)}`}
                target="_blank"
                rel="noreferrer"
              >
                {say('空白样式', 'Blank')}
              </a>
            </span>
          </li>
        ))}
      </ul>
      <ProblemNote error={take.error} />
    </section>
  );
}
