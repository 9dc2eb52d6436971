"""Documents out: they get data as arguments and ask nobody."""
