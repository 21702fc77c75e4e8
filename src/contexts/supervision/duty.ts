/** Officers who keep up the registrar's own duties; administrators of the system never act in cases. */
export const DUTY_OFFICERS = ['registrar.review', 'registrar.issue'];

/** Who supervises how the registrar keeps them (BJ-REG-21). */
export const DUTY_READERS = [
  'municipal_data_authority',
  'supervisor_cac',
  'supervisor_police',
  'auditor',
];
