import { ConfigProvider } from "antd";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { client } from "../../graph/client";
import { applyPreferences } from "../preferences";
import { loadAllTexts, loadTexts } from "../text";
import { loadConsoleTexts } from "./consoleTexts";
import { loadLocale } from "./locale";
import { Shell } from "./Shell";
import { theme } from "./theme";
import "./style/page.css";
import "./style/desk.css";
import "./style/match.css";
import "./style/model.css";
import "./style/plan.css";
import "./style/keys.css";
import "./style/list.css";
import "./style/dashboard.css";
import "./style/partner.css";

applyPreferences();
void Promise.all([loadLocale(), loadTexts(), loadAllTexts(), loadConsoleTexts()]).then(([locale]) => {
  const page = document.getElementById("page");
  if (page === null) return;
  createRoot(page).render(
    <StrictMode>
      <ConfigProvider theme={theme} locale={locale} button={{ autoInsertSpace: false }}>
        <Provider value={client}>
          <Shell />
        </Provider>
      </ConfigProvider>
    </StrictMode>,
  );
});
