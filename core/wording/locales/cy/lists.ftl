# unreviewed: no Welsh speaker has read this file yet.

list-count = { $count ->
    [one] 1 achos
   *[other] { $count } achos
}
list-count-more = mwy na { $count } o achosion
export-busy = Arhoswch nes bod un o’r lawrlwythiadau sydd ar waith wedi gorffen: mae { $count } rhestr yn cael eu lawrlwytho, ac ni all rhagor fod ar yr un pryd. Yna lawrlwythwch y rhestr hon eto.
export-incomplete-rights = NID YW’R FFEIL HON YN GYFLAWN. Newidiodd yr hyn y cewch ei weld wrth iddi gael ei gwneud. Mae’n cynnwys { $count } achos; mae eraill ar goll. Mewngofnodwch eto, a lawrlwythwch y rhestr eto.
export-incomplete-fault = NID YW’R FFEIL HON YN GYFLAWN. Aeth rhywbeth o’i le wrth iddi gael ei gwneud. Mae’n cynnwys { $count } achos; mae eraill ar goll. Lawrlwythwch y rhestr eto.
