# unreviewed: no Welsh speaker has read this file yet.

report-unit = Yn cyfrif
report-date-basis = Yn ôl dyddiad
report-definition = Diffiniad
