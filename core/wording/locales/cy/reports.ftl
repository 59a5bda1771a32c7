# unreviewed: no Welsh speaker has read this file yet.

report-figure = Ffigur
report-group = Grŵp
report-count = Nifer
report-share-of-all = Cyfran o’r cyfan
report-share-of-known = Cyfran o’r hyn sy’n hysbys
report-note = Nodyn
report-unknown = Ddim yn hysbys
report-hidden = Heb ei ddangos
report-not-offered = Heb ei gyfrif
report-none = –
report-percent = { $percent }%
report-share = { $percent }% o “{ $whole }”
report-no-share = Rhy ychydig i roi cyfran
report-protected = Nid yw niferoedd llai na { $threshold } yn cael eu dangos, a chuddir eraill lle byddent yn eu datgelu. Mae pob nifer arall wedi’i dalgrynnu i’r { $round } agosaf. Dangosir cyfrannau dros ddeg neu ragor.
report-period = { $first } i { $last }
report-version = Diffiniadau, fersiwn { $version }
report-revised = Gellir diwygio’r ffigurau
