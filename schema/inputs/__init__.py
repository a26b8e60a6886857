"""What mutations take; each input says what work it asks for."""
