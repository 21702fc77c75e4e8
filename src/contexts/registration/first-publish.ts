import type { JsonObject } from '../../base/json.ts';
import type { ClockRow, Publication } from '../../kernel/types.ts';
import type { REGISTER_TOO } from '../../law/published-words.ts';
import type { RulePack } from '../../law/types.ts';
import { atVersion, publicStatus } from './entry-life.ts';
import { industryLabel, noticeFields, summaryOf } from './first-result.ts';
import { dataName, dossierText, type FirstState } from './first-state.ts';

/** The notice while it runs, the entry once it has a code: exactly the listed fields. */
export function publishFirst(
  state: FirstState,
  rules: RulePack,
  clocks: readonly ClockRow[],
): Publication {
  const clock = clocks.find((c) => c.name === 'publicNotice');
  const notice =
    state.notice && clock
      ? {
          notice: {
            from: state.notice.from,
            to: clock.due,
            open: state.status === 'in_notice',
            fields: state.notice.fields,
          },
        }
      : {};
  const { result, life } = state;
  if (!result || !life) return notice;
  const industry = dossierText(state, 'dataResource', 'industryCode');
  const announced = life.ends.find((end) => end.announced)?.on;
  return {
    ...notice,
    entry: {
      code: result.code,
      queryCode: result.queryCode,
      status: publicStatus(state),
      validFrom: result.validFrom,
      validTo: result.validTo,
      ...(announced === undefined ? {} : { announced }),
      fields: {
        ...publicFields(state, rules),
        issuedOn: result.issuedOn,
        ...(result.issuedBy ? { issuedBy: result.issuedBy.name } : {}),
        kind: result.kind,
        ...(state.national?.code ? { nationalCode: state.national.code } : {}),
      },
      life: {
        versions: life.versions.map(({ n, on, kind }) => ({
          n,
          on,
          kind,
          fields: publicFields(atVersion(state, n), rules),
        })),
        terms: life.terms.map(({ from, to, on }) => ({ from, to, on })),
        ends: life.ends.map(({ as, ground, on }) => ({ as, ground, on })),
      },
      search: [
        dataName(state),
        state.registrant.name,
        summaryOf(state),
        result.code,
        industryLabel(industry),
      ].join(' '),
      facets: {
        industry: industry.slice(0, 1),
        objectKind: state.objectKind,
        district: state.registrant.region,
      },
    },
  };
}

/** What the register shows of one version. Who registered it stays the same in all of them. The type of registration is the notice's, not the entry's. */
const publicFields = (state: FirstState, rules: RulePack): JsonObject => {
  const beside: Record<keyof typeof REGISTER_TOO, string> = {
    registrantCode: state.registrant.code,
    usable: dossierText(state, 'scenario', 'usable'),
    forbidden: dossierText(state, 'scenario', 'forbidden'),
  };
  return {
    ...noticeFields(state, rules, state.result?.registrar),
    objectKind: state.objectKind,
    ...beside,
  };
};
