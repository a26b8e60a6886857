import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { client } from "../../graph/client";
import { applyPreferences } from "../preferences";
import { loadTexts } from "../text";
import { Shell } from "./Shell";
import "./style/tokens.css";
import "./style/page.css";
import "./style/form.css";
import "./style/parts.css";

applyPreferences();
void loadTexts().then(() => {
  const page = document.getElementById("page");
  if (page === null) return;
  createRoot(page).render(
    <StrictMode>
      <Provider value={client}>
        <Shell />
      </Provider>
    </StrictMode>,
  );
});
