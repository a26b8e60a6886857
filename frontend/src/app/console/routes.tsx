import { lazy, type ReactNode } from "react";
import { DeskPage } from "../../pages/need/console/DeskPage";
import { Nothing } from "../../parts/console/Answer";
import { t, type TextKey } from "../text";

const BoardPage = lazy(() => import("../../pages/dispatch/console/BoardPage"));
const DashboardPage = lazy(() => import("../../pages/indicator/console/DashboardPage"));
const ListsPage = lazy(() => import("../../pages/list/console/ListsPage"));
const ManagementPage = lazy(() => import("../../pages/management/console/ManagementPage"));
const ModelsPage = lazy(() => import("../../pages/model/console/ModelsPage"));
const PlanPage = lazy(() => import("../../pages/plan/console/PlanPage"));
const PartnersPage = lazy(() => import("../../pages/partner/console/PartnersPage"));

interface Way {
  path: string;
  text: TextKey;
  draw: () => ReactNode;
}

/** The console's pages, in the order of the work. */
export const ways: readonly Way[] = [
  { path: "/", text: "console.desk", draw: () => <DeskPage /> },
  { path: "/plan", text: "console.plan", draw: () => <PlanPage /> },
  { path: "/board", text: "console.board", draw: () => <BoardPage /> },
  { path: "/lists", text: "console.lists", draw: () => <ListsPage /> },
  { path: "/partners", text: "console.partners", draw: () => <PartnersPage /> },
  { path: "/dashboard", text: "console.dashboard", draw: () => <DashboardPage /> },
  { path: "/models", text: "console.models", draw: () => <ModelsPage /> },
  { path: "/management", text: "console.management", draw: () => <ManagementPage /> },
];

export function pageAt(path: string): ReactNode {
  return ways.find((way) => way.path === path)?.draw() ?? <Nothing>{t("notFound.explained")}</Nothing>;
}
