/** Which side of the desk is wide. */
export type Width = 'left' | 'even' | 'right';

export const widths: readonly Width[] = ['left', 'even', 'right'];

const KEY = 'shuji.desk';

/** A browser may block storage: then it is asked anew each time. */
export function readWidth(): Width {
  try {
    const kept = localStorage.getItem(KEY);
    return widths.find((one) => one === kept) ?? 'even';
  } catch {
    return 'even';
  }
}

export function writeWidth(width: Width): void {
  try {
    localStorage.setItem(KEY, width);
  } catch {
    // It holds for this page.
  }
}
