"""All processes of the product under one supervisor: Valkey, web, worker, relay."""
