# unreviewed
name = Atgyfeiriadau gan bartneriaid
about = Y ffurflen y mae'r heddlu, cynghorau, tai a phrawf yn ei defnyddio i atgyfeirio, a'r hyn y maent hwy yn unig yn ei wybod
setting-oldest-incident = Ar ôl sawl blwyddyn y dylid holi am hen ddigwyddiad
setting-oldest-incident-hint = Bydd y ffurflen yn dweud bod y digwyddiad yn hen; gellir ei hanfon o hyd

## Y ffurflen a'i thudalennau

referral-title = Atgyfeirio pobl i'r gwasanaeth
page-referrer = Amdanoch chi
page-referrer-lead = Byddwn yn dweud wrthych pan fydd eich atgyfeiriad gennym, pan gaiff ei dderbyn a phan ddaw i ben.
page-matter = Yr hyn yr ydych yn gofyn amdano
page-incident = Beth ddigwyddodd
page-police = Gwybodaeth yr heddlu
page-probation = Gwybodaeth prawf a charchar
page-tenancy = Tenantiaeth
page-harmed = Y person a niweidiwyd
page-harmed-lead = Mae sut i'w cyrraedd yn ddiogel yn bwysicach na sut i'w cyrraedd yn gyflym.
page-responsible = Y person cyfrifol
page-first = Y parti cyntaf
page-first-lead = Gellir enwi'r naill ochr neu'r llall yn gyntaf; nid yw'n gwneud gwahaniaeth i'n gwaith.
page-second = Y parti arall
page-risk = Diogelwch
page-risk-lead = Dywedwch wrthym beth allai roi unrhyw un mewn perygl, gan gynnwys ein hwyluswyr.
page-check = Gwiriwch yr atebion cyn anfon
page-receipt = Mae eich atgyfeiriad gennym
page-receipt-lead = Cadwch y rhif. Rydym yn edrych ar atgyfeiriadau newydd bob diwrnod gwaith.
party-harmed = Y person a niweidiwyd
party-responsible = Y person cyfrifol
party-first = Y parti cyntaf
party-second = Y parti arall

## Pwy sy'n atgyfeirio

source-type = I ba fath o sefydliad yr ydych yn gweithio?
organisation = Enw eich sefydliad
contact-name = Eich enw
contact-role = Eich rôl
contact-role-hint = Er enghraifft swyddog ymchwilio, swyddog tai
contact-email = Eich cyfeiriad e-bost
contact-phone = Eich rhif ffôn
our-reference = Eich cyfeirnod eich hun
our-reference-hint = Unrhyw beth a fydd yn eich helpu i ddod o hyd i'r mater eto

## Yr hyn y gofynnir amdano

service-type = Am ba wasanaeth yr ydych yn gofyn?
initiated-by = Pwy oedd yn dymuno hyn?
reason = Pam yr ydych yn atgyfeirio?
reason-hint = Mewn ychydig frawddegau. Gadewch allan yr hyn nad oes ei angen i benderfynu.
already-tried = Beth sydd wedi'i roi ar brawf yn barod?
hoped-outcome = Beth mae pobl yn gobeithio amdano?
district = Ardal lle digwyddodd
priority = Pa mor frys ydyw?
priority-hint = Mae critigol yn golygu y gallai rhywun gael niwed yr wythnos hon

## Beth ddigwyddodd

offence-group = Pa fath o drosedd neu ddigwyddiad oedd hwn?
occurred-on = Pryd ddigwyddodd hyn?
occurred-on-hint = Os parhaodd am beth amser, y diwrnod cyntaf
place = Ble ddigwyddodd hyn?
description = Beth ddigwyddodd?
description-hint = Fel y byddai'r ddwy ochr yn ei dderbyn, cyn belled ag y bo modd
flags = A oes unrhyw un o'r rhain yn berthnasol?
flags-hint = Mae'n penderfynu pwy gaiff weithio ar yr achos a phwy gaiff wybod amdano

## Yr hyn y mae'r heddlu yn unig yn ei wybod

crime-reference = Cyfeirnod trosedd
crime-reference-hint = Er enghraifft 42/123456/26
crime-reference-required = Rhowch y cyfeirnod trosedd
crime-reference-shape = Ysgrifennwch y cyfeirnod trosedd fel llu, rhif a blwyddyn, er enghraifft 42/123456/26
crime-reference-year = Mae'r cyfeirnod trosedd o 20{ $year }, ond mae'r digwyddiad o { $occurred }
disposal = Gwarediad y tu allan i'r llys
disposal-hint = Fel y penderfynwyd, neu fel y bydd yn ôl pob tebyg
disposal-none = Dim
disposal-community-resolution = Datrysiad cymunedol
disposal-conditional-caution = Rhybudd amodol
disposal-youth-caution = Rhybudd ieuenctid neu rybudd amodol ieuenctid
disposal-outcome-22 = Canlyniad 22
disposal-outcome-22-hint = Gweithgaredd dargyfeirio, addysgol neu ymyrraeth
disposal-not-decided = Heb ei benderfynu eto
admission = A yw'r person cyfrifol wedi cyfaddef?
admission-full = Ydy, yn llawn
admission-partial = Yn rhannol
admission-none = Nac ydy
admission-not-asked = Nid ydynt wedi cael eu holi
admission-needed = Mae angen cyfaddefiad ar gyfer { $disposal ->
    [community-resolution] datrysiad cymunedol
    [conditional-caution] rhybudd amodol
   *[youth-caution] rhybudd ieuenctid
 }; dewiswch warediad arall neu cywirwch y cyfaddefiad

## Yr hyn y mae prawf, carchardai a landlordiaid yn unig yn ei wybod

licence-conditions = Amodau trwydded neu orchymyn sy'n bwysig
licence-conditions-hint = Yn bennaf amodau i beidio â chysylltu â rhywun, a hyd pryd
liaison-checked = A holwyd y swyddog cyswllt dioddefwyr?
liaison-checked-hint = Nid ydym yn cysylltu â pherson a niweidiwyd cyn hynny
liaison-first = Byddwn yn siarad â'r swyddog cyswllt dioddefwyr cyn neb arall
tenancy-reference = Cyfeirnod tenantiaeth
tenancy-action = Camau ar y denantiaeth hyd yma
tenancy-action-none = Dim
tenancy-action-warning = Rhybudd
tenancy-action-notice = Hysbysiad wedi'i gyflwyno
tenancy-action-court = Achos llys

## Pobl

given-name = Enw cyntaf
family-name = Enw olaf
born = Dyddiad geni
guardian = Enw rhiant neu warcheidwad
guardian-phone = Rhif ffôn y rhiant neu'r gwarcheidwad
guardian-required = Rhowch enw rhiant neu warcheidwad, gan fod y person dan 18 oed
guardian-phone-required = Rhowch sut y gellir cyrraedd y rhiant neu'r gwarcheidwad
phone = Rhif ffôn
email = Cyfeiriad e-bost
address = Llinell gyntaf y cyfeiriad
postcode = Cod post
may-phone = A gawn ni eu ffonio?
may-voicemail = A gawn ni adael neges?
may-post = A gawn ni ysgrifennu i'w cyfeiriad?
safe-times = Pryd mae'n ddiogel cysylltu, a phryd nad yw?
lives-with-other = A ydynt yn byw gyda'r person arall?
adjustments = Beth sydd ei angen arnynt i gymryd rhan?
aware = A ydynt yn gwybod am yr atgyfeiriad hwn?
consent = A ydynt wedi cytuno i gael eu hatgyfeirio?
willing = A ydynt yn barod i gymryd rhan?

## Diogelwch

risks = Pa risgiau sy'n hysbys?
risk-note = Beth ddylem ni ei wybod am y risgiau hyn?

## Yr hyn y mae'r rheolau'n ei ddweud

born-after-incident = Mae'r dyddiad geni ar ôl y digwyddiad; gwiriwch y ddau ddyddiad
below-age = Roedd y person cyfrifol yn { $age } ar y pryd; ni ellir dal neb dan 10 yn gyfrifol am drosedd
incident-long-ago = Digwyddodd hyn { $years } o flynyddoedd yn ôl; dywedwch o dan “pam yr ydych yn atgyfeirio” beth arweiniodd at yr atgyfeiriad nawr
consent-refused = Gwrthodasant gael eu hatgyfeirio, felly rhaid i ni beidio â chysylltu â nhw; peidiwch ag anfon yr atgyfeiriad hwn
no-way-of-contact = Rhowch rif ffôn, cyfeiriad e-bost neu gyfeiriad post
safe-contact-needed = Dywedwch a gawn ni ffonio, oherwydd gallai cyswllt beryglu'r person hwn
safe-times-needed = Dywedwch pryd mae'n ddiogel cysylltu
same-phone = Mae gan y ddau berson yr un rhif ffôn; a yw hynny'n gywir?
same-address = Mae gan y ddau berson yr un cyfeiriad; a yw hynny'n gywir?
told-first = Nid ydynt yn gwybod am yr atgyfeiriad hwn; dywedwch wrthynt cyn i ni ffonio
