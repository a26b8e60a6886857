"""The ways by which messages leave: mail, texts to phones, robots of groups."""
