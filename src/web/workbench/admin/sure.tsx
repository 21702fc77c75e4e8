import { Button } from 'antd';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';

/** Asks a second time in place: what it does, then yes or no. */
export function Sure({
  act,
  warning,
  busy,
  go,
}: {
  readonly act: string;
  readonly warning: string;
  readonly busy: boolean;
  readonly go: () => void;
}) {
  const { say } = useLanguage();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <div>
        <Button danger onClick={() => setAsked(true)} loading={busy}>
          {act}
        </Button>
      </div>
    );
  }
  return (
    <div className="note note-warn" role="group" aria-label={act}>
      <p>{warning}</p>
      <div className="row">
        <Button
          danger
          autoFocus
          loading={busy}
          onClick={() => {
            setAsked(false);
            go();
          }}
        >
          {say(`确认${act}`, `Yes: ${act}`)}
        </Button>
        <Button onClick={() => setAsked(false)}>{say('不', 'No')}</Button>
      </div>
    </div>
  );
}
