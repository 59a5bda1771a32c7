# Figures: what stands beside the numbers, and what stands in their place.

report-figure = Figure
report-group = Group
report-count = Number
report-share-of-all = Share of all
report-share-of-known = Share of what is known
report-note = Note
report-unknown = Not known
report-hidden = Not shown
report-not-offered = Not counted
report-none = –
report-percent = { $percent }%
report-share = { $percent }% of “{ $whole }”
report-no-share = Too few for a share
report-protected = Numbers below { $threshold } are not shown, and others are hidden where they would give them away. All other numbers are rounded to the nearest { $round }. Shares are shown over ten or more.
report-period = { $first } to { $last }
report-version = Definitions, version { $version }
report-revised = Figures may be revised
