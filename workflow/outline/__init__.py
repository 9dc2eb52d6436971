"""What a plan contains: sections, fields, limits, checks, digest, totals, diff. Plain Python."""
