import { ApiProblem, csrfToken, isStale, problemFrom, renewToken } from '../api.ts';
import { text, type Text } from '../../../base/text.ts';

/** What the server found out about a file. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly signatureText?: Text;
  readonly signature?: {
    readonly kind?: string;
    readonly valid?: boolean;
    readonly signer?: string;
  };
}

/** What is known of a signature, for files that came with a case and not with an upload. */
export function signatureWords(file: Partial<FileFacts>): Text | undefined {
  if (file.signatureText) return file.signatureText;
  const { kind, valid, signer = '' } = file.signature ?? {};
  if (kind === undefined) return undefined;
  if (kind === 'scan') return text('扫描件，公章须目视核对', 'a scan: look at the seal by eye');
  if (kind === 'none') return text('没有数字签名', 'no digital signature');
  if (valid === undefined)
    return text('带有数字签名，未核验', 'digitally signed, not verified here');
  return valid
    ? text(`数字签名有效，签名人：${signer}`, `the signature verifies, signed by ${signer}`)
    : text('数字签名无效，请勿采信', 'the signature does not verify, do not rely on it');
}

const known = new Map<string, FileFacts>();

/** What is known of a file that was uploaded from this page. */
export const knownFile = (id: string): FileFacts | undefined => known.get(id);

/** What was known of files when a draft that names them was kept. */
export function rememberFiles(files: readonly FileFacts[]): void {
  for (const file of files) if (!known.has(file.id)) known.set(file.id, file);
}

/** Uploads with progress from 0 to 1, which `fetch` cannot tell. */
export async function upload(file: File, progress: (part: number) => void): Promise<FileFacts> {
  try {
    return await uploadOnce(file, progress);
  } catch (error) {
    const stale = error instanceof ApiProblem && isStale(error.problem);
    if (!stale || !(await renewToken())) throw error;
    return uploadOnce(file, progress);
  }
}

function uploadOnce(file: File, progress: (part: number) => void): Promise<FileFacts> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/files');
    request.setRequestHeader('x-csrf-token', csrfToken());
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onerror = () => reject(new ApiProblem(problemFrom(undefined, 0)));
    request.onload = () => {
      if (request.status !== 201) {
        reject(new ApiProblem(problemFrom(request.response, request.status)));
        return;
      }
      const facts = request.response as FileFacts;
      known.set(facts.id, facts);
      resolve(facts);
    };
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
