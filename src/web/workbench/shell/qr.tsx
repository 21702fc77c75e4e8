import { create } from 'qrcode';

/** Modules of light around the symbol: ISO/IEC 18004 asks for four. */
const QUIET = 4;

/** A QR code as one drawn path; dark on light at night too, because cameras expect it. */
export function Qr({ value, label }: { readonly value: string; readonly label: string }) {
  const { size, data } = create(value, { errorCorrectionLevel: 'M' }).modules;
  const path = Array.from(data, (dark, at) =>
    dark ? `M${QUIET + (at % size)} ${QUIET + Math.floor(at / size)}h1v1h-1z` : '',
  ).join('');
  const width = size + 2 * QUIET;
  return (
    <svg className="qr" viewBox={`0 0 ${width} ${width}`} role="img" aria-label={label}>
      <rect width={width} height={width} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
