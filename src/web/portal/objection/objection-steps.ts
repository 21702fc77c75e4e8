import { html } from 'hono/html';
import { text, type Text } from '../../../base/text.ts';
import { frame } from '../frame.ts';
import {
  objectionLaw,
  objectionPath,
  objectionRules,
  stages,
  type Objected,
  type Stage,
} from './objection-form.ts';
import { lodgedBefore, over, troubles } from './objection-notes.ts';
import { cites, fieldList, inChinese } from '../parts.ts';
import { address, tongue, type Html, type View } from '../view.ts';

/** What somebody has said so far. It goes along in the form itself, so that nothing is lost with a
 *  session; of who is signed in it is kept as well, until it is lodged. */
export interface ObjectionDraft {
  readonly interest: string;
  readonly reason: string;
  /** Named once their author is signed in. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[];
  /** Chance for the idempotency key, so that sending twice lodges once. */
  readonly key: string;
}

export interface ObjectionPage {
  readonly objected: Objected;
  /** What it is about, as on its page. */
  readonly name: string;
  readonly registrant: string;
  readonly stage: Exclude<Stage, 'receipt'>;
  readonly draft: ObjectionDraft;
  /** What stands in the way, each with the field it is about. */
  readonly troubles: readonly Trouble[];
  /** How long each text may be, and how many files there may be: as the act declares it. */
  readonly most: { readonly interest: number; readonly reason: number; readonly files: number };
  /** Which writing of what is kept the page was drawn from. */
  readonly revision: number;
  /** What another window says meanwhile. */
  readonly elsewhere?: { readonly interest: string; readonly reason: string } | null;
  /** The step at which it was left the last time. */
  readonly begun?: Exclude<Stage, 'who' | 'receipt'> | null;
  /** What the reader has lodged about it already. */
  readonly lodged?: readonly Lodged[];
}

export interface Lodged {
  readonly id: string;
  /** RFC 3339 with the offset of the office. */
  readonly at: string;
  readonly status: Text | null;
}

export interface Trouble {
  readonly at: 'interest' | 'reason' | 'evidence' | null;
  readonly sentence: Text;
  readonly law?: readonly string[];
}

/** By its name what stands outside the form sends it as well. */
const FORM = 'objection';

const ACCEPTED = '.pdf,.ofd,.docx,.xlsx,.png,.jpg,.jpeg,.csv,.txt,.json';

/** One step of an objection: plain forms, so that it works without script. */
export function objectionPage(view: View, page: ObjectionPage): Html {
  const t = tongue(view.lang);
  const { objected, name, registrant, stage } = page;
  const title = t('提出异议', 'Object');
  const back = `/${objected.about}/${encodeURIComponent(objected.id)}`;
  const main = html`<h1><span class="kicker">${title}</span> ${inChinese(view.lang, name)}</h1>
    <p class="quiet">${t('登记主体：', 'Registrant: ')}${inChinese(view.lang, registrant)}</p>
    ${stages(view, stage)} ${lodgedBefore(view, page)} ${troubles(view, page)}
    ${objected.over ? over(view, page) : step(view, page)}`;
  return frame(view, {
    title: `${title} · ${name}`,
    main,
    trail: [
      objected.about === 'notices'
        ? { path: '/notices', label: text('公示', 'Notices') }
        : { path: '/registrations', label: text('登记查询', 'The register') },
      { path: back, label: text(name, name) },
    ],
    ...(stage === 'who' || objected.over ? {} : { islands: ['objection'], form: FORM }),
  });
}

function step(view: View, page: ObjectionPage): Html {
  if (page.stage === 'who') return who(view, page);
  const steps = { words, files, check };
  return steps[page.stage](view, page);
}

/** Who may and under which name; the way on is open to those signed in with their real name. */
function who(view: View, { objected, begun = null, lodged = [] }: ObjectionPage): Html {
  const t = tongue(view.lang);
  const { visitor } = view;
  const path = objectionPath(objected);
  const next = address(path, { step: begun ?? 'words' });
  const onward =
    begun !== null
      ? t('接着写上次没写完的', 'Go on where you left it')
      : lodged.length > 0
        ? t('另提一份异议', 'Lodge another objection')
        : t('下一步：写理由', 'Next: reasons');
  const gate = !visitor
    ? html`<p class="note plain-note">
        ${t('提异议须先登录，因为异议要实名。', 'Objections are made under a real name, so sign in first.')}
        <a class="button" href="${address('/signin', { next: path })}"
          >${t('登录后提异议', 'Sign in to object')}</a
        >
      </p>`
    : visitor.realName
      ? html`<p class="note good">
            ${
              visitor.org === null
                ? t(
                    `您以“${visitor.name}”的实名提出。`,
                    `You object under the real name of ${visitor.name}.`,
                  )
                : t(
                    `由“${visitor.org}”提出，经办人${visitor.name}。`,
                    `The objector is ${visitor.org}; you act for it as ${visitor.name}.`,
                  )
            }
          </p>
          <p><a class="button" href="${next}">${onward}</a></p>`
      : html`<p class="note warn">
          ${t('您的账户尚未完成实名认证，不能提出异议。请先向登记机构完成认证。', 'Your account is not verified under a real name, so it cannot object yet. Have it verified by the registrar first.')}
        </p>`;
  return html`${objectionRules(view, objected)} ${cites(view.lang, objectionLaw(objected))} ${gate}`;
}

/** A form of one step. What was said in the other steps goes along unseen; files come last, so that
 *  who sends them is known before the first byte of them. */
function form(view: View, page: ObjectionPage, shown: Html, ways: Html): Html {
  const { stage, draft, objected } = page;
  const hidden: (readonly [string, string])[] = [
    ['csrf', view.visitor?.csrf ?? ''],
    ['at', stage],
    ['key', draft.key],
    ['revision', String(page.revision)],
    ...draft.files.map(({ id }): [string, string] => ['file', id]),
  ];
  if (stage !== 'words') hidden.push(['interest', draft.interest], ['reason', draft.reason]);
  const t = tongue(view.lang);
  return html`<form
    id="${FORM}"
    class="card stack"
    method="post"
    enctype="multipart/form-data"
    action="${objectionPath(objected)}"
    data-objection="${objected.id}"
    data-sending="${t('正在提交，请稍候……', 'Sending, please wait …')}"
    data-cut="${t('粘贴的内容超过{n}字，超过的部分没有放进来。', 'Only {n} characters fit; the rest of what you pasted was left out.')}"
    data-offline="${t('网络断开了。写的内容都在，连上后再按一次。', 'There is no connection. What you wrote is still here; press again when you are back online.')}"
  >
    ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${shown}
    <p class="ways">${ways}</p>
    <p role="status" aria-live="polite" class="outcome"></p>
  </form>`;
}

const way = (go: string, label: string, quiet = false): Html =>
  html`<button name="go" value="${go}" ${quiet ? html` class="quiet-button" formnovalidate` : ''}>
    ${label}
  </button> `;

function words(view: View, page: ObjectionPage): Html {
  const t = tongue(view.lang);
  const { draft, most } = page;
  const { refusalGrounds } = page.objected.pack.profile;
  const field = (name: 'interest' | 'reason', label: string, help: string, rows: number): Html => {
    const wrong = page.troubles.some(({ at }) => at === name);
    return html`<label for="${name}">${label}</label>
      <p id="${name}-help" class="quiet">${help}</p>
      <textarea
        id="${name}"
        name="${name}"
        required
        rows="${rows}"
        maxlength="${most[name]}"
        aria-describedby="${name}-help"
        ${wrong ? html` aria-invalid="true"` : ''}
      >
${draft[name]}</textarea>`;
  };
  const shown = html`${field(
    'interest',
    t('您与这项登记的利害关系', 'How this registration concerns you'),
    t(
      `例如：本单位是数据的共有主体；数据来自本单位的系统。最多${most.interest}字。`,
      `For example: we co-own the data; it comes from our system. At most ${most.interest} characters.`,
    ),
    2,
  )}
  ${field(
    'reason',
    t('异议理由', 'Reasons'),
    `${t('写明哪一处不对、事实是什么、凭什么证据。可以对照规则列出的情形：', 'Say what is wrong, what the facts are, and by which evidence. The rules name these cases: ')}${refusalGrounds.map(({ label }) => t(label)).join(t('、', '; '))}${t(`。最多${most.reason}字。`, `. At most ${most.reason} characters.`)}`,
    7,
  )}`;
  return form(view, page, shown, way('next', t('下一步：证据', 'Next: evidence')));
}

function files(view: View, page: ObjectionPage): Html {
  const t = tongue(view.lang);
  const { draft, most } = page;
  const room = most.files - draft.files.length;
  const shown = html`<fieldset>
    <legend>${t('证据文件', 'Files of evidence')}</legend>
    ${
      draft.files.length === 0
        ? html`<p>${t('还没有上传。至少要有一份。', 'None yet. At least one is needed.')}</p>`
        : html`<ol class="kept-files">
            ${draft.files.map(
              ({ id, name, size }, n) =>
                html`<li>
                  <span
                    >${name === '' ? t(`已上传的第${n + 1}份`, `Uploaded file ${n + 1}`) : html`${name} <span class="quiet">${sizeWords(size)}</span>`}</span
                  >
                  <button class="plain" name="go" value="drop:${id}" formnovalidate>
                    ${t('不用这份', 'Leave out')}<span class="hidden"> ${name}</span>
                  </button>
                </li>`,
            )}
          </ol>`
    }
    ${
      room > 0
        ? html`<label for="evidence"
              >${t(`选择文件（还可以${room}份，可以多选）`, `Choose files (${room} more, several at once)`)}</label
            >
            <input
              id="evidence"
              name="evidence"
              type="file"
              multiple
              accept="${ACCEPTED}"
              aria-describedby="formats"
            />
            <p id="formats" class="quiet">PDF, OFD, DOCX, XLSX, PNG, JPG, CSV, TXT, JSON</p>
            <p>${way('add', t('上传', 'Upload'), true)}</p>`
        : ''
    }
  </fieldset>`;
  return form(
    view,
    page,
    shown,
    html`${way('next', t('下一步：核对', 'Next: check'))}${way('back', t('上一步', 'Back'), true)}`,
  );
}

/** Who acts for an organisation objects in its name. */
function objectorOf({ lang, visitor }: View): Html | string {
  const t = tongue(lang);
  if (!visitor) return t('登录后显示', 'shown once you are signed in');
  const { name, org } = visitor;
  if (org === null) return inChinese(lang, name);
  return html`${inChinese(lang, org)}
    <span class="quiet">${t('经办人', 'by')} ${inChinese(lang, name)}</span>`;
}

function check(view: View, page: ObjectionPage): Html {
  const t = tongue(view.lang);
  const { draft } = page;
  const shown = html`${fieldList(view.lang, [
      { label: t('异议人（实名）', 'Objector (real name)'), value: objectorOf(view) },
      {
        label: t('利害关系', 'How it concerns you'),
        value: html`<span class="said">${draft.interest}</span>`,
      },
      { label: t('异议理由', 'Reasons'), value: html`<span class="said">${draft.reason}</span>` },
      {
        label: t('证据', 'Evidence'),
        value: html`<ol class="plain-list">
          ${draft.files.map(({ name, size }) => html`<li>${name} <span class="quiet">${sizeWords(size)}</span></li>`)}
        </ol>`,
      },
    ])}
    <p class="note plain-note">
      ${t('提交后不能修改，决定作出以前可以撤回。登记机构和登记主体会看到理由和证据；您的身份不公开。', 'Once sent it cannot be changed; until it is decided it can be withdrawn. The registrar and the registrant will see reasons and evidence; who you are is not made public.')}
    </p>`;
  return form(
    view,
    page,
    shown,
    html`${way('send', t('提交异议', 'Lodge the objection'))}${way('words', t('改理由', 'Change the reasons'), true)}${way('back', t('改证据', 'Change the evidence'), true)}`,
  );
}

function sizeWords(bytes: number): string {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1024)} KB`;
}
