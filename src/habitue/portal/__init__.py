"""What a customer sees on their own phone, without signing in: pages behind links that cannot be guessed."""
