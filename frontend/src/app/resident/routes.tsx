import { type ComponentType, isValidElement, lazy, type ReactNode } from "react";
import { HomePage } from "../../pages/home/resident/HomePage";
import { NotFoundPage } from "../../pages/home/resident/NotFoundPage";
import { fit } from "../router";
import { loadAllTexts } from "../text";

const fetches = new Map<unknown, () => Promise<unknown>>();

/** A page of its own file, drawn once it and its texts are there. */
function page<Props>(load: () => Promise<{ default: ComponentType<Props> }>): ComponentType<Props> {
  const drawn = lazy(async () => {
    const [loaded] = await Promise.all([load(), loadAllTexts()]);
    return loaded as { default: ComponentType<unknown> };
  }) as ComponentType<Props>;
  fetches.set(drawn, () => Promise.all([load(), loadAllTexts()]));
  return drawn;
}

const SignInPage = page(() => import("../../pages/account/resident/SignInPage"));
const AccountPage = page(() => import("../../pages/account/resident/AccountPage"));
const InvitationPage = page(() => import("../../pages/account/resident/InvitationPage"));
const CallPage = page(() => import("../../pages/home/resident/CallPage"));
const CallBackPage = page(() => import("../../pages/home/resident/CallBackPage"));
const BulletinsPage = page(() => import("../../pages/bulletin/resident/BulletinsPage"));
const InboxPage = page(() => import("../../pages/notification/resident/InboxPage"));
const NearbyPage = page(() => import("../../pages/place/resident/NearbyPage"));
const ListsPage = page(() => import("../../pages/list/resident/ListsPage"));
const PostPage = page(() => import("../../pages/need/resident/post/PostPage"));
const MyNeedsPage = page(() => import("../../pages/need/resident/MyNeedsPage"));
const NeedPage = page(() => import("../../pages/need/resident/NeedPage"));
const EvaluatePage = page(() => import("../../pages/need/resident/EvaluatePage"));
const PublishedPage = page(() => import("../../pages/need/resident/PublishedPage"));
const ClaimPage = page(() => import("../../pages/need/resident/ClaimPage"));
const ResourcesPage = page(() => import("../../pages/resource/resident/ResourcesPage"));
const OfferPage = page(() => import("../../pages/resource/resident/OfferPage"));
const HelpPage = page(() => import("../../pages/partner/resident/HelpPage"));
const RegisterPage = page(() => import("../../pages/partner/resident/RegisterPage"));
const PartnerPage = page(() => import("../../pages/partner/resident/PartnerPage"));
const DispatchPage = page(() => import("../../pages/dispatch/resident/DispatchPage"));

type Draw = (values: Record<string, string>) => ReactNode;

const routes: [pattern: string, draw: Draw][] = [
  ["/", () => <HomePage />],
  ["/sign-in", () => <SignInPage />],
  ["/invitation/:token", ({ token = "" }) => <InvitationPage token={token} />],
  ["/account", () => <AccountPage />],
  ["/call", () => <CallPage />],
  ["/call/back", () => <CallBackPage />],
  ["/bulletins", () => <BulletinsPage />],
  ["/inbox", () => <InboxPage />],
  ["/nearby", () => <NearbyPage />],
  ["/lists", () => <ListsPage />],
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

/** Begin to fetch the file of the page at a path, while it is still asked who is there. */
export function fetchPage(path: string): void {
  const found = pageAt(path);
  if (isValidElement(found)) void fetches.get(found.type)?.().catch(() => undefined);
}

/** The page at a path. */
export function pageAt(path: string): ReactNode {
  for (const [pattern, draw] of routes) {
    const values = fit(pattern, path);
    if (values !== null) return draw(values);
  }
  return <NotFoundPage />;
}
