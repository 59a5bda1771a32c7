# unreviewed
# Rhedeg y gwasanaeth: cyfrifon, partneriaid a thimau, ategion.

admin-accounts = Cyfrifon
admin-partners = Partneriaid a thimau
admin-plugins = Ategion

account-person = Person
account-status = Cyflwr
account-status-active = Gweithredol
account-status-invited = Gwahoddwyd
account-status-suspended = Ataliwyd
account-status-left = Wedi gadael
account-role-until = tan { $when }
account-roles-held = Rolau
account-no-role = Dim rôl mewn grym
account-factor-column = Dilysydd
account-factor-yes = Wedi’i osod
account-factor-no = Heb ei osod
account-last = Mewngofnodwyd ddiwethaf
account-never = Byth
account-invite-again = Dolen newydd
account-suspend = Atal
account-leave = Wedi gadael
account-resume = Agor eto
account-suspended = Mae’r cyfrif wedi’i atal. Mae ei berchennog wedi’i allgofnodi ym mhobman
account-left = Mae’r cyfrif wedi’i gau. Mae ei berchennog wedi’i allgofnodi ym mhobman
account-resumed = Mae’r cyfrif ar agor eto
account-suspend-title = Atal cyfrif { $name }?
account-suspend-what = Maent yn cael eu hallgofnodi ar bob dyfais ar unwaith ac ni allant fewngofnodi. Mae eu gwaith, eu rolau a’u hachosion yn aros fel y maent.
account-suspend-when = Gwnewch hyn pan fydd dyfais ar goll neu os gall rhywun arall fod yn defnyddio’r cyfrif. Gallwch ei agor eto unrhyw bryd.
account-leave-title = A yw { $name } wedi gadael y gwasanaeth?
account-leave-what = Maent yn cael eu hallgofnodi ar bob dyfais ar unwaith ac ni allant fewngofnodi. Mae’r hyn a ysgrifennwyd ganddynt yn aros, dan eu henw.
account-leave-cases = Mae eu hachosion yn aros ganddynt nes i rywun arall eu cymryd. Gofynnwch i gydlynydd eu rhyddhau o bob achos.
account-resume-title = Agor cyfrif { $name } eto?
account-resume-what = Gallant fewngofnodi fel o’r blaen, gyda’r rolau, y cyfrinair a’r dilysydd oedd ganddynt. Mae angen dolen newydd ar unrhyw un nad yw wedi dewis cyfrinair eto.
account-resume-sure = Gwnewch yn siŵr mai nhw ydyn nhw. Siaradwch â nhw ar rif oedd gennych o’r blaen.
account-add = Ychwanegu cyfrif
account-add-text = Cewch ddolen i’w rhoi ymlaen. Drwyddi byddant yn dewis cyfrinair, na fydd neb arall byth yn ei wybod.
account-add-button = Ychwanegu a gwneud y ddolen

new-account-name = Enw
new-account-name-hint = Fel y mae cydweithwyr yn eu hadnabod
new-account-username-hint = Yr hyn a deipiant i fewngofnodi, heb fylchau, megis ama.mensah
new-account-email = Cyfeiriad e-bost (dewisol)
new-account-email-hint = Mae hysbysiadau bod rhywbeth i’w ddarllen yn mynd yma. Nid oes dim am achos byth ynddynt.
new-account-email-form = Rhowch gyfeiriad e-bost yn y ffurf arferol, megis name@example.org
new-account-roles = Beth ydynt i’r gwasanaeth
new-account-roles-hint = Dewiswch bob un sy’n berthnasol. Mae hawliau’n adio, felly peidiwch â rhoi mwy nag sydd ei angen ar y gwaith.
new-account-organisation = Sefydliad partner (dewisol)
new-account-organisation-hint = Ei angen ar gyfer partneriaid atgyfeirio a phartneriaid mewn achos
new-account-team = Tîm (dewisol)
new-account-team-hint = Mae staff yn gweld achosion eu tîm a’r rhai oddi tano. Heb un, y gwasanaeth cyfan ydyw.
new-account-until = Diwrnod olaf eu rolau (dewisol)
new-account-until-hint = Er enghraifft, 27 3 2027. Heb ddyddiad, blwyddyn o heddiw ydyw.
new-account-until-form = Rhowch ddyddiad go iawn, neu ddim un
new-account-language = Iaith yr ysgrifennir atynt ynddi

link-title = Rhowch y ddolen hon ymlaen
link-for = Mae ar gyfer { $name }, sy’n mewngofnodi fel { $username }.
link-again = Nid yw’r ddolen a wnaed o’r blaen yn gweithio mwyach.
link-once = Dangosir y ddolen hon unwaith. Copïwch hi nawr.
link-do = Pwy bynnag sy’n ei hagor gyntaf sy’n cael y cyfrif, felly:
link-do-once = rhowch hi i’r un person hwn, a gwnewch yn siŵr mai nhw ydyw
link-do-safe = defnyddiwch ffordd arall na’r un y byddant yn darllen hysbysiadau drwyddi
link-do-again = gwnewch un newydd yn y rhestr gyfrifon os collwyd hi neu os na chafodd ei defnyddio mewn pryd
link-done = Rwyf wedi’i chopïo

partner-list = Sefydliadau partner
partner-name = Enw’r sefydliad
partner-kind = Math
partner-kind-missing = Dewiswch y math o sefydliad
partner-agreement = Diwrnod olaf y cytundeb rhannu
partner-agreement-hint = Er enghraifft, 27 3 2027. Pan ddaw i ben, ni all ei bobl anfon na gweld dim.
partner-agreement-open = Dim diwedd
partner-team = Tîm sy’n derbyn ei atgyfeiriadau (dewisol)
partner-team-hint = Heb un, y gwasanaeth cyfan
partner-none = Nid oes partneriaid eto
partner-none-more = Ychwanegwch y cyntaf, yna ychwanegwch gyfrifon ar gyfer ei bobl.
partner-add = Ychwanegu partner
partner-add-button = Ychwanegu’r partner
partner-added = Ychwanegwyd y partner
team-list = Timau
team-name = Enw’r tîm
team-above = Tîm uwch ei ben
team-above-hint = Mae pobl y tîm uwch ei ben yn gweld ei achosion hefyd
team-add = Ychwanegu tîm
team-add-button = Ychwanegu’r tîm
team-added = Ychwanegwyd y tîm

plugins-none = Nid oes ategyn wedi’i osod
plugins-none-more = Mae ategion yn ychwanegu ffurflenni, meysydd ac adroddiadau.
plugins-install = Gosod ategyn
plugins-install-text = Nid yw gosod yn ei roi ar waith: cewch weld yn gyntaf beth y mae’n gofyn am ei ddarllen.
plugins-install-button = Gosod
plugins-file = Ffeil y pecyn, yn gorffen â .accord
plugins-file-missing = Dewiswch ffeil
plugins-there-already = Mae’r fersiwn hon wedi’i gosod eisoes
plugins-installed = Mae’r ategyn wedi’i osod. Nid yw ar waith eto
plugins-enabled = Mae’r ategyn ar waith
plugins-disabled = Mae’r ategyn wedi’i ddiffodd. Cedwir yr hyn a ysgrifennwyd yn ei feysydd, a gellir ei ddarllen
plugins-at-work = Ar waith
plugins-off = Wedi’i ddiffodd
plugins-in-trouble = Ddim ar gael
plugins-unavailable = Nid yw’r rhan hon ar gael. Mae gweddill y gwasanaeth yn gweithio hebddi.
plugins-package = Pecyn
plugins-installed-at = Gosodwyd { $when }
plugins-adds = Ychwanega
plugins-adds-nothing = Dim
plugins-adds-forms = { $count ->
    [one] { $count } ffurflen
   *[other] { $count } ffurflen
}
plugins-adds-fields = { $count ->
    [one] { $count } maes
   *[other] { $count } maes
}
plugins-adds-reports = { $count ->
    [one] { $count } adroddiad
   *[other] { $count } adroddiad
}
plugins-adds-code = cod ei hun
plugins-reads = Gofynna am ddarllen
plugins-reads-nothing = Dim ond y ffurflen y gofynnir iddo amdani
plugins-granted = Caniatawyd
plugins-not-granted = Ni chaniatawyd
plugins-not-decided = Heb ei benderfynu
plugins-enable = Rhoi ar waith
plugins-disable = Diffodd
plugins-enable-title = Rhoi { $plugin } { $version } ar waith?
plugins-asks-nothing = Nid yw’n gofyn am ddarllen dim ond y ffurflenni y gofynnir iddo amdanynt. Mae ei god yn rhedeg ar wahân i’r gwasanaeth ac ni all gyrraedd ffeil, y rhwydwaith na’r gronfa ddata.
plugins-asks-something = Mae’n gweithio heb yr hyn nad ydych yn ei ganiatáu. Beth bynnag y mae’n ei ddarllen, mae’n ei ddarllen ar ran pwy bynnag sy’n gweithio, a byth yn fwy nag y cânt ei weld.
plugins-grants = Beth y caiff ei ddarllen
plugins-grants-hint = Dewiswch bopeth y caiff ei gael
plugins-resting = Yn gorffwys
plugins-resting-more = Methodd ei god sawl gwaith yn olynol ac ni chaiff ei alw am ychydig. Gellir anfon ffurflenni; nodir nad yw’r hyn y byddai wedi’i wirio wedi’i wirio.
plugins-wake = Ei alw eto nawr
plugins-woken = Caiff yr ategyn ei alw eto
plugins-disable-title = Diffodd { $plugin } { $version }?
plugins-disable-what = Ni chynigir ei ffurflenni a’i adroddiadau mwyach, ac ni chaiff ei god ei alw.
plugins-disable-kept = Cedwir yr hyn a ysgrifennwyd yn ei feysydd, a gellir ei ddarllen. Gallwch ei roi ar waith eto unrhyw bryd.

## Keys

admin-keys = Allweddi
keys-lead = Mae cofnodion wedi’u selio ag allweddi, a’r allweddi hynny â’r brif allwedd yn y ffeil allweddi ({ $fingerprint }). Newidiwch y brif allwedd bob blwyddyn, a phan fydd rhywun a allai gyrraedd y ffeil allweddi yn gadael.
keys-begun = Mae allweddi’n cael eu newid. Gallwch adael y dudalen hon
keys-retired = Anghofiwyd y cenedlaethau hŷn
keys-running-master = Mae prif allwedd newydd yn cael ei gosod: lapiwyd { $done } o { $total } allwedd o’r newydd.
keys-running-owners = Mae allweddi pobl ac achosion yn cael eu newid: gwnaed { $done } o { $total }.
keys-look-again = Gweld pa mor bell y mae
keys-generations = Cenedlaethau’r brif allwedd
keys-generation = Cenhedlaeth { $number }
keys-generation-column = Cenhedlaeth
keys-state = Cyflwr
keys-in-use = Yn cael ei defnyddio
keys-older = Hŷn
keys-missing = Nid yn y ffeil allweddi
keys-owners = Allweddi oddi tani
keys-secrets = Cyfrinachau cyfrifon
keys-rotations = Yr hyn a newidiwyd
keys-begun-at = Dechreuwyd
keys-what = Beth
keys-what-master = Prif allwedd, cenhedlaeth { $number }
keys-what-owners = Allweddi pobl ac achosion
keys-under-way = Ar y gweill
keys-done = Wedi’i wneud
keys-given-up = Rhoddwyd y gorau iddi
keys-replaced = Allweddi a newidiwyd
keys-replace = Newid
keys-replace-master = Newid y brif allwedd
keys-replace-owners = Newid allweddi pobl ac achosion
keys-replace-master-title = Newid y brif allwedd?
keys-replace-owners-title = Newid allweddi pobl ac achosion?
keys-replace-master-what = Ychwanegir prif allwedd newydd at y ffeil allweddi, a lapir pob allwedd y mae’r hen un yn ei gwarchod o’r newydd. Ni chyffyrddir â chofnodion.
keys-replace-master-safe = Rhowch gopi o’r ffeil allweddi yn y sêff wedyn. Mae copïau wrth gefn o hyn ymlaen angen yr un newydd, a chopïau hŷn yr hen un.
keys-replace-owners-what = Mae pob person, achos a chyflwyniad yn cael allwedd newydd, ac mae’r hyn a seliwyd â hi yn cael ei selio o’r newydd. Mae hyn yn cymryd mwy o amser na newid y brif allwedd.
keys-replace-meanwhile = Gall pawb ddal ati i weithio. Os bydd y gweinydd yn stopio, mae’n parhau lle’r oedd.
keys-retire = Anghofio cenedlaethau hŷn
keys-retire-can = Nid oes angen y cenedlaethau hŷn ar ddim mwyach.
keys-retire-from = Nid oes angen y cenedlaethau hŷn ar ddim mwyach. Gellir eu hanghofio o { $when } ymlaen, pan na fydd tudalen mewn porwr wedi’i gwneud â nhw.
keys-retire-title = Anghofio cenedlaethau hŷn y brif allwedd?
keys-retire-what = Fe’u tynnir o’r ffeil allweddi ar y gweinydd hwn.
keys-retire-backups = Dim ond â ffeil allweddi’r cyfnod hwnnw y mae copïau wrth gefn cynharach yn agor. Cadwch ei chopi yn y sêff cyhyd ag y cadwch y copïau hynny.
particulars-title = Manylion ar gyfer y gwiriad gwrthdaro
particulars-why = Ni ddylai gwirfoddolwr gael achos lle mae’n adnabod rhywun. Mae’r gwasanaeth yn cymharu’r atebion hyn â phobl yr achos cyn gofyn i neb weithio arno.
particulars-who-sees = Dim ond y person ei hun a rheolwr y gwasanaeth sy’n gweld yr atebion. Cânt eu storio wedi’u hamgryptio.
particulars-saved = Cadwyd eich newidiadau. Gwiriwyd yr achosion dan sylw eto.
particulars-family-name = Cyfenwau
particulars-family-name-hint = Pob un, gan gynnwys rhai blaenorol, un i bob llinell.
particulars-address = Cyfeiriad cartref
particulars-address-hint = Rhif y tŷ, stryd a thref.
particulars-postcode = Cod post
particulars-postcode-hint = Er enghraifft, CM1 1AB.
particulars-phone = Ffôn
particulars-phone-hint = Gellir rhoi mwy nag un.
particulars-email = E-bost
particulars-email-hint = Y cyfeiriad preifat, os oes un.
particulars-employer = Cyflogwyr
particulars-employer-hint = Nawr ac yn ddiweddar, un i bob llinell.
particulars-school = Ysgolion a cholegau
particulars-school-hint = Lle maen nhw neu eu plant yn dysgu, un i bob llinell.
particulars-knows = Pobl a lleoedd i gadw draw oddi wrthynt
particulars-knows-hint = Perthnasau, ffrindiau, cyn-bartneriaid, sefydliadau neu gyfeiriadau, un i bob llinell. Er enghraifft: Bob Smith, fy nghefnder.
account-particulars = Manylion ar gyfer y gwiriad gwrthdaro
account-particulars-change = Gweld a newid
