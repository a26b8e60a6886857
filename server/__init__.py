"""The edge: settings in, an ASGI application and a command line out."""
