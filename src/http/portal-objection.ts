import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isUuid } from '../base/id.ts';
import { Refused } from '../base/refusal.ts';
import { text } from '../base/text.ts';
import { open } from '../app/act.ts';
import { describeProcedure } from '../app/describe.ts';
import type { FileFacts } from '../app/files/file-facts.ts';
import { procedureOf } from '../app/procedures.ts';
import { entryByCode, publicNotice } from '../app/public/public.ts';
import { packFor } from '../law/packs.ts';
import type { Objected } from '../web/portal/objection-form.ts';
import { receiptPage } from '../web/portal/objection-receipt.ts';
import { objectionPage, type ObjectionPage } from '../web/portal/objection-steps.ts';
import { valueText } from '../web/portal/parts.ts';
import { actorOf, provenForm } from './auth.ts';
import { demand } from './limits.ts';
import { afterStep, boundsOf, draftOf, type ObjectionInput } from './objection-draft.ts';
import { fromElsewhere, readPlainForm, type PlainForm } from './plain-form.ts';
import { sendPage, viewOf, type Show } from './portal-view.ts';
import { receiptOf } from './objection-receipt-data.ts';
import { STATUS } from './problem.ts';
import { caseSight } from './seen-case.ts';
import type { Env, Services } from './services.ts';

type Needs = Pick<Services, 'house' | 'limits' | 'operations' | 'publicUrl'>;
type About = Pick<ObjectionPage, 'objected' | 'name' | 'registrant'>;

const PROCEDURE = 'reg.objection';
const bounds = boundsOf(describeProcedure(procedureOf(PROCEDURE)));

/** An objection step by step (BJ-REG-14), by plain forms. */
export function objectionRoutes(show: Show, services: Needs): Hono<Env> {
  const { house, limits } = services;
  const { seen } = caseSight(services);
  const fresh = (): string => house.random(16).toString('hex');
  const draw = (about: About, input: ObjectionInput): ObjectionPage => ({
    ...about,
    ...input,
    most: bounds.most,
  });

  const asked = (of: Objected['about']) =>
    show(async (view, query, c) => {
      const about = await aboutOf(of, c.req.param('id') ?? '');
      if (!about) return undefined;
      const ready = query('step') === 'words' && view.visitor?.realName === true;
      const stage = ready ? 'words' : 'who';
      const draft = { interest: '', reason: '', files: [], key: fresh() };
      return objectionPage(view, draw(about, { stage, draft, troubles: [] }));
    });

  const sent = (of: Objected['about']) => async (c: Context<Env>) => {
    demand(limits.public, c.get('client'));
    const about = await aboutOf(of, c.req.param('id') ?? '');
    if (!about) return show(() => undefined)(c);
    const form = await received(c);
    const input = await draftOf(form, {
      fresh,
      most: bounds.most.files,
      own: (ids) => ownFiles(c, ids),
      stranger: fromElsewhere(c, services.publicUrl),
    });
    if (!provenForm(c, house.keys, form.field('csrf'))) {
      // Nothing is done, and nothing is lost: the same step again, with what was said.
      const why = [c.get('signedIn') ? ANOTHER_SESSION : SIGNED_OUT];
      if (form.lost) why.push(CHOOSE_AGAIN);
      const troubles = why.map((sentence) => ({ at: null, sentence }));
      return send(c, draw(about, { ...input, troubles }), 403);
    }
    const next = afterStep(form.field('go'), input, bounds);
    if (next !== 'send') return send(c, draw(about, next), next.troubles.length > 0 ? 422 : 200);
    try {
      demand(limits.acts, actorOf(c).accountId);
      const { interest, reason, files, key } = input.draft;
      const evidence = files.map(({ id }) => id);
      const lodged = await open(house, {
        actor: actorOf(c),
        procedure: PROCEDURE,
        jurisdiction: about.objected.pack.jurisdiction,
        input: { parent: about.objected.id, interest, reason, evidence },
        key,
      });
      return c.redirect(`/objections/${lodged.caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { sentence, cites, kind } = error.refusal;
      const troubles = [{ at: null, sentence, law: cites }];
      return send(c, draw(about, { ...input, stage: 'check', troubles }), STATUS[kind]);
    }
  };

  const send = (
    c: Context<Env>,
    page: ObjectionPage,
    status: ContentfulStatusCode,
  ): Promise<Response> => {
    const view = viewOf(c, house, services.publicUrl);
    return sendPage(c, view, objectionPage(view, page), status);
  };

  /** What it is about, as the public knows it; undefined where there is nothing to object to. */
  async function aboutOf(of: Objected['about'], id: string): Promise<About | undefined> {
    const row =
      of === 'registrations'
        ? await entryByCode(house, id.slice(0, 64))
        : isUuid(id)
          ? await publicNotice(house, id)
          : undefined;
    const pack = row && packFor(row.jurisdiction);
    if (!row || !pack) return undefined;
    const over =
      'open' in row
        ? !row.open || row.to < house.time.today()
        : !(pack.profile.objectionAfterIssue && ['active', 'renewalPending'].includes(row.status));
    return {
      objected: { about: of, id, pack, over },
      name: valueText(row.fields['dataName']),
      registrant: valueText(row.fields['registrantName']),
    };
  }

  /** Files are kept only for a page of this session. */
  const received = (c: Context<Env>): Promise<PlainForm<FileFacts>> =>
    readPlainForm(c.req.raw, { most: bounds.most.files }, (said) => {
      if (!provenForm(c, house.keys, said.field('csrf'))) return undefined;
      const actor = actorOf(c);
      const uploader = { accountId: actor.accountId, org: actor.org?.code ?? null };
      return (stream, name) => {
        demand(limits.uploads, actor.accountId);
        return house.files.receive(uploader, stream, name);
      };
    });

  /** Of these ids those that this account's side uploaded; while nobody is signed in they go along
   *  unopened. */
  async function ownFiles(c: Context<Env>, ids: readonly string[]) {
    const actor = c.get('signedIn')?.actor;
    if (!actor) return ids.map((id) => ({ id, name: '', size: 0 }));
    const found = await house.files.facts(ids);
    return ids.flatMap((id) => {
      const file = found.get(id);
      const own = actor.org ? file?.org === actor.org.code : file?.uploadedBy === actor.accountId;
      return file && own ? [{ id, name: file.name, size: file.size }] : [];
    });
  }

  return new Hono<Env>()
    .get('/notices/:id/objection', asked('notices'))
    .post('/notices/:id/objection', sent('notices'))
    .get('/registrations/:id/objection', asked('registrations'))
    .post('/registrations/:id/objection', sent('registrations'))
    .get(
      '/objections/:id',
      show(async (view, _asked, c) => {
        const { found, view: own } = await seen(c, c.req.param('id') ?? '');
        if (own.procedure !== PROCEDURE || !own.audience.includes('objector')) return undefined;
        return receiptPage(view, await receiptOf(services, found, own));
      }),
    );
}

const SIGNED_OUT = text(
  '登录已过期，没有提交。写的内容都在下面：请在新窗口登录，再回到这一页继续。',
  'You are no longer signed in and nothing was sent. What you wrote is below: sign in in a new window, then go on here.',
);
const ANOTHER_SESSION = text(
  '这一页是上次登录时打开的，已经换上新的登录；写的内容都在下面，请再按一次。',
  'This page was opened before you signed in again. What you wrote is below; please press once more.',
);
const CHOOSE_AGAIN = text(
  '刚才选的证据文件没有收下，请重新选择。',
  'The files you just chose were not kept; please choose them again.',
);
