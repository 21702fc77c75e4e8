import { text, type Text } from '../../base/text.ts';

/** What the scanner says. */
export const OPENING = text(
  '正在打开摄像头……浏览器如果询问，请选“允许”。',
  'Opening the camera… If the browser asks, choose to allow it.',
);
export const LOOKING = text(
  '摄像头已打开：把二维码放在画面中间，离远一点、亮一点更容易读出。',
  'The camera is on: hold the QR code in the middle. A little further away, with more light, it reads best.',
);
export const READING = text('正在读图……', 'Reading the picture…');
export const STILL_READING = text(
  '还在找：码在照片里可能小、斜或者不清楚，正换几种办法看，最多再等两秒。',
  'Still looking: the code may be small, tilted or unclear, so the picture is looked at in other ways. Two more seconds at most.',
);
export const CLOSED = text('摄像头已关闭。', 'The camera is off.');
export const TIRED = text(
  '两分钟没有读出二维码，摄像头已关闭。请再试一次，或者用照片、直接输入编码。',
  'No code was read in two minutes, so the camera is off. Try again, use a photo, or type the code.',
);
export const NO_CODE = text(
  '照片里没有找到二维码。请让二维码占画面大一些、放平、不反光，再拍一张；或者直接输入编码。',
  'No QR code was found in the picture. Take one with the code larger, flat and without glare, or type the code.',
);
export const NOT_A_PICTURE = text(
  '这不是能读的图片。请选 JPEG、PNG 或 WebP 照片；PDF 请放到“核对文件”。',
  'This is no picture that can be read. Choose a JPEG, PNG or WebP photo; a PDF goes to “Check a file”.',
);
export const TOO_LARGE = text(
  '图片太大（超过 25 MB 或 6000 万像素），没有打开。请拍小一些，或截取二维码那一块。',
  'The picture is too large (over 25 MB or 60 million pixels) and was not opened. Take a smaller one, or cut out the code.',
);
export const DEFECT = text(
  '读图时出了意外。请直接输入编码。',
  'Something went wrong while reading. Please type the code.',
);
export const found = (code: string): Text =>
  text(`读出编码 ${code}，正在核验……`, `Read the code ${code}; verifying…`);

export const FOREIGN = text(
  '这个二维码不是本站的，没有采用，也请不要照着打开。确认单上的二维码只会指向本站的核验页。',
  'This QR code is not of this site. It was not used, and better not open it. The code on a sheet only ever leads to the verification page of this site.',
);
export const OURS_WITHOUT_CODE = text(
  '这个二维码指向本站，但里面没有编码，没有采用。请直接输入确认单上印的编码。',
  'This QR code points to this site but holds no code, so it was not used. Type the code as printed on the sheet.',
);
export const pointsTo = (host: string): Text => text(`它指向：${host}`, `It points to: ${host}`);
export const SAYS = text('其中的内容：', 'It says: ');

const NO_CAMERA_API = text(
  '浏览器在这里不能用摄像头：网址要以 https 开头，或者换一个新一些的浏览器。请改用照片，或直接输入编码。',
  'The browser has no camera here: the address must begin with https, or the browser is too old. Use a photo, or type the code.',
);
const REFUSED = text(
  '浏览器没有获准使用摄像头。请点地址栏旁的图标，允许本站使用摄像头，再点一次；或者改用照片、直接输入编码。',
  'The browser was not allowed to use the camera. Allow it for this site by the icon beside the address, and press again; or use a photo, or type the code.',
);
const NO_CAMERA = text(
  '没有找到摄像头。请改用照片，或直接输入编码。',
  'No camera was found. Use a photo, or type the code.',
);
const BUSY = text(
  '摄像头打不开，可能正被别的程序使用。请关掉那个程序再试，或者改用照片、直接输入编码。',
  'The camera cannot be opened; another program may be using it. Close that and try again, use a photo, or type the code.',
);

/** Why the camera did not open, by the name of the error, and what to do about it. */
export function cameraTrouble(error: string | null): Text {
  if (error === null) return NO_CAMERA_API;
  if (error === 'NotAllowedError' || error === 'SecurityError') return REFUSED;
  return error === 'NotFoundError' || error === 'OverconstrainedError' ? NO_CAMERA : BUSY;
}
