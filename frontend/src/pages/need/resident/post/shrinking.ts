import type { Photo } from "./savedDraft";

const longestSide = 1280;
const quality = 0.72;

/** A photo from the camera, made small enough to wait on the device; null when the file is no picture it can read. */
export async function shrunk(file: File): Promise<Photo | null> {
  try {
    const image = await loaded(await addressOf(file));
    const scale = Math.min(1, longestSide / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { name: file.name, data: canvas.toDataURL("image/jpeg", quality) };
  } catch {
    return null;
  }
}

/** A data: address, which the page's policy allows for pictures. */
function addressOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}

function loaded(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("no picture"));
    image.src = address;
  });
}
