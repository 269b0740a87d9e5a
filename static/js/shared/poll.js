// @ts-check
/**
 * Calls a task at once and then in intervals while the page is visible; one call at a time, and at once when the page comes back.
 * @param {() => Promise<void>} task must not reject
 * @param {number} intervalMs milliseconds from the end of one call to the next
 */
export function pollWhileVisible(task, intervalMs) {
  const round = poll(task, intervalMs, () => !document.hidden);
  document.addEventListener('visibilitychange', round);
  round();
}

/**
 * The same while an element can be seen: on a visible page, scrolled into view.
 * @param {Element} element
 * @param {() => Promise<void>} task must not reject
 * @param {number} intervalMs milliseconds from the end of one call to the next
 * @returns {() => void} ends it
 */
export function pollWhileSeen(element, task, intervalMs) {
  const life = new AbortController();
  let seen = false;
  const round = poll(task, intervalMs, () => seen && !document.hidden);
  const observer = new IntersectionObserver((entries) => {
    seen = entries.at(-1)?.isIntersecting ?? false;
    round();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', round, { signal: life.signal });
  return () => {
    seen = false;
    observer.disconnect();
    life.abort();
  };
}

/**
 * @param {() => Promise<void>} task
 * @param {number} intervalMs
 * @param {() => boolean} isWanted
 * @returns {() => Promise<void>} begins, where it is wanted and does not go on anyway
 */
function poll(task, intervalMs, isWanted) {
  let timer = 0;
  let busy = false;
  const round = async () => {
    window.clearTimeout(timer);
    if (busy || !isWanted()) return;
    busy = true;
    await task();
    busy = false;
    timer = window.setTimeout(round, intervalMs);
  };
  return round;
}
