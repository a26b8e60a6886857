import { useSyncExternalStore } from "react";

const stored = "largeType";
const listeners = new Set<() => void>();

function show(isLarge: boolean): void {
  document.documentElement.dataset.type = isLarge ? "large" : "normal";
}

export function prefersLargeType(): boolean {
  return localStorage.getItem(stored) === "yes";
}

/** Large type and roomy targets on every page of this device, from now on. */
export function preferLargeType(isLarge: boolean): void {
  localStorage.setItem(stored, isLarge ? "yes" : "no");
  show(isLarge);
  listeners.forEach((listener) => listener());
}

/** True when this device has never been told either way, so that the account's setting may decide. */
export function isLargeTypeUndecided(): boolean {
  return localStorage.getItem(stored) === null;
}

export function applyPreferences(): void {
  show(prefersLargeType());
}

export function useLargeType(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, prefersLargeType);
}
