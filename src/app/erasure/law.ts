/** Principles an erasure is an outflow of: personal information is protected. */
export const ERASURE_LAW = ['NAT-REG-4', 'BJ-REG-6', 'CQ-REG-4'];
