/** An http(s) address that may be shown to anybody: without a user and password in it, which a request
 *  would refuse anyway, with the whole address in what it says. */
export function isPlainAddress(url: string): boolean {
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return parsed.username === '' && parsed.password === '';
}
