import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';

/** What a control needs so that a screen reader says its help and its fault with it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-required'?: true;
  readonly status?: 'error';
}

interface Shell {
  readonly id: string;
  readonly label: ReactNode;
  readonly required?: boolean;
  readonly help?: ReactNode;
  readonly problem?: string | undefined;
  /** Several controls under one heading, instead of one control with a label. */
  readonly group?: boolean;
  /** The control carries its own words, as a tick box does. */
  readonly bare?: boolean;
  /** Takes the whole width where fields stand side by side. */
  readonly wide?: boolean;
  readonly children: (props: ControlProps) => ReactNode;
}

export function FieldShell({
  id,
  label,
  required,
  help,
  problem,
  group,
  bare,
  wide,
  children,
}: Shell) {
  const { say } = useLanguage();
  const described = [help ? `${id}-help` : '', problem ? `${id}-problem` : '']
    .filter(Boolean)
    .join(' ');
  const control = children({
    id,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(problem ? { 'aria-invalid': true, status: 'error' } : {}),
    ...(required ? { 'aria-required': true } : {}),
  });
  const name = (
    <>
      {label}
      {required ? null : <span className="quiet">{say('（选填）', ' (optional)')}</span>}
    </>
  );
  return (
    <div
      className={`field${problem ? ' wrong' : ''}${wide ? ' wide' : ''}`}
      {...(group && !bare ? { role: 'group', 'aria-labelledby': `${id}-label` } : {})}
    >
      {bare ? null : group ? (
        <span className="label" id={`${id}-label`}>
          {name}
        </span>
      ) : (
        <label htmlFor={id} id={`${id}-label`}>
          {name}
        </label>
      )}
      {control}
      {help ? (
        <div className="help" id={`${id}-help`}>
          {help}
        </div>
      ) : null}
      {problem ? (
        <div className="fault" id={`${id}-problem`}>
          {problem}
        </div>
      ) : null}
    </div>
  );
}
