import { findCode } from './find-code.ts';

const EVERY_MS = 200;
const LIMIT_MS = 400;
const PATIENCE_MS = 120_000;

export type CameraEnd =
  | { readonly said: string }
  /** It was not opened: the name of the error, null where the browser offers no camera. */
  | { readonly error: string | null }
  | { readonly closed: 'byReader' | 'tired' };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks through the camera until a QR code is read, the reader stops it (`signal`), the page is hidden
 *  or two minutes are over. The camera is off when it answers, whatever the answer is. */
export async function lookThroughCamera(
  video: HTMLVideoElement,
  signal: AbortSignal,
  origins: readonly string[],
  looking: () => void,
): Promise<CameraEnd> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia) return { error: null };
  let stream: MediaStream | undefined;
  try {
    const wanted = { facingMode: 'environment', width: { ideal: 1280 } };
    stream = await devices.getUserMedia({ video: wanted, audio: false });
    video.srcObject = stream;
    await video.play();
    looking();
    const until = performance.now() + PATIENCE_MS;
    while (!signal.aborted && performance.now() < until) {
      const said =
        video.videoWidth > 0 ? await findCode(video, { limitMs: LIMIT_MS, origins }) : undefined;
      if (said !== undefined && !signal.aborted) return { said };
      if (stream.getTracks().every(({ readyState }) => readyState === 'ended')) break;
      await pause(EVERY_MS);
    }
    return { closed: signal.aborted ? 'byReader' : 'tired' };
  } catch (error) {
    return signal.aborted
      ? { closed: 'byReader' }
      : { error: error instanceof Error ? error.name : '' };
  } finally {
    for (const track of stream?.getTracks() ?? []) track.stop();
    video.srcObject = null;
  }
}
