import { orThrow } from '../base/refusal.ts';
import { parseYearCalendar } from './calendar-year.ts';

/** 国务院办公厅关于2026年部分节假日安排的通知, 国办发明电〔2025〕7号. */
export const calendar2026 = orThrow(
  parseYearCalendar({
    year: 2026,
    version: 'cn-2026.1',
    source: '国办发明电〔2025〕7号',
    issuedOn: '2025-11-04',
    holidays: [
      { from: '2026-01-01', to: '2026-01-03', name: { zh: '元旦', en: 'New Year' } },
      { from: '2026-02-15', to: '2026-02-23', name: { zh: '春节', en: 'Spring Festival' } },
      { from: '2026-04-04', to: '2026-04-06', name: { zh: '清明节', en: 'Qingming' } },
      { from: '2026-05-01', to: '2026-05-05', name: { zh: '劳动节', en: 'Labour Day' } },
      { from: '2026-06-19', to: '2026-06-21', name: { zh: '端午节', en: 'Dragon Boat Festival' } },
      { from: '2026-09-25', to: '2026-09-27', name: { zh: '中秋节', en: 'Mid-Autumn Festival' } },
      { from: '2026-10-01', to: '2026-10-07', name: { zh: '国庆节', en: 'National Day' } },
    ],
    workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  }),
);
