"""Papers: documents out. What they say is handed in; Typst sets it; nothing is looked up here."""
