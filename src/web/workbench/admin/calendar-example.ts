/** The shape of a year, filled in with the days that are fixed by law. It cannot be loaded as it
 *  stands: the source says what to put there, and is refused until somebody did. */
export const CALENDAR_EXAMPLE = {
  year: 2027,
  version: 'cn-2027.1',
  source: '在此填写放假通知的网址或文号',
  issuedOn: '2026-11-01',
  holidays: [
    { from: '2027-01-01', to: '2027-01-03', name: { zh: '元旦', en: 'New Year' } },
    { from: '2027-02-05', to: '2027-02-12', name: { zh: '春节', en: 'Spring Festival' } },
    { from: '2027-04-05', to: '2027-04-05', name: { zh: '清明节', en: 'Qingming' } },
    { from: '2027-05-01', to: '2027-05-05', name: { zh: '劳动节', en: 'Labour Day' } },
    { from: '2027-10-01', to: '2027-10-07', name: { zh: '国庆节', en: 'National Day' } },
  ],
  workdays: ['2027-02-20'],
};
