import { Drawer } from 'antd';
import { lazy, Suspense, useRef } from 'react';
import type { Schema } from '../form/schema.ts';
import { useScope } from '../form/scope.tsx';
import { useLanguage } from '../language.tsx';
import { shapeOf } from '../model/shapes.ts';
import type { ActView, CaseView, ProcedureView } from '../queries.ts';
import { useDesk } from '../review/desk-context.tsx';
import type { Telling } from '../review/petition.ts';
import { Waiting } from '../shell/states.tsx';
import { Taking } from './taking.tsx';

const Composer = lazy(async () => ({ default: (await import('../review/composer.tsx')).Composer }));
const PetitionComposer = lazy(async () => ({
  default: (await import('../review/petition-composer.tsx')).PetitionComposer,
}));
const DeskForm = lazy(async () => ({
  default: (await import('../review/desk-form.tsx')).DeskForm,
}));

interface Props {
  readonly view: CaseView;
  readonly procedure: ProcedureView;
  /** The act that is being taken; undefined: none, and the drawer is shut. */
  readonly act: ActView | undefined;
  /** What the act may name, where it is the one-time notice of a petition. */
  readonly petition: Telling | undefined;
  readonly done: (act: ActView, from: string) => (after: CaseView) => void;
  readonly close: () => void;
  /** The drawer has gone, and nothing on the page is looked at yet. */
  readonly closed: () => void;
}

/** Where an act is taken: the letter of a notice, one sure step, or the form its declaration draws. */
export function ActDrawer({ act, petition, close, closed, ...props }: Props) {
  const { read } = useLanguage();
  const desk = useDesk();
  /** What is looked at on the page once the drawer is gone. */
  const onwardsTo = useRef<() => void>(undefined);
  const composes = desk && act && shapeOf(act.input as Schema) === 'gaps';
  return (
    <Drawer
      open={act !== undefined}
      onClose={close}
      // Who changes their mind is back at the button they came from.
      afterOpenChange={(isOpen) => {
        if (isOpen) return;
        const then = onwardsTo.current ?? closed;
        onwardsTo.current = undefined;
        then();
      }}
      title={read(act?.title)}
      size={composes || petition ? 1180 : 720}
      className="act-drawer"
      destroyOnHidden
    >
      <Suspense fallback={<Waiting />}>
        {act ? (
          <Inside
            key={act.name}
            {...props}
            act={act}
            petition={petition}
            leave={(then) => {
              onwardsTo.current = then;
              close();
            }}
          />
        ) : null}
      </Suspense>
    </Drawer>
  );
}

function Inside({
  view,
  procedure,
  act,
  petition,
  done,
  leave,
}: Omit<Props, 'act' | 'close' | 'closed'> & {
  readonly act: ActView;
  /** Shuts the drawer and goes on to something on the page. */
  readonly leave: (then: () => void) => void;
}) {
  const { pack } = useScope();
  const desk = useDesk();
  const open = view.actions.find((one) => one.act === act.name);
  const shared = { view, act, done: done(act, view.status) };
  if (pack && desk && shapeOf(act.input as Schema) === 'gaps')
    return <Composer {...shared} pack={pack} desk={desk} />;
  if (pack && petition)
    return <PetitionComposer {...shared} pack={pack} procedure={procedure} telling={petition} />;
  const law = open?.law ?? [];
  if (pack && view.audience.includes('office') && isOneStep(act))
    return (
      <DeskForm {...shared} pack={pack} procedure={procedure} law={law} desk={desk} leave={leave} />
    );
  return <Taking {...shared} law={law} open={open !== undefined} />;
}

/** Whether an act asks nothing but to be meant: no input, or sentences to agree to. */
const isOneStep = (act: ActView): boolean =>
  Object.values((act.input as Schema).properties ?? {}).every((one) => one.const === true);
