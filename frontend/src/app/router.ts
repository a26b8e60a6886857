import { useMemo, useSyncExternalStore } from "react";

/** Where the reader is: the part of the address behind `#`, so that any static server can serve the pages. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function placeOf(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?", 2);
  return { path: path === "" ? "/" : path, query: new URLSearchParams(search) };
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => placeOf(hash), [hash]);
}

/** The address of a page: `address("/needs", id)` or `address("/needs", { status: "RAISED" })`. */
export function address(path: string, ...rest: (string | Record<string, string | undefined>)[]): string {
  let whole = path;
  const query = new URLSearchParams();
  for (const piece of rest) {
    if (typeof piece === "string") whole += `/${encodeURIComponent(piece)}`;
    else for (const [name, value] of Object.entries(piece)) if (value) query.set(name, value);
  }
  const search = query.toString();
  return `#${whole}${search === "" ? "" : `?${search}`}`;
}

export function go(hash: string): void {
  location.hash = hash;
}

/** Change the address without a new entry in the history: for filters. */
export function replaceAddress(hash: string): void {
  history.replaceState(null, "", hash);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The values of `:name` pieces when the path fits the pattern, else null. */
export function fit(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, piece] of expected.entries()) {
    const value = given[index] ?? "";
    if (piece.startsWith(":")) values[piece.slice(1)] = decodeURIComponent(value);
    else if (piece !== value) return null;
  }
  return values;
}
