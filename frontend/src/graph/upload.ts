import type { Refusal } from "./outcome";
import { request } from "./request";

export type Uploaded =
  | { kind: "done"; id: string }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "unanswered"; sentence: string };

interface Answer {
  file?: { id: string };
  refusal?: { code: string; message: string; remedy: string };
}

/** Hand in a file; its id goes along with what speaks of it. */
export async function upload(name: string, content: Blob, mediaType: string): Promise<Uploaded> {
  try {
    const response = await request(`/files?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "Content-Type": mediaType },
      body: content,
    });
    const { file, refusal } = (await response.json()) as Answer;
    if (file) return { kind: "done", id: file.id };
    if (refusal) return { kind: "refused", refusal: { ...refusal, __typename: refusal.code } as unknown as Refusal };
    throw new Error(String(response.status));
  } catch (problem) {
    return { kind: "unanswered", sentence: problem instanceof Error ? problem.message : String(problem) };
  }
}
