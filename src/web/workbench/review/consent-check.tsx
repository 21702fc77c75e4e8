import { useLanguage } from '../language.tsx';
import type { CaseView } from '../queries.ts';

interface Body {
  readonly name: string;
  readonly creditCode: string;
}

/** Whether each co-owner of the dossier agreed to it on this platform. */
export function ConsentCheck({ view }: { readonly view: CaseView }) {
  const { say } = useLanguage();
  const owners = (view.state['coOwners'] ?? []) as unknown as readonly Body[];
  const consents = (view.state['consents'] ?? []) as readonly string[];
  if (owners.length === 0) return null;
  return (
    <ul className="plain-list checks">
      {owners.map(({ name, creditCode }) => {
        const agreed = consents.includes(creditCode);
        return (
          <li key={creditCode} className={agreed ? 'pass' : 'fail'}>
            <span aria-hidden="true">{agreed ? '✓' : '✕'}</span>{' '}
            {agreed
              ? say('共有主体已在本平台同意', 'The co-owner agreed on this platform')
              : say('共有主体尚未同意', 'The co-owner has not agreed')}{' '}
            <span className="quiet">{name}</span>
          </li>
        );
      })}
    </ul>
  );
}
