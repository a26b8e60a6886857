import { graphql, type ResultOf, type VariablesOf } from "../../../graph/graphql";
import { RefusalText, type Success } from "../../../graph/outcome";

// A list on its way in, and on its way out.

export const CountsFields = graphql(`
  fragment CountsFields on ListCounts @_unmask {
    read
    new
    same
    changed
    bad
    skipped
  }
`);

export const FaultFields = graphql(`
  fragment FaultFields on ListFault @_unmask {
    line
    letters
    head
    code
    message
    remedy
  }
`);

export const PreviewList = graphql.persisted(
  "PreviewList",
  graphql(
    `
      mutation PreviewList($input: PreviewListInput!) {
        previewList(input: $input) {
          __typename
          ...RefusalText
          ... on ListRefused {
            line
          }
          ... on PreviewListSuccess {
            preview {
              sheet
              otherSheets
              columns {
                column
                letters
                head
                field
                label
                source
                likeness
              }
              fields {
                field
                label
              }
              sampleLines {
                line
                cells {
                  head
                  text
                }
              }
              badLines {
                ...FaultFields
              }
              warnings {
                ...FaultFields
              }
              newRegions
              newPartners
              counts {
                ...CountsFields
              }
            }
          }
        }
      }
    `,
    [RefusalText, CountsFields, FaultFields],
  ),
);

/** What is asked of a list on its way in, and what it was understood as. */
export type Order = VariablesOf<typeof PreviewList>["input"];
export type Preview = Success<ResultOf<typeof PreviewList>>["preview"];

export const ApplyList = graphql.persisted(
  "ApplyList",
  graphql(
    `
      mutation ApplyList($input: ApplyListInput!) {
        applyList(input: $input) {
          __typename
          ...RefusalText
          ... on ApplyListSuccess {
            listImport {
              id
              fileName
              officialList
              counts {
                ...CountsFields
              }
              badLines {
                id
                name
                address
              }
            }
          }
        }
      }
    `,
    [RefusalText, CountsFields],
  ),
);

export const ExportList = graphql.persisted(
  "ExportList",
  graphql(
    `
      mutation ExportList($input: ExportListInput!) {
        exportList(input: $input) {
          __typename
          ...RefusalText
          ... on ExportListSuccess {
            file {
              id
              name
              address
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
