import { useEffect, useState } from 'react';
import { useLanguage } from '../language.tsx';

/** Tells when the same dossier is open in another tab of this browser; a browser without the means, or one
 *  that blocks it, says nothing, and the server keeps the two apart anyhow. */
export function OtherTab({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const [others, setOthers] = useState(false);
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return undefined;
    const channel = new BroadcastChannel(`shuji.case.${id}`);
    channel.onmessage = ({ data }) => {
      setOthers(true);
      if (data === 'who') channel.postMessage('me');
    };
    channel.postMessage('who');
    return () => channel.close();
  }, [id]);
  if (!others) return null;
  return (
    <p className="note note-warn" role="status">
      {say(
        '这份申请在另一个标签页里也开着。两边填不同的项目都会保存；填了同一项，保存时会问您用哪一份。',
        'This dossier is open in another tab too. Different fields are both saved; for the same field you are asked which one stays.',
      )}
    </p>
  );
}
