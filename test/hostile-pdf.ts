/** PDFs as somebody might send them: put together by hand, so that what is in them is known to the byte. */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let file = '%PDF-1.7\n';
  const places = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = file.length;
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n`;
  return Buffer.from(`${file}startxref\n${start}\n%%EOF\n`, 'latin1');
}

const stream = (words: string): string =>
  `<< /Length ${words.length} >>\nstream\n${words}\nendstream`;
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';

/** Pages of A4, each with its line of Latin words in a font that does not come with the file. */
export function pages(lines: readonly string[], catalogue = '', trailer = '', onEach = ''): Buffer {
  const kids = lines.map((_, n) => `${4 + 2 * n} 0 R`).join(' ');
  return pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
      `<< /Type /Pages /Kids [${kids}] /Count ${lines.length} >>`,
      FONT,
      ...lines.flatMap((line, n) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${5 + 2 * n} 0 R ${onEach} >>`,
        stream(`BT /F 24 Tf 72 700 Td (${line}) Tj ET`),
      ]),
    ],
    trailer,
  );
}

/** Leads elsewhere wherever it is touched. */
export const leading = (): Buffer =>
  pages(
    ['A page with a link', 'Second page'],
    '/OpenAction [4 0 R /Fit]',
    '',
    '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://elsewhere.example/) >> >>]',
  );

/** In good order on the outside, and no page in it. */
export const empty = (): Buffer => pdfOf(['<< /Type /Catalog >>', '<< >>', FONT]);

/** One page can be drawn, another is not there. */
export const torn = (): Buffer =>
  Buffer.from(pages(['First page', 'Lost page']).toString('latin1').replace('6 0 R]', '9 0 R]'));
