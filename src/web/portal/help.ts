import { html } from 'hono/html';
import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import type { ClockName, ClockTable, RulePack } from '../../law/types.ts';
import { frame } from './frame.ts';
import { statusWord } from './labels.ts';
import { cites, fieldList } from './parts.ts';
import { tongue, type Html, type View } from './view.ts';

/** The number of a period, from the pack: numbers of the law stand there and nowhere else. */
const n = (clocks: ClockTable, name: ClockName): string => String(clocks[name]?.length.n ?? '—');

interface Guide {
  readonly id: string;
  readonly title: Text;
  readonly steps: readonly Text[];
  readonly law: readonly string[];
  readonly on: { readonly path: string; readonly label: Text };
}

const guides = (clocks: ClockTable, years: number): readonly Guide[] => [
  {
    id: 'verify',
    title: text(
      '我拿到一份确认单，想知道真假',
      'I was shown a sheet and want to know if it is genuine',
    ),
    steps: [
      text(
        '扫描上面的二维码，或者把查询码、登记码输入核验页；也可以直接上传文件。',
        'Scan its QR code, or type its query code or registration code; or upload the file itself.',
      ),
      text(
        '看结论：真实有效、真实但已失效、不能确认真实；失效的会写明是期满、注销还是撤销。',
        'Read the answer: genuine and in force, genuine but ended, or not genuine. An end is named: validity over, cancelled or revoked.',
      ),
      text(
        '核对名称、登记主体和有效期与手上的文件是否一致。',
        'Compare name, registrant and dates with the document in hand.',
      ),
      text(
        '不想上传的，可以在浏览器里核对，或下载离线核验网页断网使用；办理的每一步都在“目录链”上，谁都可以查。',
        'Without an upload it can be checked in the browser, or offline with the page you download; every step taken stands on the chain, where anybody can look.',
      ),
    ],
    law: ['BJ-REG-19', 'CQ-REG-10'],
    on: { path: '/verify', label: text('去核验', 'Verify') },
  },
  {
    id: 'object',
    title: text('我对一项公示有不同意见', 'I disagree with something on notice'),
    steps: [
      text(
        `在公示里找到它；公示${n(clocks, 'publicNotice')}个工作日，页面上逐日画出哪天截止。`,
        `Find it among the notices. A notice runs for ${n(clocks, 'publicNotice')} working days; the page draws each of them.`,
      ),
      text(
        '用实名账户登录，写明利害关系和理由，至少附一份证据。',
        'Sign in under your real name, say how it concerns you and why, and attach evidence.',
      ),
      text(
        `登记主体在${n(clocks, 'objectionReply')}个工作日内答复；由另一人复核。成立的终止登记，不成立的继续办理，结果会通知双方。`,
        `The registrant answers within ${n(clocks, 'objectionReply')} working days and another officer re-examines. If upheld, the registration ends; if not, it goes on. Both sides are told.`,
      ),
    ],
    law: ['NAT-REG-12', 'BJ-REG-14', 'CQ-REG-16'],
    on: { path: '/notices', label: text('看公示', 'See the notices') },
  },
  {
    id: 'correct',
    title: text('登记簿里有一处写错了', 'Something in the register is wrong'),
    steps: [
      text(
        '登记主体或者利害关系人用实名账户登录工作台，申请更正，写明正确的内容并附证明材料。',
        'Registrant or interested party: sign in under your real name, ask for a correction in the workbench, say what is right and attach proof.',
      ),
      text(
        '登记主体书面同意，或者证据表明登记确有错误的，予以更正。',
        'It is granted with the registrant’s written consent, or where the proof shows the error.',
      ),
      text(
        '更正、变更后条目有新的一版；旧的版本和某一天的状态，都可以在条目页下方查看。',
        'A correction or a change makes a new version. Earlier ones, and how the entry stood on any day, can be read at the foot of its page.',
      ),
    ],
    law: ['NAT-REG-9(3)', 'BJ-REG-10(3)', 'CQ-REG-16'],
    on: { path: '/registrations', label: text('查登记簿', 'Search the register') },
  },
  {
    id: 'apply',
    title: text('我的单位要登记数据', 'My organisation wants to register data'),
    steps: [
      text(
        '先存证，再完成本单位的业务审核；北京还要求先把数据目录上链。',
        'Deposit evidence first and have it reviewed inside your organisation; Beijing also asks for the catalogue to be on chain.',
      ),
      text(
        '下载材料样式填写盖章；登录后按步骤填报，系统会先按审核口径自查。',
        'Fill in and seal the templates. After signing in, file step by step; the system checks as the reviewer will.',
      ),
      text(
        `受理${n(clocks, 'acceptance')}个工作日，形式审核${n(clocks, 'formalReview')}个工作日，公示${n(clocks, 'publicNotice')}个工作日；要补正的会一次告知。`,
        `Acceptance takes ${n(clocks, 'acceptance')} working days, formal review ${n(clocks, 'formalReview')}, the notice ${n(clocks, 'publicNotice')}. What is missing is told at once.`,
      ),
      text(
        `无异议的赋码，发登记结果；有效期${years}年，期满前${n(clocks, 'renewalWindow')}日内可以续展。`,
        `Without objection a code is assigned and the result issued. It is valid for ${years} years and can be renewed in the last ${n(clocks, 'renewalWindow')} days.`,
      ),
    ],
    law: ['BJ-REG-8', 'BJ-REG-10(1)', 'BJ-REG-11', 'BJ-REG-12', 'BJ-REG-18a'],
    on: { path: '/templates', label: text('看材料样式', 'See the templates') },
  },
];

/** What each public word of an entry means: different ends have different words (G63). */
const meanings: readonly { readonly status: string; readonly means: Text }[] = [
  { status: 'active', means: text('在有效期内。', 'Within its validity.') },
  {
    status: 'renewalPending',
    means: text(
      '有效期已到，届满前申请的续展还在办理，办结之前继续有效。',
      'Its term is over; a renewal filed in time is still being decided, and it stays in force until then.',
    ),
  },
  {
    status: 'expired',
    means: text(
      '有效期已过，没有续展，注销手续还没有办完。',
      'Its validity is over without a renewal, and it is about to be cancelled.',
    ),
  },
  {
    status: 'cancelled',
    means: text(
      '数据灭失、放弃权利、登记主体终止，或者届满没有续展的，正常退出登记簿。',
      'It left the register in the ordinary way: data lost, rights waived, registrant ended, or not renewed.',
    ),
  },
  {
    status: 'revoked',
    means: text(
      '查明弄虚作假、篡改伪造或者违法使用的，登记机构予以撤销。已注销的也可以再被撤销。',
      'The registrar struck it for falsehood, forgery or unlawful use. A cancelled entry can still be revoked.',
    ),
  },
];
const MEANING_LAW = ['BJ-REG-10(4)', 'BJ-REG-18b', 'BJ-REG-24', 'CQ-REG-18', 'CQ-REG-23'];

function words(view: View): Html {
  const { lang } = view;
  const t = tongue(lang);
  return html`<section class="card" aria-labelledby="words">
    <h2 id="words">${t('登记状态的几种说法', 'The words for how an entry stands')}</h2>
    ${fieldList(
      lang,
      meanings.map(({ status, means }) => ({ label: t(statusWord(status)), value: t(means) })),
    )}
    <p>
      ${t('不予受理、终止登记的申请没有进入登记簿，因此查不到。', 'An application that was not accepted, or was terminated, never entered the register and is not found there.')}
    </p>
    ${cites(lang, MEANING_LAW)}
  </section>`;
}

/** A short guide for verifiers, objectors and applicants; the periods are those of `pack`. */
export function helpPage(view: View, pack: RulePack): Html {
  const t = tongue(view.lang);
  const all = guides(pack.profile.clocks, pack.profile.validity.years);
  const title = t('帮助', 'Help');
  const main = html`<h1>${title}</h1>
    <ul class="links">
      ${all.map((guide) => html`<li><a href="#${guide.id}">${t(guide.title)}</a></li>`)}
      <li>
        <a href="#words">${t('登记状态的几种说法', 'The words for how an entry stands')}</a>
      </li>
    </ul>
    ${all.map(
      (guide) =>
        html`<section class="card" aria-labelledby="${guide.id}">
          <h2 id="${guide.id}">${t(guide.title)}</h2>
          <ol>
            ${guide.steps.map((step) => html`<li>${t(step)}</li>`)}
          </ol>
          ${cites(view.lang, guide.law)}
          <p><a class="button" href="${guide.on.path}">${t(guide.on.label)}</a></p>
        </section>`,
    )}
    ${words(view)}
    <p>
      ${t('登记不收费。步骤和期限以办理地现行规则为准；重庆的规则尚在征求意见，各步期限引用国家办法。', 'Registration is free of charge. Steps and periods are those of the rules in force at the place of filing; the Chongqing rules are a draft and refer to the national measures for their periods.')}
      <a href="/law/compare">${t('比较两地规则', 'Compare the two places')}</a>
    </p>`;
  return frame(view, { title, main });
}
