"""What the shop sends: mails, kept in an outbox until they have gone."""
