import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { client } from "../../graph/client";
import { applyPreferences } from "../preferences";
import { address, placeOf } from "../router";
import { loadTexts } from "../text";
import { fetchPage } from "./routes";
import { Shell } from "./Shell";
import { keepPagesForOffline } from "./worker";
import "./style/tokens.css";
import "./style/header.css";
import "./style/page.css";
import "./style/home.css";
import "./style/form.css";
import "./style/buttons.css";
import "./style/post.css";
import "./style/parts.css";
import "./style/progress.css";
import "./style/print.css";

openInvitation();
applyPreferences();
keepPagesForOffline();
void loadTexts().then(() => {
  const page = document.getElementById("page");
  if (page === null) return;
  const root = createRoot(page);
  const whole = (
    <StrictMode>
      <Provider value={client}>
        <Shell />
      </Provider>
    </StrictMode>
  );
  startTransition(() => root.render(whole));
  // Once something stands on the screen; sooner, the page's file would hold that up on a slow line.
  requestAnimationFrame(() => setTimeout(() => fetchPage(placeOf(location.hash).path)));
});

/** An invitation's link carries its token before the `#`, where no page looks; lead it to its page. */
function openInvitation(): void {
  const token = new URLSearchParams(location.search).get("invitation");
  if (token !== null) history.replaceState(null, "", `${location.pathname}${address("/invitation", token)}`);
}
