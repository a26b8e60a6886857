import { type Uploaded, upload } from "../../../../graph/upload";
import type { Photo } from "./savedDraft";

/** Hand in one photo; its id goes along with the need. */
export function uploadPhoto(photo: Photo): Promise<Uploaded> {
  return upload(photo.name, bytesOf(photo.data), "image/jpeg");
}

function bytesOf(data: string): Blob {
  const text = atob(data.slice(data.indexOf(",") + 1));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return new Blob([bytes], { type: "image/jpeg" });
}
