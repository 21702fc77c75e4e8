import { useEffect, useId, useRef, useState } from 'react';
import { sizeWords } from '../format.ts';
import { useLanguage } from '../language.tsx';
import { ProblemNote } from '../shell/problem.tsx';
import type { ControlProps } from './field-shell.tsx';
import { signatureWords, upload, type FileFacts } from './upload.ts';

/** Chooses and uploads one file at once; what was uploaded is shown beside. */
export function FileInput({
  control,
  label,
  formats,
  done,
  disabled,
}: {
  readonly control: ControlProps;
  readonly label: string;
  /** Media types the field takes; the server looks at the content. */
  readonly formats?: readonly string[] | undefined;
  readonly done: (file: FileFacts) => void;
  readonly disabled?: boolean;
}) {
  const { say } = useLanguage();
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState<unknown>();
  const { status: _look, ...aria } = control;
  const input = useRef<HTMLInputElement>(null);
  const touched = useRef(false);
  // An upload takes its time, and the form goes on being filled in: its last state is added to.
  const last = useRef(done);
  useEffect(() => {
    last.current = done;
  });
  // A control that is closed while it works loses its reader.
  useEffect(() => {
    if (part === undefined && document.activeElement === document.body && touched.current)
      input.current?.focus();
  }, [part]);
  const take = async (file: File): Promise<void> => {
    touched.current = true;
    setProblem(undefined);
    setPart(0);
    try {
      const facts = await upload(file, setPart);
      last.current(facts);
    } catch (error) {
      setProblem(error);
    } finally {
      setPart(undefined);
    }
  };
  return (
    <div className="file-input">
      <label className="button file-button">
        {say('选择文件', 'Choose a file')}
        <input
          ref={input}
          type="file"
          className="hidden"
          {...aria}
          aria-label={say(`选择文件：${label}`, `Choose a file: ${label}`)}
          {...(formats ? { accept: acceptOf(formats) } : {})}
          disabled={disabled === true || part !== undefined}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void take(file);
            event.target.value = '';
          }}
        />
      </label>
      {part === undefined ? null : (
        <progress value={part} max={1} aria-label={say('上传进度', 'Upload progress')} />
      )}
      <ProblemNote error={problem} />
    </div>
  );
}

/** Browsers do not know OFD by its media type. */
const acceptOf = (formats: readonly string[]): string =>
  [...formats, ...(formats.includes('application/ofd') ? ['.ofd'] : [])].join(',');

/** A file as everybody should see it: name, size, digest, what is known of its seal, download. */
export function FileCard({
  file,
  remove,
}: {
  readonly file: Partial<FileFacts> & { readonly id: string };
  readonly remove?: () => void;
}) {
  const { say, read } = useLanguage();
  const id = useId();
  const signature = signatureWords(file);
  return (
    <div className="file-card">
      <a href={`/api/files/${file.id}`} download id={id}>
        {file.name ?? file.id}
      </a>
      {file.size === undefined ? null : <span className="quiet">{sizeWords(file.size)}</span>}
      {signature ? <span>{read(signature)}</span> : null}
      {file.sha256 ? (
        <details>
          <summary>{say('摘要', 'Digests')}</summary>
          <code>SHA-256 {file.sha256}</code>
          {file.sm3 ? <code>SM3 {file.sm3}</code> : null}
        </details>
      ) : null}
      {remove ? (
        <button type="button" className="plain" onClick={remove} aria-describedby={id}>
          {say('移除', 'Remove')}
        </button>
      ) : null}
    </div>
  );
}

/** What was just taken out, and the way back. The button that was pressed is gone: its reader is here. */
export function Removed({
  file,
  undo,
}: {
  readonly file: Partial<FileFacts> & { readonly id: string };
  readonly undo: () => void;
}) {
  const { say } = useLanguage();
  const name = file.name ?? file.id;
  return (
    <p className="removed" role="status">
      <span>{say(`已移除“${name}”。`, `“${name}” was removed.`)}</span>{' '}
      <button type="button" className="plain" autoFocus onClick={undo}>
        {say('撤销移除', 'Put it back')}
      </button>
    </p>
  );
}
