import { Form, type FormProps, Modal } from "antd";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import type { TadaDocumentNode } from "../../graph/graphql";
import type { Refusal, Success } from "../../graph/outcome";
import { useStep } from "../../graph/step";
import { StepNote } from "./Answer";

interface Props<Data, Input, Values> {
  title: string;
  /** What the button says: the move itself, never only "OK". */
  send: string;
  document: TadaDocumentNode<Data, { input: Input }>;
  /** The form's values as the server takes them. */
  input: (values: Values) => Input;
  initial?: FormProps<Values>["initialValues"];
  done: (value: Success<Data>) => void;
  refused?: (refusal: Refusal) => void;
  close: () => void;
  children?: ReactNode;
}

const fillable = "input:not([type=hidden]):not(:disabled), textarea";

/** One step in a window of its own: its fields, the server's answer, and a button named after the step. */
export function StepForm<Data extends object, Input, Values extends object>(
  props: Props<Data, Input, Values>,
): ReactNode {
  const { title, send, document, input, initial, done, refused, close, children } = props;
  const step = useStep(document);
  const id = useId();
  const body = useRef<HTMLDivElement>(null);

  function sendByKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    body.current?.querySelector("form")?.requestSubmit();
  }

  async function run(values: Values): Promise<void> {
    const outcome = await step.run(input(values));
    if (outcome.kind === "done") done(outcome.value);
    if (outcome.kind === "refused") refused?.(outcome.refusal);
  }

  return (
    <Modal
      open
      title={title}
      okText={send}
      okButtonProps={{ htmlType: "submit", form: id, loading: step.busy }}
      onCancel={close}
      afterOpenChange={(isOpen) => isOpen && body.current?.querySelector<HTMLElement>(fillable)?.focus()}
      destroyOnHidden
    >
      <div ref={body} onKeyDown={sendByKey}>
        <Form<Values>
          id={id}
          layout="vertical"
          {...(initial ? { initialValues: initial } : {})}
          onFinish={(values) => void run(values)}
        >
          {children}
        </Form>
        <StepNote step={step} />
      </div>
    </Modal>
  );
}
