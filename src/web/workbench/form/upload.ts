import { ApiProblem, csrfToken, problemFrom } from '../api.ts';
import type { Text } from '../../../base/text.ts';

/** What the server found out about a file. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly signatureText?: Text;
}

const known = new Map<string, FileFacts>();

/** What is known of a file that was uploaded from this page. */
export const knownFile = (id: string): FileFacts | undefined => known.get(id);

/** Uploads with progress from 0 to 1, which `fetch` cannot tell. */
export function upload(file: File, progress: (part: number) => void): Promise<FileFacts> {
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
