/** Where the PDF reader's worker is served, and beside it what a PDF may leave out: tables of Chinese
 *  encodings, the standard fonts, decoders of scans. Ends with a slash. */
declare const PDF_DATA: string;
