"""The formats in which the web is kept: feeds, saved pages, mails and crawls."""
