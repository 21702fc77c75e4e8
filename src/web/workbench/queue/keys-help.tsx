import { useLanguage } from '../language.tsx';
import { Dialog } from './dialog.tsx';
import { KEYS } from './keys.ts';

export function KeysHelp({ close }: { readonly close: () => void }) {
  const { say, read } = useLanguage();
  return (
    <Dialog title={say('按键', 'Keys')} close={close}>
      <dl className="keys">
        {KEYS.map(({ keys, does }) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{read(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
