// @ts-check
/**
 * Calls a task at once and then in intervals while the page is visible; one call at a time, and at once when the page comes back.
 * @param {() => Promise<void>} task must not reject
 * @param {number} intervalMs milliseconds from the end of one call to the next
 */
export function pollWhileVisible(task, intervalMs) {
  let timer = 0;
  let busy = false;
  const round = async () => {
    window.clearTimeout(timer);
    if (busy || document.hidden) return;
    busy = true;
    await task();
    busy = false;
    timer = window.setTimeout(round, intervalMs);
  };
  document.addEventListener('visibilitychange', round);
  round();
}
