import { useLanguage } from '../language.tsx';

/** Chooses one file and hands it over; nothing is sent yet. */
export function FilePick({
  label,
  accept,
  take,
  busy,
}: {
  readonly label: string;
  readonly accept: string;
  readonly take: (file: File) => void;
  readonly busy?: boolean;
}) {
  const { say } = useLanguage();
  return (
    <label className="button file-button">
      {say('选择文件', 'Choose a file')}
      <input
        type="file"
        className="hidden"
        accept={accept}
        aria-label={say(`选择文件：${label}`, `Choose a file: ${label}`)}
        disabled={busy === true}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) take(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
