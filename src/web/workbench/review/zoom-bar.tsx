import { useState, type ReactNode } from 'react';
import { useLanguage } from '../language.tsx';

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

/** How large and which way up a paper is shown. */
export interface Zoom {
  readonly scale: number;
  /** Degrees clockwise: 0, 90, 180 or 270. */
  readonly turned: number;
}

/** A paper's zoom and the buttons that change it. */
export function useZoom(): readonly [Zoom, ReactNode] {
  const { say } = useLanguage();
  const [step, setStep] = useState(2);
  const [turned, setTurned] = useState(0);
  const scale = STEPS[step] ?? 1;
  const bar = (
    <div className="row">
      <button
        type="button"
        className="button"
        disabled={step === 0}
        onClick={() => setStep(step - 1)}
      >
        {say('缩小', 'Smaller')}
      </button>
      <span className="num" aria-live="polite">
        {scale * 100}%
      </span>
      <button
        type="button"
        className="button"
        disabled={step === STEPS.length - 1}
        onClick={() => setStep(step + 1)}
      >
        {say('放大', 'Larger')}
      </button>
      <button type="button" className="button" onClick={() => setTurned((turned + 90) % 360)}>
        {say('向右转', 'Turn right')}
      </button>
    </div>
  );
  return [{ scale, turned }, bar];
}
