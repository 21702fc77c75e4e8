/** Whether a reader has this very content already, by the tags it sends along (RFC 9110, 13.1.2): several
 *  may be named, and squeezing on the way makes a tag a weak one. */
export const knownTag = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
