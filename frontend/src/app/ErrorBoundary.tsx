import { Component, type ReactNode } from "react";

interface Props {
  /** What stands in place of a page that broke; the key makes a new page start afresh. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps one broken page from blanking everything around it. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
