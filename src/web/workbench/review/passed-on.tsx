import { listWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { passedOn, type Checklist } from './checklist.ts';

/** Says which marks are not one's own: they came with the case from whoever had it in hand before. */
export function PassedOn({ list }: { readonly list: Checklist }) {
  const { say, language } = useLanguage();
  const { n, by } = passedOn(list);
  if (n === 0) return null;
  const names = listWords(by, language);
  return (
    <p className="note" role="status">
      {say(
        `其中${n}处标记随事项由${names}转来，署有其名；再点一次即为您本人的标记。备注没有转来。`,
        `${n} of the marks came with the case from ${names} and bear that name; choose one once more to make it yours. Remarks did not come along.`,
      )}
    </p>
  );
}
