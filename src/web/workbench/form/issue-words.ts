import { text, type Text } from '../../../base/text.ts';
import { titleIn } from '../format.ts';

/** A validator's remark in the reader's language. Our own remarks are "中文 English"; those of the
 *  library are English only, and are said in Chinese by their kind. */
export function issueWords(message: string): Text {
  const own = titleIn(message, 'zh');
  if (own !== message) return text(own, titleIn(message, 'en'));
  if (message === 'is missing') return text('请填写', 'Please fill this in');
  const [, bound = ''] = /^Too \w+: expected .* [<>]=?(\d+)/.exec(message) ?? [];
  if (bound === '') return text('格式不符合要求，请核对后重新填写', message);
  return message.startsWith('Too small')
    ? text(`不足：至少${bound}`, message)
    : text(`超出：至多${bound}`, message);
}
