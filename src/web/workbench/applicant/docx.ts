/** A paper of plain paragraphs as a Word document (ECMA-376): what offices print, seal and scan. The first
 *  line is the title. Only what such a paper needs; every word processor in use here opens it. */
export function docxParts(title: string, paragraphs: readonly string[]): readonly Part[] {
  const body = [heading(title), ...paragraphs.map(paragraph)].join('');
  return [
    {
      name: '[Content_Types].xml',
      input: `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${MAIN}+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      input: `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      input: `${XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}${PAGE}</w:body></w:document>`,
    },
  ];
}

interface Part {
  readonly name: string;
  readonly input: string;
}

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
/** A4 with margins of 2.5 cm, in twentieths of a point. */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="850" w:footer="850" w:gutter="0"/></w:sectPr>';

const FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>';

const heading = (words: string): string =>
  `<w:p><w:pPr><w:spacing w:after="360"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr>${FONT}<w:b/><w:sz w:val="36"/></w:rPr>${run(words)}</w:r></w:p>`;

const paragraph = (words: string): string =>
  `<w:p><w:pPr><w:spacing w:after="160" w:line="360" w:lineRule="auto"/></w:pPr><w:r><w:rPr>${FONT}<w:sz w:val="24"/></w:rPr>${run(words)}</w:r></w:p>`;

const run = (words: string): string =>
  words
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
    .join('<w:br/>');

const NAMES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
/** XML has no way at all to write the other control characters. */
const escaped = (words: string): string =>
  words
    .toWellFormed()
    .replaceAll(/(?![\t])[\p{Cc}\ufffe\uffff]/gu, '')
    .replaceAll(/[<>&]/g, (c) => NAMES[c] ?? '');
