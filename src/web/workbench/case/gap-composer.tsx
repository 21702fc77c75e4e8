import { Checkbox, Input, Select } from 'antd';
import type { Json } from '../../../base/json.ts';
import type { Text } from '../../../base/text.ts';
import { listWords } from '../format.ts';
import { useScope } from '../form/scope.tsx';
import type { Values } from '../form/schema.ts';
import { useLanguage } from '../language.tsx';
import type { CaseView, Pack } from '../queries.ts';
import { itemName } from '../words.ts';
import { groundsFor, stageOf, toldBefore, type Named } from './gaps.ts';
import { readState } from '../model/state.ts';

/** The shortest reason the registrar may give. */
const LEAST = 5;

type Field = Pack['profile']['materials']['first'][number];

/** Everything is told at once: each item of the material list can be ticked, with ground and reason. */
export function GapComposer({
  view,
  act,
  values,
  tried,
  change,
}: {
  readonly view: CaseView;
  readonly act: string;
  readonly values: Values;
  /** Whether it was sent once already: from then on what is missing is said. */
  readonly tried: boolean;
  readonly change: (values: Values) => void;
}) {
  const { say, read, language } = useLanguage();
  const { pack } = useScope();
  const state = readState(view.state);
  const named = (values['gaps'] ?? []) as unknown as readonly Named[];
  const set = (next: readonly Named[]): void =>
    change({ ...values, gaps: next as unknown as Json });
  const groups = pack?.profile.materials.first.filter((g) => state.form?.includes(g.id)) ?? [];
  const late = toldBefore(
    view,
    stageOf(act),
    named.map((n) => n.item),
  );
  return (
    <div className="gap-composer">
      <p className="quiet">
        {say(
          `已勾选${named.length}项。请一次告知全部事项。`,
          `${named.length} ticked. Name everything at once.`,
        )}
      </p>
      {tried && named.length === 0 ? (
        <p className="note note-warn" role="alert">
          {say(
            '请先勾选需要补正的项目，再写明要补充什么。',
            'Tick what has to be supplied first, and say what is missing.',
          )}
        </p>
      ) : null}
      {late.length > 0 ? (
        <p className="note note-warn" role="alert">
          {say(
            `有${late.length}项在上次告知时已经存在且没有变化，依一次性告知的规定不能再次要求：`,
            `${late.length} item(s) stood there unchanged when the last notice was given and may not be demanded now: `,
          )}
          {listWords(
            late.map((item) => read(itemName(item, pack))),
            language,
          )}
        </p>
      ) : null}
      {groups.map((group) => (
        <Group
          key={group.id}
          group={group}
          grounds={groundsFor(view, stageOf(act), group, pack)}
          named={named}
          tried={tried}
          set={set}
          read={read}
        />
      ))}
    </div>
  );
}

function Group({
  group,
  grounds,
  named,
  tried,
  set,
  read,
}: {
  readonly group: Field;
  readonly grounds: readonly { readonly id: string; readonly label: Text }[];
  readonly named: readonly Named[];
  readonly tried: boolean;
  readonly set: (named: readonly Named[]) => void;
  readonly read: (text: Text) => string;
}) {
  const { say } = useLanguage();
  const ground = grounds[0]?.id ?? '';
  const items = [{ id: '', label: group.label }, ...group.fields];
  return (
    <details open={named.some((n) => n.item.split('.')[0] === group.id)}>
      <summary>{read(group.label)}</summary>
      {grounds.length === 0 ? (
        <p className="quiet">
          {say('审核阶段不能就这一组材料告知补正。', 'A review notice may not name this group.')}
        </p>
      ) : (
        items.map((field) => {
          const item = field.id === '' ? group.id : `${group.id}.${field.id}`;
          const mine = named.find((n) => n.item === item);
          const put = (part: Partial<Named>): void =>
            set(named.map((n) => (n.item === item ? { ...n, ...part } : n)));
          const short = tried && mine !== undefined && mine.reason.trim().length < LEAST;
          return (
            <div key={item} className={mine ? 'gap-item chosen' : 'gap-item'}>
              <Checkbox
                checked={mine !== undefined}
                onChange={(event) =>
                  set(
                    event.target.checked
                      ? [...named, { item, ground, reason: '' }]
                      : named.filter((n) => n.item !== item),
                  )
                }
              >
                {field.id === '' ? say('整组材料', 'The whole group') : read(field.label)}
              </Checkbox>
              {mine ? (
                <>
                  <Select
                    aria-label={say('情形', 'Ground')}
                    value={mine.ground}
                    options={grounds.map((g) => ({ value: g.id, label: read(g.label) }))}
                    onChange={(chosen: string) => put({ ground: chosen })}
                  />
                  <Input.TextArea
                    aria-label={say('需要补充的内容', 'What to supply')}
                    aria-invalid={short ? true : undefined}
                    status={short ? 'error' : ''}
                    placeholder={say(
                      '需要补充的内容，至少5个字',
                      'What to supply, at least 5 characters',
                    )}
                    value={mine.reason}
                    maxLength={2000}
                    autoSize={{ minRows: 2 }}
                    onChange={(event) => put({ reason: event.target.value })}
                  />
                  {short ? (
                    <p className="fault" role="alert">
                      {say(
                        '请写明需要补充的内容，至少5个字',
                        'Say what to supply, 5 characters or more',
                      )}
                    </p>
                  ) : null}
                </>
              ) : null}
            </div>
          );
        })
      )}
    </details>
  );
}
