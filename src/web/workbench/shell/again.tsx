import { useEffect, useRef, useState } from 'react';
import { onSessionLost, renewToken } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { keepAll } from '../model/scratch.ts';
import { announce } from './announce.tsx';
import { SignInForm, useSignIn } from './sign-in-form.tsx';

const LOOK_MS = 4000;

/** A session that ended while something was being typed: one signs in over the page, which stays as it
 *  is. Somebody else who signs in here gets a page of their own, and nothing of the other's. */
export function SignInAgain() {
  const { say } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState(false);
  const door = useSignIn(() => {
    setAsked(false);
    announce(
      say('已重新登录，请再点一次刚才的按钮。', 'Signed in again. Press the button once more.'),
    );
  });
  useEffect(() => onSessionLost(() => setAsked(true)), []);
  // Whoever signed in again in another window need not do it twice.
  useEffect(() => {
    if (!asked) return undefined;
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'hidden' || !(await renewToken())) return;
      setAsked(false);
      keepAll();
    };
    const lookNow = (): void => void look();
    const timer = window.setInterval(lookNow, LOOK_MS);
    window.addEventListener('focus', lookNow);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('focus', lookNow);
    };
  }, [asked]);
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);
  return (
    <dialog ref={dialog} className="card again" onCancel={(event) => event.preventDefault()}>
      <h2>{say('登录已过期，请重新登录', 'Your session has ended: sign in again')}</h2>
      <p>
        {say(
          '页面上填的内容都还在，登录后接着办。',
          'What you typed is still here; go on when you are signed in.',
        )}
      </p>
      {asked ? <SignInForm door={door} /> : null}
      <p>
        <a href="/workbench/sign-in">{say('换一个人登录', 'Somebody else signs in')}</a>
      </p>
    </dialog>
  );
}
