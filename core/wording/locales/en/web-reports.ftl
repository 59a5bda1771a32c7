# The gallery of reports, and what stands around one of them.

report-gallery-title = Reports
report-gallery-true = You see true figures. They are for use inside the service: small numbers can point to a person.
report-gallery-protected = Figures here are protected: small numbers are not shown and the others are rounded, so that nobody can be recognised in them.
report-earlier = Earlier:
report-from = Part of “{ $plugin }”
report-none-yet = There are no reports yet
report-none-yet-more = Reports are added by plugins. Ask whoever runs this service.

report-quarter-1 = January to March { $year }
report-quarter-2 = April to June { $year }
report-quarter-3 = July to September { $year }
report-quarter-4 = October to December { $year }
report-quarter-running = so far
report-choose-quarter = Quarter
report-show = Show this quarter

report-is-true = True figures
report-is-true-more = These figures are as they were counted. Keep them inside the service: small numbers can point to a person.
report-is-protected = Protected figures
report-sheet = Download these figures (CSV)
report-made = Counted on { $when }.
