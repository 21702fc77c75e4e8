import { useEffect, useRef, type RefObject } from 'react';
import { useLanguage } from '../language.tsx';

let arrived = false;

/** Names the window after the page and puts the reader at its heading when the page is new. */
export function usePage(title: string, key: string = title): RefObject<HTMLHeadingElement | null> {
  const { say } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const instance = say('数籍工作台', 'Shuji workbench');
  useEffect(() => {
    document.title = title === '' ? instance : `${title} · ${instance}`;
  }, [title, instance]);
  useEffect(() => {
    // Not on the first page of all: there the browser's own order is the right one. The link that led
    // here is gone by now, so where the reader was says nothing.
    if (arrived) heading.current?.focus();
    arrived = true;
    window.scrollTo(0, 0);
  }, [key]);
  return heading;
}
