"""What clients may say: the GraphQL types, and the phrases that make sentences of codes."""
