# unreviewed: no Welsh speaker has read this file yet.

refer-title = Gofyn am ein help
refer-choose = Dewiswch yr hyn sy'n gweddu orau.
refer-none = Ni allwch ofyn am help ar y dudalen hon ar hyn o bryd.
refer-none-contact = Ysgrifennwch at:

fill-safety = Os gallai rhywun weld yr hyn a wnewch ar y ddyfais hon, defnyddiwch un arall. Gallwch adael unrhyw bryd gyda “Gadael y dudalen hon”; mae'r hyn a deipioch wedyn wedi mynd, ond mae'r dudalen hon yn aros yn hanes eich porwr. Os ydych mewn perygl nawr, ffoniwch 999.
fill-continue = Parhau
fill-later = Cadw a dod yn ôl yn nes ymlaen
fill-pages = Tudalennau'r ffurflen hon
fill-check-title = Gwirio eich atebion
fill-change = Newid
fill-answers-of = Atebion atgyfeiriad { $reference }
fill-send = Anfon
fill-receipt-title = Mae eich atgyfeiriad gennym
fill-receipt-number = Eich rhif
fill-receipt-open = Gweld yr hyn a anfonoch
fill-receipt-home = Mynd i bob atgyfeiriad
fill-discard-title = Ydych chi am ddileu'r drafft hwn?
fill-discard-text = Bydd yr hyn a deipioch wedi mynd am byth. Nid oes dim wedi'i anfon.
fill-discard-changes = Gadael yr atgyfeiriad fel yr oedd
fill-discard-changes-text = Bydd y newidiadau a roesoch wedi mynd am byth. Mae'r atgyfeiriad yn aros fel y mae.
fill-discard-button = Dileu'r drafft

intake-title = Derbyn
intake-new = Cofnodi atgyfeiriad
intake-drafts = Heb eu hanfon eto
intake-draft-continue = Parhau:
intake-draft-saved = Cadwyd ddiwethaf ar
intake-draft-first = Anfonwch ef neu dilëwch ef cyn dechrau un arall.
intake-draft-discard = Dileu
intake-waiting = Yn aros
intake-decided = Penderfynwyd
intake-waiting-caption = Atgyfeiriadau sy'n aros am benderfyniad
intake-decided-caption = Atgyfeiriadau y penderfynwyd arnynt
intake-empty = Nid oes neb yn aros
intake-empty-more = Mae atgyfeiriadau newydd yn ymddangos yma, yr un sydd wedi aros hiraf yn gyntaf.
intake-decided-empty = Nid oes dim wedi'i benderfynu eto
intake-column-reference = Cyfeirnod
intake-column-received = Derbyniwyd
intake-column-sent = Anfonwyd
intake-column-source = Oddi wrth
intake-column-service = Gwasanaeth
intake-column-district = Ardal
intake-column-progress = Cynnydd
intake-column-decision = Penderfyniad
intake-column-decided-on = Penderfynwyd
intake-waited = { $count ->
    [one] { $count } diwrnod yn ôl
    [two] { $count } ddiwrnod yn ôl
   *[other] { $count } diwrnod yn ôl
}
intake-matches = { $count ->
    [one] { $count } cyfatebiad posibl
    [two] { $count } gyfatebiad posibl
   *[other] { $count } cyfatebiad posibl
}
intake-yours = Anfonwyd gennych chi
intake-first = Yn ôl i'r dechrau
intake-next = Tudalen nesaf
intake-done-kept = Mae eich drafft wedi'i gadw. Nid oes dim wedi'i anfon eto.
intake-done-kept-changes = Mae eich newidiadau wedi'u cadw fel drafft. Nid yw'r atgyfeiriad wedi newid eto.
intake-done-discarded = Mae'r drafft wedi'i ddileu.
intake-done-accepted = Mae'r atgyfeiriad wedi'i dderbyn. Dim ond pobl ar restr yr achos newydd a gaiff ei agor.
intake-done-answered = Mae'r atebion wedi'u newid. Mae'r atgyfeiriad yn y ciw, yn y lle a oedd ganddo.
intake-done-ask = Mae'r atgyfeiriad yn aros am ragor o wybodaeth.
intake-done-decline = Mae'r atgyfeiriad wedi'i wrthod.
intake-done-redirect = Mae'r atgyfeiriad wedi'i anfon ymlaen.
intake-done-already = Mae rhywun eisoes wedi penderfynu ar yr atgyfeiriad hwn
intake-changed = Mae'r atgyfeiriad hwn wedi newid ers i chi ei agor. Mae'r hyn a deipioch yma o hyd. Edrychwch ar yr atgyfeiriad eto cyn ei anfon.

intake-own-title = Atgyfeiriadau
intake-own-caption = Yr hyn y mae eich sefydliad wedi'i atgyfeirio
intake-own-empty = Nid yw eich sefydliad wedi atgyfeirio neb eto
intake-own-empty-more = Mae'r hyn a anfonwch yn ymddangos yma, gyda'i gynnydd.
intake-own-mask = Dyma'r hyn a anfonoch. Mae'r hyn a ddywedoch wrthym am resymau, risgiau, iechyd ac anghenion mynediad gyda'r gwasanaeth ac nid yw'n cael ei ddangos yma eto.

intake-referral = Atgyfeiriad
intake-status-received = Yn aros
intake-status-answered = Wedi'i ateb
intake-asked = Yr hyn y gofynnwyd amdano
intake-enter-answer = Nodi'r ateb
intake-correct = Cywiro'r atebion
intake-open-case = Agor yr achos a ddaeth ohono
intake-facts = Cipolwg
intake-decide = Penderfynu
intake-alike = Cysylltiad posibl, peidiwch â'i ddatgelu
intake-alike-warning = Efallai ein bod yn adnabod rhywun yma. Peidiwch â dweud wrth y sawl a atgyfeiriodd na neb yn yr atgyfeiriad.
intake-alike-may-be = efallai:
intake-alike-none = Nid oes neb yn yr atgyfeiriad hwn yn debyg i rywun mewn cofnod y gallwch ei weld.

decide-accept = Derbyn
decide-ask = Gofyn am ragor
decide-ask-title = Gofyn am ragor am yr atgyfeiriad hwn
decide-ask-text = Mae'r atgyfeiriad yn aros yn y ciw, wedi'i nodi fel un sy'n aros am ragor. Nid oes dim yn cael ei anfon o'r fan hon: ffoniwch neu ysgrifennwch at y sawl a atgyfeiriodd.
decide-ask-words = Beth sydd angen i chi ei wybod?
decide-ask-hint = Cedwir gyda'r atgyfeiriad, i bwy bynnag sy'n parhau ag ef
decide-ask-button = Nodi ei fod yn aros am ragor
decide-decline = Gwrthod
decide-decline-title = Gwrthod yr atgyfeiriad hwn
decide-decline-text = Mae'r atgyfeiriad yn gadael y ciw ac nid yw'n dod yn achos. Ni ellir dadwneud hyn. Mae'r atgyfeiriwr yn gweld ei fod wedi'i gau, nid pam.
decide-decline-words = Pam nad yw'n cael ei dderbyn?
decide-decline-hint = Mewn geiriau y gallech eu darllen i'r atgyfeiriwr
decide-decline-button = Gwrthod yr atgyfeiriad
decide-redirect = Anfon ymlaen
decide-redirect-title = Anfon yr atgyfeiriad hwn ymlaen
decide-redirect-text = Mae'r atgyfeiriad yn gadael y ciw, oherwydd gall gwasanaeth arall helpu'n well. Nid oes dim yn cael ei anfon o'r fan hon: dywedwch wrthynt hwy ac wrth yr atgyfeiriwr eich hun.
decide-redirect-words = I ble mae'n mynd, a pham?
decide-redirect-hint = Enwch y gwasanaeth, a phwy y siaradoch â nhw yno
decide-redirect-button = Nodi ei fod wedi'i anfon ymlaen

accept-title = Derbyn atgyfeiriad
accept-lead = Dyma'r hyn y mae'r atgyfeiriad yn ei ddweud, fel y byddai yn yr achos newydd. Cywirwch yr hyn sy'n anghywir. Nid oes dim yn cael ei greu cyn i chi dderbyn.
accept-people = Pwy sy'n cymryd rhan
accept-nobody-described = Nid yw'r atgyfeiriad yn enwi neb a allai gymryd rhan. Gofynnwch am ragor yn gyntaf.
accept-matter = Am beth y mae
accept-button = Derbyn ac agor yr achos
accept-matter-service-type = Gwasanaeth
accept-matter-category = Grŵp trosedd neu fath o anghydfod
accept-matter-area = Ardal
accept-priority = Pa mor fuan y mae angen rhywun?
accept-flags = A oes unrhyw un o'r rhain yn berthnasol?
accept-flags-hint = Mae rhai o'r rhain yn gwneud yr achos yn gyfyngedig neu'n sensitif, beth bynnag arall a ddewisir.
accept-flags-child = Mae rhywun yn yr atgyfeiriad hwn o dan 18, felly mae'r faner honno'n cael ei gosod beth bynnag a ddewiswch.
accept-class = Pwy gaiff wybod am yr achos?
accept-class-hint = Gallwch ddewis cylch culach na'r hyn y mae testun yr achos yn ei fynnu, nid un ehangach.
accept-class-by-rule-standard = Y tîm, oni bai bod baner uchod yn dweud yn wahanol
accept-class-by-rule-restricted = Dim ond pobl ar ei restr, fel y mae testun yr achos yn ei fynnu
accept-class-by-rule-sealed = Dim ond pobl a enwyd iddo, fel y mae testun yr achos yn ei fynnu
accept-class-standard = Y tîm
accept-class-restricted = Dim ond pobl ar ei restr (cyfyngedig)
accept-class-sealed = Dim ond pobl a enwyd iddo (dan sêl)
accept-summary = Y mater mewn geiriau niwtral (dewisol)
accept-summary-hint = Un neu ddwy frawddeg na fyddai neb yn poeni eu darllen amdanynt eu hunain
accept-lawful-basis = Sail gyfreithlon (dewisol)
accept-lawful-basis-hint = Er enghraifft, “tasg gyhoeddus”
accept-party-takes-part = A ydynt yn cymryd rhan?
accept-party-takes-part-yes = Ydynt, yn yr achos hwn
accept-party-known = Pwy yw hwn?
accept-party-known-hint = Dewiswch berson hysbys dim ond os ydych yn sicr. Peidiwch â dweud wrth yr atgyfeiriwr.
accept-party-new = Rhywun newydd
accept-party-same = { $name }, hysbys o achos { $case }
accept-party-called = Beth yw eu henw?
accept-party-called-hint = Yr enw a ddefnyddir ar dudalennau ac mewn llythyrau
accept-party-given-name = Enw cyntaf
accept-party-family-name = Enw teuluol
accept-party-organisation = Sefydliad
accept-party-role = Rhan yn yr achos
accept-party-side = Ochr

case-done-referral-accepted = Mae'r atgyfeiriad wedi'i dderbyn, a dyma'r achos newydd.
case-done-referral-already = Derbyniwyd yr atgyfeiriad hwn eisoes. Dyma ei achos.

merge-title = Ychwanegu'r atgyfeiriad at achos
merge-lead = Dywedwch pwy yn yr atgyfeiriad yw pwy yn yr achos. Mae pwy bynnag sy'n cymryd rhan yn barod yn aros fel y maent yno; ychwanegir y lleill. Nid oes dim yn newid cyn i chi gadarnhau.
merge-stays = Mae'r hyn y mae'r atgyfeiriad yn ei ddweud am y mater yn aros gyda'r atgyfeiriad; ychwanegir rhybudd am risg at rai'r achos. Mae'r hyn y mae'n ei ddweud am berson yn mynd at y person hwnnw yn unig.
merge-final = Mae'r atgyfeiriad yn gadael y ciw. Ni ellir dadwneud hyn.
merge-people = Pwy sy'n cymryd rhan
merge-nobody = Nid yw'r atgyfeiriad yn enwi neb. Mae'n cael ei ychwanegu at yr achos fel y mae.
merge-button = Ychwanegu'r atgyfeiriad at yr achos
case-done-referral-merged = Mae'r atgyfeiriad yn rhan o'r achos hwn nawr.
intake-merge = Mae hwn yn rhan o'r achos
