import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isUuid } from '../../base/id.ts';
import { Refused } from '../../base/refusal.ts';
import { text } from '../../base/text.ts';
import { open } from '../../app/act.ts';
import { describeProcedure } from '../../app/describe.ts';
import type { FileFacts } from '../../app/files/file-facts.ts';
import { procedureOf } from '../../app/procedures.ts';
import { entryByCode, publicNotice } from '../../app/public/public.ts';
import { packFor } from '../../law/packs.ts';
import { objectionPath, type Objected } from '../../web/portal/objection/objection-form.ts';
import {
  objectionPage,
  type ObjectionPage,
  type Trouble,
} from '../../web/portal/objection/objection-steps.ts';
import { valueText } from '../../web/portal/parts.ts';
import { actorOf, provenForm } from '../auth.ts';
import { demand } from '../limits.ts';
import { afterStep, boundsOf, draftOf, type ObjectionInput } from './objection-draft.ts';
import { fromElsewhere, fromHere, readPlainForm, type PlainForm } from './plain-form.ts';
import { keptObjections } from './objection-kept.ts';
import { lodgedBy } from './my-objections.ts';
import { pageHeaders, sendPage, viewOf, type Show } from './view.ts';
import type { Env, Services } from '../services.ts';

type Needs = Pick<Services, 'house' | 'limits' | 'publicUrl'>;
interface About extends Pick<ObjectionPage, 'objected' | 'name' | 'registrant'> {
  readonly caseId: string;
}

const PROCEDURE = 'reg.objection';
const STEPS = ['words', 'files', 'check'] as const;
const bounds = boundsOf(describeProcedure(procedureOf(PROCEDURE)));

/** An objection step by step (BJ-REG-14), by plain forms: each step is an address of its own, and what
 *  is sent leads to one, so that the ways back and forth of a browser send nothing again. */
export function objectionRoutes(show: Show, services: Needs): Hono<Env> {
  const { house, limits } = services;
  const kept = keptObjections(house);
  const fresh = (): string => house.random(16).toString('hex');
  const draw = (
    about: About,
    input: ObjectionInput,
    more: Partial<ObjectionPage> = {},
  ): ObjectionPage => ({ ...about, ...input, most: bounds.most, revision: 0, ...more });

  const asked = (of: Objected['about']) =>
    show(async (view, query, c) => {
      const about = await aboutOf(of, c.req.param('id') ?? '');
      if (!about) return undefined;
      const actor = c.get('signedIn')?.actor;
      const { said, revision } = actor
        ? await kept.read(actor.accountId, about.caseId)
        : { said: null, revision: 0 };
      const lodged = actor ? await lodgedBy(house, actor, about.caseId) : [];
      const step = STEPS.find((one) => one === query('step'));
      // Who has just lodged it and goes back finds no step any more, but what became of it.
      const ready = view.visitor?.realName === true && (said !== null || step === 'words');
      const stage = ready && step !== undefined ? step : 'who';
      const draft = {
        interest: said?.interest ?? '',
        reason: said?.reason ?? '',
        files: said ? await ownFiles(c, said.files) : [],
        key: said?.key ?? fresh(),
      };
      const troubles = said?.stage === stage ? (said.troubles as readonly Trouble[]) : [];
      const begun = said?.stage ?? null;
      return objectionPage(
        view,
        draw(about, { stage, draft, troubles }, { revision, lodged, begun }),
      );
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
    const revision = Number(/^\d{1,9}$/.exec(form.field('revision'))?.[0] ?? 0);
    if (!provenForm(c, house.keys, form.field('csrf'))) {
      // Nothing is done, and nothing is lost: the same step again, with what was said.
      const why = [c.get('signedIn') ? ANOTHER_SESSION : SIGNED_OUT];
      if (form.lost) why.push(CHOOSE_AGAIN);
      const again = { ...input, troubles: why.map((sentence) => ({ at: null, sentence })) };
      const kept = c.get('signedIn') !== undefined && fromHere(c, services.publicUrl);
      if (kept) return goTo(c, about, again, revision);
      return send(c, draw(about, again, { revision }), 403);
    }
    const next = about.objected.over ? input : afterStep(form.field('go'), input, bounds);
    if (next !== 'send') return goTo(c, about, next, revision);
    try {
      const { accountId } = actorOf(c);
      demand(limits.acts, accountId);
      const { interest, reason, files, key } = input.draft;
      const evidence = files.map(({ id }) => id);
      const lodged = await open(house, {
        actor: actorOf(c),
        procedure: PROCEDURE,
        jurisdiction: about.objected.pack.jurisdiction,
        input: { parent: about.objected.id, interest, reason, evidence },
        key,
      });
      await kept.drop(accountId, about.caseId);
      return c.redirect(`/objections/${lodged.caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { code, sentence, cites } = error.refusal;
      const again = code === 'IDEMPOTENCY_KEY_REUSED';
      const troubles = [
        again ? { at: null, sentence: LODGED } : { at: null, sentence, law: cites },
      ];
      const draft = again ? { ...input.draft, key: fresh() } : input.draft;
      return goTo(c, about, { draft, stage: 'check', troubles }, revision);
    }
  };

  /** The page of a step, at its own address; where it cannot be kept, as the answer to what was sent. */
  async function goTo(c: Context<Env>, about: About, input: ObjectionInput, revision: number) {
    const { accountId } = actorOf(c);
    const done = await kept.keep(accountId, about.caseId, input, revision);
    if (done === 'kept') {
      // Reads the language and the look that were asked for, to be remembered.
      const view = viewOf(c, house, services.publicUrl);
      pageHeaders(c, view);
      return c.redirect(`${objectionPath(about.objected)}?step=${input.stage}`, 303);
    }
    if (done === 'full') return send(c, draw(about, input), input.troubles.length > 0 ? 422 : 200);
    const now = await kept.read(accountId, about.caseId);
    const elsewhere = now.said && { interest: now.said.interest, reason: now.said.reason };
    const troubles = [{ at: null, sentence: ANOTHER_WINDOW }];
    return send(
      c,
      draw(about, { ...input, stage: 'words', troubles }, { revision: now.revision, elsewhere }),
      409,
    );
  }

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
      caseId: row.id,
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
    .post('/registrations/:id/objection', sent('registrations'));
}

const SIGNED_OUT = text(
  '登录已过期，没有提交。写的内容都在下面：请在新窗口登录，再回到这一页继续。',
  'You are no longer signed in and nothing was sent. What you wrote is below: sign in in a new window, then go on here.',
);
const ANOTHER_SESSION = text(
  '这一页是上次登录时打开的，已经换上新的登录；写的内容都在下面，请再按一次。',
  'This page was opened before you signed in again. What you wrote is below; please press once more.',
);
const ANOTHER_WINDOW = text(
  '同一份异议在另一个窗口里写了别的内容，那边的没有覆盖。下面是这个窗口里写的：再按一次，就以这里的为准。',
  'In another window something else was written for the same objection; it was not overwritten. Below is what this window says: press again to go on with it.',
);
const LODGED = text(
  '这份异议已经提交过，这一次改过的内容没有提交。确实要另提一份的，请再按一次。',
  'This objection was lodged before; what was changed since was not sent. To lodge another one, press once more.',
);
const CHOOSE_AGAIN = text(
  '刚才选的证据文件没有收下，请重新选择。',
  'The files you just chose were not kept; please choose them again.',
);
