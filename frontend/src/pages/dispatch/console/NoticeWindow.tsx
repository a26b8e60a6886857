import { Alert, Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { Answer } from "../../../parts/console/Answer";
import { CopyButton } from "../../../parts/console/Copy";

const NoticeQuery = graphql.persisted(
  "Notice",
  graphql(`
    query Notice($id: ID!) {
      dispatch(id: $id) {
        id
        notice {
          text
          link
          phone
        }
        partner {
          id
          name
          officePhone
        }
      }
    }
  `),
);

/** No notice leaves the system by itself: a text to paste, and a number to ring. */
export function NoticeWindow({ dispatch, close }: { dispatch: string; close: () => void }): ReactNode {
  const [result, again] = useQuery({ query: NoticeQuery, variables: { id: dispatch }, requestPolicy: "network-only" });
  return (
    <Modal open title={t("notice.title")} onCancel={close} footer={<Button onClick={close}>{t("notice.done")}</Button>}>
      <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
        {({ dispatch: found }) => {
          const phone = found?.notice?.phone ?? found?.partner?.officePhone;
          return (
            <>
              <p>{t("notice.hint", { partner: found?.partner?.name ?? "" })}</p>
              {found?.notice ? (
                <>
                  <blockquote className="own-words notice-text">{found.notice.text}</blockquote>
                  <CopyButton text={found.notice.text} label={t("notice.copy")} />
                </>
              ) : (
                <Alert type="info" title={t("notice.none")} />
              )}
              {phone && (
                <p>
                  {t("notice.ring")} <a href={`tel:${phone}`}>{phone}</a>
                </p>
              )}
            </>
          );
        }}
      </Answer>
    </Modal>
  );
}
