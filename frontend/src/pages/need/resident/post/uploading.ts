import type { Refusal } from "../../../../graph/outcome";
import { request } from "../../../../graph/request";
import type { Photo } from "./savedDraft";

export type Uploaded =
  | { kind: "done"; id: string }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "unanswered"; sentence: string };

interface Answer {
  file?: { id: string };
  refusal?: { code: string; message: string; remedy: string };
}

/** Hand in one photo; its id goes along with the need. */
export async function uploadPhoto(photo: Photo): Promise<Uploaded> {
  try {
    const response = await request(`/files?name=${encodeURIComponent(photo.name)}`, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg" },
      body: bytesOf(photo.data),
    });
    const { file, refusal } = (await response.json()) as Answer;
    if (file) return { kind: "done", id: file.id };
    if (refusal) return { kind: "refused", refusal: { ...refusal, __typename: refusal.code } as unknown as Refusal };
    throw new Error(String(response.status));
  } catch (problem) {
    return { kind: "unanswered", sentence: problem instanceof Error ? problem.message : String(problem) };
  }
}

function bytesOf(data: string): Blob {
  const text = atob(data.slice(data.indexOf(",") + 1));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return new Blob([bytes], { type: "image/jpeg" });
}
