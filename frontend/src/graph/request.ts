import { language, t } from "../app/text";

/**
 * Ask the server, and answer only with what GraphQL can read.
 *
 * A gateway that is down answers with an empty body or an HTML page; a person then reads a sentence instead of
 * "Unexpected token <".
 */
export async function request(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("Accept-Language", language);
  let response: Response;
  try {
    response = await fetch(input, { ...init, headers, credentials: "same-origin" });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") throw problem;
    throw new Error(t("connection.lost"));
  }
  const type = response.headers.get("Content-Type") ?? "";
  if (type.includes("text/event-stream")) return response;
  const text = await response.text();
  if (!type.includes("json") || text.trim() === "") {
    throw new Error(t("connection.noAnswer", { status: String(response.status) }));
  }
  return new Response(text, { status: response.status, headers: response.headers });
}
