import { lazy, type ReactNode } from "react";
import { HomePage } from "../../pages/home/resident/HomePage";
import { NotFoundPage } from "../../pages/home/resident/NotFoundPage";
import { fit } from "../router";

const SignInPage = lazy(() => import("../../pages/account/resident/SignInPage"));
const AccountPage = lazy(() => import("../../pages/account/resident/AccountPage"));
const InvitationPage = lazy(() => import("../../pages/account/resident/InvitationPage"));
const CallPage = lazy(() => import("../../pages/home/resident/CallPage"));
const PostPage = lazy(() => import("../../pages/need/resident/PostPage"));
const MyNeedsPage = lazy(() => import("../../pages/need/resident/MyNeedsPage"));
const NeedPage = lazy(() => import("../../pages/need/resident/NeedPage"));
const EvaluatePage = lazy(() => import("../../pages/need/resident/EvaluatePage"));
const PublishedPage = lazy(() => import("../../pages/need/resident/PublishedPage"));
const ClaimPage = lazy(() => import("../../pages/need/resident/ClaimPage"));
const ResourcesPage = lazy(() => import("../../pages/resource/resident/ResourcesPage"));
const OfferPage = lazy(() => import("../../pages/resource/resident/OfferPage"));
const HelpPage = lazy(() => import("../../pages/partner/resident/HelpPage"));
const RegisterPage = lazy(() => import("../../pages/partner/resident/RegisterPage"));
const PartnerPage = lazy(() => import("../../pages/partner/resident/PartnerPage"));
const DispatchPage = lazy(() => import("../../pages/dispatch/resident/DispatchPage"));

type Draw = (values: Record<string, string>) => ReactNode;

const routes: [pattern: string, draw: Draw][] = [
  ["/", () => <HomePage />],
  ["/sign-in", () => <SignInPage />],
  ["/invitation/:token", ({ token = "" }) => <InvitationPage token={token} />],
  ["/account", () => <AccountPage />],
  ["/call", () => <CallPage />],
  ["/post", () => <PostPage />],
  ["/needs", () => <MyNeedsPage />],
  ["/needs/:id", ({ id = "" }) => <NeedPage id={id} />],
  ["/needs/:id/evaluate", ({ id = "" }) => <EvaluatePage id={id} />],
  ["/neighbourhood", () => <PublishedPage />],
  ["/claim/:id", ({ id = "" }) => <ClaimPage id={id} />],
  ["/resources", () => <ResourcesPage />],
  ["/help", () => <HelpPage />],
  ["/help/register", () => <RegisterPage />],
  ["/partners/:id", ({ id = "" }) => <PartnerPage id={id} />],
  ["/partners/:id/offer", ({ id = "" }) => <OfferPage partner={id} />],
  ["/dispatches/:id", ({ id = "" }) => <DispatchPage id={id} />],
];

/** The page at a path. */
export function pageAt(path: string): ReactNode {
  for (const [pattern, draw] of routes) {
    const values = fit(pattern, path);
    if (values !== null) return draw(values);
  }
  return <NotFoundPage />;
}
