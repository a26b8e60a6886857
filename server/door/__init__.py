"""The door of the GraphQL endpoint: what may come in over HTTP, over event streams and over WebSockets."""
