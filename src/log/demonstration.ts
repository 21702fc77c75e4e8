/** Whoever is named under `.invalid` (RFC 2606) exists nowhere outside a demonstration: its witnesses
 *  are run by the very log they watch. */
export const isDemonstration = (name: string): boolean => /\.invalid(?:[/:]|$)/.test(name);
