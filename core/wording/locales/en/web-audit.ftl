# Who looked at a case, and whether the log is sound.

audit-title = Audit
audit-lead = Every look at a case is written down: who looked, when, at what, and for what. You can see the log of a case without seeing the case.
audit-reference = Reference of the case
audit-reference-hint = For example, C-7KQ2-M4XD
audit-reference-form = Enter a reference as it stands on letters and pages, such as C-7KQ2-M4XD. If it looks right, one letter may be mistyped
audit-find = Show who looked
audit-verify-title = Is the log whole?
audit-verify-text = Every entry carries a seal over the one before it, and signed checkpoints cover all of them. Checking reads everything and finds an entry that was changed, removed, added or moved, and a record that was changed or put back behind the service’s back.
audit-verify-limit = Whether the end of the log was cut off, or all of it written anew, shows only against a checkpoint that was kept elsewhere, and as far as that reaches. Whoever runs the server compares with: accord audit verify --checkpoints FILE
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
audit-broken-do = Tell whoever runs the server before anybody changes it. A backup from before the break shows what was there.
audit-wrong-entry-missing = Chain { $chain }: entries are missing before entry { $entry }.
audit-wrong-entry-added = Chain { $chain }: entry { $entry } stands where none was written.
audit-wrong-entry-altered = Chain { $chain }, entry { $entry }: it was changed after it was written.
audit-wrong-entry-out-of-order = Chain { $chain }, entry { $entry }: it does not follow the one before it.
audit-wrong-entry-head = Chain { $chain } ends with entry { $entry }, which is not the last that was written.
audit-wrong-checkpoint-missing = Checkpoint { $number } is missing.
audit-wrong-checkpoint-unsigned = Checkpoint { $number } does not carry the signature of this service: it was changed.
audit-wrong-checkpoint-short = Checkpoint { $number } covers entries that are no longer there.
audit-wrong-checkpoint-differs = Checkpoint { $number } was made over another log than the one that is here now.
audit-wrong-outside-unsigned = A checkpoint that was kept elsewhere does not carry the signature of this service.
audit-wrong-outside-ahead = A checkpoint that was kept elsewhere covers { $size } entries, more than any here: the log was cut, or put back to an earlier state.
audit-wrong-outside-differs = A checkpoint that was kept elsewhere, over { $size } entries, is not among those here: the log was written anew since.
audit-wrong-row-older = A record of the kind ‘{ $kind }’ was put back to an older version (row { $row }).
audit-wrong-row-altered = A record of the kind ‘{ $kind }’ is not what was written last (row { $row }).
audit-wrong-row-unentered = A record of the kind ‘{ $kind }’ was never entered in the log (row { $row }).
audit-wrong-row-gone = A record was removed without an entry in the log (row { $row }).
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
audit-broken-also = { $count ->
    [one] One more thing is wrong. All of them are named by: accord audit verify
   *[other] { $count } more things are wrong. All of them are named by: accord audit verify
}
audit-state-last = Last checkpoint
audit-state-covers = Entries it covers
audit-state-since = Entries since
audit-state-verified = Last checked
audit-state-none = None yet
audit-state-never = Not yet
audit-state-whole = whole
audit-state-wrong = { $count ->
    [one] one thing was wrong
   *[other] { $count } things were wrong
}
audit-key = Key to check with
audit-export-title = Take a copy of the log
audit-export-text = The copy holds every entry that a checkpoint covers, one a line, and the signed checkpoints. Whoever has the key can check it without Accord. It names accounts and records by their inner names and says nothing of what is in the records.
audit-export = Download a signed copy
team-access-title = Who looked in your team
team-access-lead = What people of your own team looked at and changed, the newest first. That you looked here is written down too.
team-access-case = Case
team-access-nobody = Nobody of your team has looked yet
team-access-nobody-more = When somebody of your team opens a case, it appears here within a moment.

# What `accord audit verify` says besides.
audit-cli-read = Read: entries { $entries }, chains { $chains }, checkpoints { $checkpoints }, rows of records { $rows }.
audit-cli-covered = The last checkpoint was made on { $at }; entries since: { $since }.
audit-cli-uncovered = No checkpoint covers the log yet.
audit-cli-outside = Checkpoints kept elsewhere that agree: { $count }.
audit-cli-alone = Nothing that was kept elsewhere was compared, so a log that was cut off or written anew would not show: name it with --checkpoints.
audit-cli-more = … and more: { $count }.
audit-cli-whole = Everything fits.
audit-cli-wrong = { $count ->
    [one] One thing is wrong.
   *[other] { $count } things are wrong.
}
