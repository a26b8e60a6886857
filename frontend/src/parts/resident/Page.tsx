import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../../app/text";
import { Icon } from "./Icon";

interface Props {
  title: string;
  /** Where the way back leads; the home page has none. */
  back?: string;
  backText?: string;
  children: ReactNode;
}

/** A page with its title, which is read out when the page opens. */
export function Page({ title, back = "#/", backText, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t("brand")}`;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <>
      <a className="way-back" href={back}>
        <Icon name="back" />
        {backText ?? t("page.home")}
      </a>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </>
  );
}
