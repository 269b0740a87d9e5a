// @ts-check
/** @typedef {{deviceId: string, facing: string, width: number, height: number}} CameraChoice `facing` is '', 'user' or 'environment' */

/** Frames a second asked of the camera: more costs light and battery, and few servers ask for it. */
const CAMERA_FPS = 30;

/** Whether this page may have a camera at all. @returns {boolean} */
export function isCameraReachable() {
  return window.isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/**
 * Opens a camera.
 * @param {CameraChoice} choice
 * @returns {Promise<MediaStream>} the caller stops its tracks
 */
export function openCamera({ deviceId, facing, width, height }) {
  /** @type {MediaTrackConstraints} */
  const video = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: CAMERA_FPS } };
  if (deviceId !== '') video.deviceId = { exact: deviceId };
  else if (facing !== '') video.facingMode = { ideal: facing };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** @param {MediaStream | null} stream */
export function closeCamera(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}

/** @returns {Promise<MediaDeviceInfo[]>} the cameras; without labels until one was allowed */
export async function listCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((device) => device.kind === 'videoinput');
}

/** Whether this looks like a device with a camera on either side. @returns {boolean} */
export function hasTwoSides() {
  return navigator.maxTouchPoints > 0 && window.matchMedia('(pointer: coarse)').matches;
}
