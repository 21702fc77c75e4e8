/** The mark of Shuji 数籍: bamboo slips (简册, the first registers) bound by one cord, of unequal height
 *  as measured figures are, cut into the red square of a seal. Geometry in a box of 32 by 32. */
export const markBox = '0 0 32 32';

/** The square of the seal. */
export const markSeal = { x: 1, y: 1, width: 30, height: 30, rx: 6 } as const;

/** Slips: left edge, top; all 3.4 wide, standing on one line. */
export const markSlips = [
  { x: 6.2, y: 11 },
  { x: 11.6, y: 6 },
  { x: 17, y: 9 },
  { x: 22.4, y: 6 },
] as const;
export const markFoot = 26;
export const markSlipWidth = 3.4;

/** The cord, which shows the seal's colour through the slips, and its knot. */
export const markCord = { y: 17.2, from: 4, to: 28, width: 1.7 } as const;

/** The mark as a file of its own, for the browser's tab. */
export const markFile = (seal: string, paper: string): string => {
  const slips = markSlips
    .map(
      ({ x, y }) =>
        `<rect x="${x}" y="${y}" width="${markSlipWidth}" height="${markFoot - y}" rx="1"/>`,
    )
    .join('');
  const { x, y, width, height, rx } = markSeal;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${markBox}">` +
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${rx}" fill="${seal}"/>` +
    `<g fill="${paper}">${slips}</g>` +
    `<rect x="${markCord.from}" y="${markCord.y}" width="${markCord.to - markCord.from}" height="${markCord.width}" fill="${seal}"/>` +
    '</svg>'
  );
};
