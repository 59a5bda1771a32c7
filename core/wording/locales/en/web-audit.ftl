# Who looked at a case, and whether the log is sound.

audit-title = Audit
audit-lead = Every look at a case is written down: who looked, when, at what, and for what. You can see the log of a case without seeing the case.
audit-reference = Reference of the case
audit-reference-hint = For example, C-7KQ2-M4XD
audit-reference-form = Enter a reference as it stands on letters and pages, such as C-7KQ2-M4XD. If it looks right, one letter may be mistyped
audit-find = Show who looked
audit-verify-title = Is the log whole?
audit-verify-text = Every entry carries a seal over the one before it. Checking reads all of them and finds an entry that was changed, removed, added or moved.
audit-verify-limit = It cannot find a log whose end was cut off, or that was rewritten from beginning to end. Compare with the copy of a seal kept elsewhere.
audit-verify = Check the log now
audit-whole = The log is whole
audit-whole-more = { $chains ->
    [one] { $entries } entries in one chain were read, and each fits the one before it.
   *[other] { $entries } entries in { $chains } chains were read, and each fits the one before it.
}
audit-broken = The log is not whole
audit-broken-more = { $chains ->
    [one] { $entries } entries in one chain were read.
   *[other] { $entries } entries in { $chains } chains were read.
}
audit-broken-at = Chain { $chain }, entry { $entry }:
audit-broken-do = Tell whoever runs the server before anybody changes it. A backup from before the break shows what was there.
audit-wrong-missing = an entry is missing before it.
audit-wrong-altered = it was changed after it was written.
audit-wrong-out-of-order = it does not follow the one before it.
audit-wrong-head = it is not the last entry that was written.
audit-case-title = Who looked at
audit-case-everybody = Everybody who looked at the case or changed it, the newest first. That you looked here is written down too.
audit-case-team = Who of your own team looked at the case or changed it, the newest first. That you looked here is written down too.
audit-lines = Looks and changes
audit-when = When
audit-who = Who
audit-what = What they did
audit-data = Which data
audit-purpose = For what
audit-refused = Refused
audit-nobody = Nobody has looked
audit-nobody-more = When somebody opens the case, it appears here within a moment.
