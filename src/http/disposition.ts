/** What of a name RFC 8187 wants escaped and `encodeURIComponent` leaves: an apostrophe ends a part there. */
const LEFT = /['()*]/g;

/** The header `content-disposition` for a file somebody else named: nothing of the name can end the header
 *  or its value, begin another parameter, or keep the answer from being sent. */
export function disposition(how: 'attachment' | 'inline', name: string): string {
  const value = encodeURIComponent(name.toWellFormed()).replace(
    LEFT,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename*=UTF-8''${value}`;
}
