import { Button } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';

/** Keeps a mistake of one screen from taking the whole desk down. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="state" role="alert">
        <p className="state-title">这一页出了差错</p>
        <p className="state-hint">其他页面不受影响。刷新后仍不行，请联系管理员。</p>
        <Button onClick={() => window.location.reload()}>刷新</Button>
      </div>
    );
  }
}
