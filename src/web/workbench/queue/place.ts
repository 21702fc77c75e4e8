/** GB/T 2260: 50 is Chongqing. Whoever belongs elsewhere begins in Beijing. */
export const placeOf = (region: string | undefined): string =>
  region?.startsWith('50') ? 'chongqing' : 'beijing';
