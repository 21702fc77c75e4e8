const YEAR_SECONDS = 365 * 86_400;

/** A preference as the portal keeps it too. A browser that keeps nothing is asked anew on every visit. */
export function readCookie(name: string): string | undefined {
  try {
    return document.cookie
      .split('; ')
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  } catch {
    return undefined;
  }
}

export function writeCookie(name: string, value: string): void {
  try {
    const secure = window.location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  } catch {
    // Kept for this page only.
  }
}
