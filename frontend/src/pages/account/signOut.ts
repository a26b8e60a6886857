import { useCallback } from "react";
import { useClient } from "urql";
import { SignOut } from "./documents";

/** Sign out and start afresh: nothing of the person stays on the page. */
export function useSignOut(): () => void {
  const client = useClient();
  return useCallback(() => {
    void client
      .mutation(SignOut, {})
      .toPromise()
      .then(() => {
        location.hash = "";
        location.reload();
      });
  }, [client]);
}
