/** A made-up arrangement of 2027, for what happens when a year is published. */
export const calendar2027 = (version = 'cn-2027.1') => ({
  year: 2027,
  version,
  source: 'https://example.invalid/2027',
  issuedOn: '2026-11-05',
  holidays: [
    { from: '2027-01-01', to: '2027-01-05', name: { zh: '元旦', en: 'New Year' } },
    { from: '2027-02-05', to: '2027-02-13', name: { zh: '春节', en: 'Spring Festival' } },
    { from: '2027-04-03', to: '2027-04-05', name: { zh: '清明节', en: 'Qingming' } },
    { from: '2027-05-01', to: '2027-05-05', name: { zh: '劳动节', en: 'Labour Day' } },
    { from: '2027-10-01', to: '2027-10-07', name: { zh: '国庆节', en: 'National Day' } },
  ],
  workdays: ['2027-01-09', '2027-02-20'],
});
