import { html } from 'hono/html';
import type { Seal } from '../../../app/log/chain-heads.ts';
import type { Language, Text } from '../../../base/text.ts';
import { text } from '../../../base/text.ts';
import type { Html } from '../view.ts';

interface Words {
  readonly tone: 'good' | 'warn' | '';
  readonly word: Text;
  readonly means: Text;
}

/** How firmly an entry stands, in one word and in a sentence. */
export const seals: Readonly<Record<Seal, Words>> = {
  waiting: {
    tone: '',
    word: text('待入链', 'Not on the log yet'),
    means: text(
      '已经记录，正在排入目录链，通常不到一秒。',
      'It is recorded and about to get its place on the log, mostly within a second.',
    ),
  },
  published: {
    tone: 'warn',
    word: text('已入链', 'On the log'),
    means: text(
      '已在公开的目录链上，有链的签名；见证人还没有联署。',
      'It is on the public log, under the log’s signature; the witnesses have not cosigned yet.',
    ),
  },
  witnessed: {
    tone: 'good',
    word: text('已见证', 'Witnessed'),
    means: text(
      '两棵树都有足够的见证人联署：谁也不能再悄悄改掉它，或者给不同的人看不同的内容。',
      'Enough witnesses have cosigned both trees: nobody can quietly change it any more, or show different people different contents.',
    ),
  },
  rehearsed: {
    tone: 'good',
    word: text('已见证（演示）', 'Witnessed (demo)'),
    means: text(
      '两棵树都有足够的演示见证人联署；他们由本站自己运行，不独立。正式运行时由审计、公证等独立单位见证，那时谁也不能悄悄改掉记录，或者给不同的人看不同的内容。',
      'Enough demonstration witnesses have cosigned both trees; this site runs them, they are not independent. In earnest, auditors or notaries do, and nobody can quietly change an entry then, or show different people different contents.',
    ),
  },
  alone: {
    tone: 'good',
    word: text('已入链', 'On the log'),
    means: text(
      '已在公开的目录链上，有链的签名；本站没有设见证人。',
      'It is on the public log, under the log’s signature. This instance has no witnesses.',
    ),
  },
};

export const sealChip = (lang: Language, seal: Seal): Html =>
  html`<span class="chip ${seals[seal].tone}">${seals[seal].word[lang]}</span>`;
