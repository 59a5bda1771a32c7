# unreviewed
# Yr oriel adroddiadau, a’r hyn sydd o amgylch un ohonynt.

report-gallery-title = Adroddiadau
report-gallery-true = Rydych yn gweld ffigurau cywir. Maent i’w defnyddio o fewn y gwasanaeth: gall niferoedd bach bwyntio at berson.
report-gallery-protected = Mae’r ffigurau yma wedi’u diogelu: ni ddangosir niferoedd bach ac mae’r lleill wedi’u talgrynnu, fel na ellir adnabod neb ynddynt.
report-earlier = Cynharach:
report-from = Rhan o “{ $plugin }”
report-none-yet = Nid oes adroddiadau eto
report-none-yet-more = Ychwanegir adroddiadau gan ategion. Gofynnwch i bwy bynnag sy’n rhedeg y gwasanaeth hwn.

report-quarter-1 = Ionawr i Fawrth { $year }
report-quarter-2 = Ebrill i Fehefin { $year }
report-quarter-3 = Gorffennaf i Fedi { $year }
report-quarter-4 = Hydref i Ragfyr { $year }
report-quarter-running = hyd yn hyn
report-choose-quarter = Chwarter
report-show = Dangos y chwarter hwn

report-is-true = Ffigurau cywir
report-is-true-more = Mae’r ffigurau hyn fel y cawsant eu cyfrif. Cadwch hwy o fewn y gwasanaeth: gall niferoedd bach bwyntio at berson.
report-is-protected = Ffigurau wedi’u diogelu
report-sheet = Lawrlwytho’r ffigurau hyn (CSV)
report-made = Cyfrifwyd ar { $when }.
