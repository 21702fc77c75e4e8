/** One line on stderr that is written over, at most twice a second; silent where nobody looks. */
export function progress(): { show(text: string): void; end(): void } {
  let last = 0;
  return {
    show(text) {
      if (!process.stderr.isTTY || Date.now() - last < 500) return;
      last = Date.now();
      process.stderr.write(`\r\u001b[K${text}`);
    },
    end() {
      if (last > 0) process.stderr.write('\r\u001b[K');
    },
  };
}
