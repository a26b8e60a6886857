"""The chain of seals over the event table: making it, and finding what was changed behind our back."""
