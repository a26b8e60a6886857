import { Button, Card, Form, Input } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/console/Answer";
import { accountsFor } from "../demo";
import { DemoAccounts, SignIn } from "../documents";

interface Credentials {
  userName: string;
  password: string;
}

export function SignInPage(): ReactNode {
  const step = useStep(SignIn);
  const [{ data }] = useQuery({ query: DemoAccounts });
  const accounts = accountsFor("console", data?.demoAccounts ?? []);

  async function signIn(credentials: Credentials, entry = "console"): Promise<void> {
    const outcome = await step.run(credentials);
    if (outcome.kind !== "done") return;
    // A fresh page asks everything again as the person who has just signed in.
    if (entry === "console") location.reload();
    else location.assign("/resident.html");
  }

  return (
    <main className="narrow">
      <h1>{t("console.title")}</h1>
      <StepNote step={step} />
      {accounts.length > 0 && (
        <Card title={t("signIn.demo")} className="stacked">
          <p>{t("signIn.demoHint")}</p>
          <ul className="plain-list">
            {accounts.map(({ userName, password, called, does, entry }) => (
              <li key={userName}>
                <Button block className="demo-account" onClick={() => void signIn({ userName, password }, entry)}>
                  <strong>{called}</strong> {does !== called && does}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card>
        <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(credentials) => void signIn(credentials)}>
          <Form.Item name="userName" label={t("signIn.userName")} rules={[{ required: true }]}>
            <Input autoComplete="username" />
          </Form.Item>
          <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={step.busy}>
            {t("signIn.send")}
          </Button>
        </Form>
      </Card>
      <p>
        <a href="/resident.html">{t("console.toResident")}</a>
      </p>
    </main>
  );
}
