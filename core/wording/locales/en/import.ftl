# What an import says about rows that it brings in.

import-remark-column = { $file } has a column "{ $column }" that the profile does not know. It is not brought in.
import-warning-encoding = Letters of an older encoding were read as Windows-1252.
import-warning-double-encoding = Letters that were encoded twice were put right.
import-warning-control = Invisible control characters were removed.
import-warning-formula = A cell looks like a formula. It is kept as text and never calculated.
import-warning-markup = The text has markup in it. Formatting was removed; the rest is kept as text.
import-warning-long = The text is very long. It may be several notes in one.
import-warning-date = A date cannot be read. The field is left empty.
import-warning-month-first = A date that is impossible day first was read month first.
import-warning-swapped = The date of receipt reads { $read }, but may be { $proposed }. Decide which.
import-warning-word = A word in the field "{ $field }" is not in the profile.
import-warning-shared-reference = Another case has the same reference. Both are brought in.
import-warning-stage = The stage is not in the profile. The dates of the case were used.
import-warning-live = "Live" and the stage contradict each other. The stage counts.
import-warning-closed-without-date = The case is closed and has no closing date.
import-warning-closing-reason = The case is closed without a reason that we know.
import-warning-link = The case it is linked to cannot be told.
import-warning-organisation = The organisation's spelling is not in the profile.
import-warning-organisation-ambiguous = Several organisations go by this spelling. Decide which is meant.
import-warning-facilitator = The facilitator cannot be told from the list of volunteers.
import-warning-title-in-name = A title was typed into the first name. It was moved.
import-warning-postcode = The postcode cannot be read. It is kept as typed.
import-warning-phone = No telephone number can be read in the cell. It is kept as a note.
import-warning-email = An e-mail address cannot be read. It is left out.
import-warning-safe-contact = A wish about contact uses words that the profile does not know. Every way of making contact is "only as stated".
import-warning-side-undecided = The row does not say for whom this supporter or interpreter came. Decide on which side they stand.
import-warning-both-sides = This person is on both sides of the case.
import-warning-audience = The note may hold details of both sides. It is internal until someone decides.
import-warning-about = The person named in the row is not in that case.
import-warning-about-other-side = The row is for one side and about a person of the other. It is internal until someone decides.
import-warning-no-day = The entry has no date. The day the case was received is used.
import-warning-withdrawn-early = The consent was withdrawn before it was given.
import-warning-party = Someone named as a party to the agreement is not in that case.
import-warning-missing-file = The older system could not find the file.

# What an import writes into the case, in the words of the service's language.
import-history = From the older system, case { $id }.
import-history-organisation = Referring organisation as typed: { $text }. Decide which it is.
import-history-organisation-which = Referring organisation as typed: { $text }. It may be { $names }. Decide which.
import-history-no-side = Nobody wrote down for whom a supporter or interpreter came. They stand on a side of their own until someone decides.
import-history-facilitator-which = Facilitator as typed: { $text }. Decide who it is.
import-history-title = Short name: { $text }
import-history-referrer = Referred by: { $text }
import-history-facilitators = Facilitators: { $text }
import-history-event = An event was held on { $text }; of what kind was not written down.
import-history-outcome = Outcome: { $text }
import-history-linked = Linked to case { $text } of the older system.
import-history-retention = Retention class of the older system: { $text }
import-history-agreement = Agreement { $id }: confidential; between { $parties }; checked: { $checked }
import-history-agreement-open = Agreement { $id }: not confidential; between { $parties }; checked: { $checked }
import-document = Document of the older system: { $class }, { $file }
import-document-path = Kept there as { $path }
import-document-size = { $bytes } bytes
import-risk-score = Score { $score } of 25
import-risk-by = Assessed by { $name }
import-risk-approved = Approved by { $name }
import-language = Language: { $language }
import-other-email = Other e-mail address: { $address }

# What an import did, as the audit log names it.
act-switch-on = Made an import visible
act-switch-off = Made an import invisible
act-allow-cases = Let somebody know of the restricted cases of an import
