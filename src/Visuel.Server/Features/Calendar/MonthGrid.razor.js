// Moving items between days: with mouse or pen, with a long press on touch screens, with Alt and the arrows. One call to the server per finished move.
const LONG_PRESS = 350, FAR = 5, FAR_ON_TOUCH = 10, EDGE = 64, MOST_WAIT = 8000;
const STEP = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function attach(root, server) {
  // Items are taken from the whole page, from the list of those without a date too, and put on a day.
  const page = root.parentElement;
  const unheard = document.querySelector('[data-unheard]');
  const ended = new AbortController();
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let drag = null; // { chip, id, pointer, touch, x, y, left, top, ghost, over, timer }

  const listen = (target, type, handler, options) => target.addEventListener(type, handler, { signal: ended.signal, ...options });
  const dayOf = element => { const day = element?.closest('.day'); return day && root.contains(day) ? day : null; };

  // The server says itself what it could not do. Here it did not hear of it: a call over a broken connection neither
  // fails nor ends.
  async function move(id, day) {
    const late = setTimeout(() => { unheard.hidden = false; }, MOST_WAIT);
    try {
      await server.invokeMethodAsync('MovedAsync', id, day);
      unheard.hidden = true;
    } catch {
      unheard.hidden = false;
    } finally {
      clearTimeout(late);
    }
  }

  function mark(day) {
    if (drag.over === day) return;
    drag.over?.classList.remove('over');
    (drag.over = day)?.classList.add('over');
  }

  function lift() {
    const box = drag.chip.getBoundingClientRect();
    Object.assign(drag, { left: drag.x - box.left, top: drag.y - box.top, ghost: drag.chip.cloneNode(true) });
    drag.ghost.classList.add('ghost');
    drag.ghost.inert = true;
    drag.ghost.style.inlineSize = `${box.width}px`;
    document.body.append(drag.ghost);
    drag.chip.classList.add('dragging');
    drag.chip.setPointerCapture?.(drag.pointer);
    follow(drag.x, drag.y);
  }

  function follow(x, y) {
    drag.ghost.style.transform = `translate(${x - drag.left}px, ${y - drag.top}px)${calm.matches ? '' : ' rotate(1.5deg)'}`;
    mark(dayOf(document.elementFromPoint(x, y)));
    if (y > innerHeight - EDGE) scrollBy(0, 12); else if (y < EDGE) scrollBy(0, -12);
  }

  function drop() {
    if (!drag) return null;
    clearTimeout(drag.timer);
    const was = { ...drag };
    mark(null);
    was.ghost?.remove();
    was.chip.classList.remove('dragging');
    drag = null;
    return was;
  }

  listen(page, 'pointerdown', event => {
    const chip = event.target.closest('.chip');
    if (!chip || event.button || drag) return;
    drag = { chip, id: chip.dataset.id, pointer: event.pointerId, touch: event.pointerType === 'touch', x: event.clientX, y: event.clientY };
    if (drag.touch) drag.timer = setTimeout(() => { lift(); navigator.vibrate?.(10); }, LONG_PRESS);
  });
  listen(page, 'pointermove', event => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.ghost) {
      const distance = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
      if (drag.touch) { if (distance > FAR_ON_TOUCH) drop(); return; } // A finger that moves early scrolls the page.
      if (distance < FAR) return;
      lift();
    }
    follow(event.clientX, event.clientY);
  });
  listen(page, 'pointerup', () => {
    if (!drag?.ghost) { drop(); return; }
    const was = drop();
    // The click that follows a drag opens nothing.
    addEventListener('click', event => { event.stopPropagation(); event.preventDefault(); }, { capture: true, once: true, signal: AbortSignal.timeout(50) });
    if (was.over && was.over !== dayOf(was.chip)) move(was.id, was.over.dataset.date);
  });
  listen(page, 'pointercancel', drop);
  listen(document, 'touchmove', event => { if (drag?.ghost) event.preventDefault(); }, { passive: false });
  listen(page, 'contextmenu', event => { if (drag?.touch) event.preventDefault(); });
  listen(page, 'dragstart', event => event.preventDefault());
  listen(document, 'keydown', event => { if (event.key === 'Escape') drop(); });

  listen(root, 'keydown', async event => {
    const step = STEP[event.key];
    const chip = event.target.closest('.chip');
    const add = event.target.closest('.add');
    if (!step || (!chip && !add)) return;
    event.preventDefault();
    if (chip && event.altKey) {
      const day = new Date(`${dayOf(chip).dataset.date}T12:00:00Z`);
      day.setUTCDate(day.getUTCDate() + step);
      const id = chip.dataset.id;
      await move(id, day.toISOString().slice(0, 10));
      refocus(id);
    } else {
      const all = [...root.querySelectorAll(chip ? '.chip' : '.add')];
      all[Math.max(0, Math.min(all.length - 1, all.indexOf(chip ?? add) + (chip ? Math.sign(step) : step)))].focus();
    }
  });

  // The moved item is drawn anew somewhere else: the focus goes with it.
  function refocus(id, tries = 20) {
    const chip = root.querySelector(`.chip[data-id="${id}"]`);
    chip?.focus();
    if (document.activeElement !== chip && tries > 0) setTimeout(() => refocus(id, tries - 1), 50);
  }

  root.dataset.ready = "";
  return { dispose() { drop(); ended.abort(); } };
}
