"""Work that goes on in the background, with its progress: large exports and imports, looking for duplicates, mails."""
