"""Actions, entries, streams, the feed: every change of state goes through here.

Import from the modules: `habitue.journal.action` (action, Action, AlreadyDone, Doing, Stamp) and
`habitue.journal.perform` (perform, replay).
"""
