import { refuse, type Refusal } from '../../base/refusal.ts';
import { text, type Text } from '../../base/text.ts';

/** Correction (更正登记). */
export const CORRECTION = ['NAT-REG-9(3)', 'BJ-REG-10(3)', 'CQ-REG-16'];

export const itemUnknown = (item: string): Refusal =>
  refuse(
    'MATERIAL_UNKNOWN',
    text(`本地的材料清单中没有“${item}”。`, `The material list of this place has no "${item}".`),
    CORRECTION,
  );

export const itemAbsent = ({ zh, en }: Text): Refusal =>
  refuse(
    'ITEM_ABSENT',
    text(
      `登记内容中没有“${zh}”，无从更正；需要补充的，申请变更登记。`,
      `The register says nothing under "${en}"; what is to be added is a change.`,
    ),
    CORRECTION,
  );

export const itemPersonal = ({ zh, en }: Text): Refusal =>
  refuse(
    'ITEM_PERSONAL',
    text(
      `“${zh}”不公开，只能由登记主体申请更正。`,
      `"${en}" is not public; only the registrant asks for its correction.`,
    ),
    CORRECTION,
    'forbidden',
  );

export const itemNeeded = ({ zh, en }: Text): Refusal =>
  refuse(
    'ITEM_NEEDED',
    text(
      `“${zh}”是登记必需的内容，请写明正确的内容。`,
      `"${en}" is needed in every entry: give the right value.`,
    ),
    CORRECTION,
  );

export const interestMissing = (): Refusal =>
  refuse(
    'INTEREST_MISSING',
    text(
      '申请人不是登记主体的，须说明与该登记的利害关系。',
      'Who is not the registrant states their interest in the entry.',
    ),
    CORRECTION,
    'forbidden',
  );

/** What was found wrong no longer stands there: to write over what somebody put since would undo it. */
export const entryMoved = (items: readonly string[]): Refusal =>
  refuse(
    'ENTRY_MOVED',
    text(
      `登记簿中的“${items.join('”“')}”在本次申请期间已被更新，请按现有内容重新申请。`,
      `${items.join(', ')} changed in the register meanwhile; ask anew by what it says now.`,
    ),
    CORRECTION,
    'conflict',
    { items: [...items] },
  );

export const consentNotNeeded = (): Refusal =>
  refuse(
    'CONSENT_NOT_NEEDED',
    text(
      '登记主体自己申请的，无须再征求其同意。',
      'The registrant asked for it; its consent is given with that.',
    ),
    CORRECTION,
    'conflict',
  );

export const consentNotAsked = (): Refusal =>
  refuse(
    'CONSENT_NOT_ASKED',
    text(
      '由利害关系人申请的，先征求登记主体的书面意见。',
      'Where an interested party asks, the registrant is asked first.',
    ),
    CORRECTION,
    'conflict',
  );

export const neither = (): Refusal =>
  refuse(
    'CONSENT_OR_PROOF',
    text(
      '登记主体没有书面同意的，只有证据证明登记确有错误才能更正；请载明证据所证明的事实。',
      'Without written consent it is corrected only where proof shows the error: record that it does.',
    ),
    CORRECTION,
  );

export const consentBinds = (): Refusal =>
  refuse(
    'CONSENT_BINDS',
    text(
      '登记主体已书面同意更正的，应当予以更正，不能驳回。',
      'The registrant consented in writing: the entry is corrected, not refused.',
    ),
    CORRECTION,
    'conflict',
  );
