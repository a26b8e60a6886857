import type { ReactNode } from "react";
import { CategoryField } from "./CategoryField";
import { PhotoField } from "./PhotoField";
import type { Question } from "./screens";
import { HelpersNote, type QuestionProps, WordsQuestion } from "./WhatQuestions";
import { AmountQuestion, CallQuestion, PlaceQuestion, TimeQuestion, WhomQuestion } from "./WhereQuestions";

/** One question of the form. */
export function QuestionOn({ question, ...props }: QuestionProps & { question: Question }): ReactNode {
  const { draft, change, hints } = props;
  switch (question) {
    case "words":
      return <WordsQuestion {...props} />;
    case "kind":
      return (
        <CategoryField
          guesses={hints?.suggestMatches.categories ?? []}
          group={draft.group}
          value={draft.category}
          onChange={(category) => change({ category })}
        />
      );
    case "photo":
      return <PhotoField photos={draft.photos} onChange={(photos) => change({ photos })} />;
    case "helpers":
      return <HelpersNote matches={hints?.suggestMatches.matches ?? []} />;
    case "whom":
      return <WhomQuestion {...props} />;
    case "where":
      return <PlaceQuestion {...props} />;
    case "when":
      return <TimeQuestion {...props} />;
    case "call":
      return <CallQuestion {...props} />;
    case "amount":
      return <AmountQuestion {...props} />;
  }
}
