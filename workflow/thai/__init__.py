"""Thai done right: text, dates, numbers, baht. Plain functions, no state."""
