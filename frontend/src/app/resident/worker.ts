/** Keeps the pages on the device, so that they open without a network; only where the browser allows it. */
export function keepPagesForOffline(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  }
}

/** Whether a closed page could be opened again without a network; never over plain HTTP. */
export function canOpenWithoutNetwork(): boolean {
  return "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;
}
