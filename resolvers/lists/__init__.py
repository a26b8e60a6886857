"""Lists in and out: what a table of rows means, and which table shows what we hold."""
