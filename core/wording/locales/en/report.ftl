# What stands around every figure of a report.

report-unit = Counts
report-date-basis = By date of
report-definition = Definition
