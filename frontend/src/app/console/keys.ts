import { useEffect, useRef, useSyncExternalStore } from "react";

/** What each key does, by the character it types: `{ j: next, "?": showKeys }`. */
export type Keys = Record<string, () => void>;

const stored = "consoleKeys";
const turned = "consoleKeysTurned";

function subscribe(listener: () => void): () => void {
  window.addEventListener(turned, listener);
  return () => window.removeEventListener(turned, listener);
}

function areOn(): boolean {
  return localStorage.getItem(stored) !== "off";
}

/** Whether single keys do anything; who speaks to the computer may turn them off. */
export function useKeysAreOn(): [boolean, (areOn: boolean) => void] {
  return [
    useSyncExternalStore(subscribe, areOn),
    (on) => {
      localStorage.setItem(stored, on ? "on" : "off");
      window.dispatchEvent(new Event(turned));
    },
  ];
}

/** Listen to single keys as long as the component stands; never while somebody types or a window is open. */
export function useKeys(keys: Keys): void {
  const [on] = useKeysAreOn();
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on]);
}

const wordless = new Set(["checkbox", "radio", "button", "submit", "file"]);

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !wordless.has(target.type);
  return target.isContentEditable || target.closest("textarea, select, [role=combobox], [role=menu]") !== null;
}
