import type { ThemeConfig } from "antd";

/** Text colours darker than antd's own, so that every text keeps a contrast of 4.5 : 1. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0a6b57",
    colorLink: "#074f40",
    colorTextDescription: "#595959",
    colorTextSecondary: "#434343",
    colorTextTertiary: "#595959",
    colorTextPlaceholder: "#6b6b6b",
    colorBgLayout: "#f5f3ee",
    fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    fontSize: 15,
    controlHeight: 36,
    controlHeightSM: 30,
    borderRadius: 8,
  },
};
