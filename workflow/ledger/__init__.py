"""The record: a hash chain per subject, signed checkpoints, verification. No database inside."""
