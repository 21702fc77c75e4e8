import {
  markBox,
  markCord,
  markFoot,
  markSeal,
  markSlips,
  markSlipWidth,
} from '../../look/mark.ts';

/** The mark of the house, in the colours of the page; its name stands beside it. */
export function Mark() {
  return (
    <svg className="mark" viewBox={markBox} aria-hidden="true" focusable="false">
      <rect className="mark-seal" {...markSeal} />
      {markSlips.map(({ x, y }) => (
        <rect
          key={x}
          className="mark-slip"
          x={x}
          y={y}
          width={markSlipWidth}
          height={markFoot - y}
          rx="1"
        />
      ))}
      <rect
        className="mark-seal"
        x={markCord.from}
        y={markCord.y}
        width={markCord.to - markCord.from}
        height={markCord.width}
      />
    </svg>
  );
}
