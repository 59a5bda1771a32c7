# unreviewed
name = Hunanatgyfeirio
about = Y ffurflen gyhoeddus y mae pobl yn ei defnyddio i ddod at y gwasanaeth eu hunain

## Y ffurflen a'i thudalennau

form-title = Gofyn am ein help
page-safety = Cyn i chi ddechrau
page-safety-lead = Os gallai rhywun weld yr hyn a wnewch ar y ddyfais hon, defnyddiwch un arall. Gallwch adael unrhyw bryd gyda “Gadael y dudalen hon”; bydd yr hyn a deipiwyd wedi mynd, ond bydd y dudalen hon yn aros yn hanes eich porwr. Os ydych mewn perygl nawr, ffoniwch 999. Os na allwch siarad, ffoniwch 999 o ffôn symudol a phwyswch 55 pan ofynnir.
page-role = Beth sy'n dod â chi yma?
page-asking = A ydych yn gofyn drosoch eich hun?
page-asker = Amdanoch chi
page-asker-lead = Mae gweddill y ffurflen am y person yr ydych yn gofyn ar ei ran. Atebwch fel y byddai ef neu hi.
page-home = Gyda phwy yr ydych yn byw
page-home-lead = Fel na fyddwn byth yn cysylltu mewn ffordd sy'n eich rhoi mewn perygl.
page-phone = Eich ffonio
page-email = Ysgrifennu atoch drwy e-bost
page-post = Ysgrifennu atoch drwy'r post
page-times = Pryd i gysylltu
page-code-word = Gair rhyngom ni
page-code-word-lead = Pan fyddwn yn ffonio, gallwch ofyn i ni am y gair hwn, neu byddwn ni'n gofyn i chi amdano. Nid oes rhaid i chi ddewis un.
page-name = Eich enw
page-born = Eich dyddiad geni
page-born-lead = Mae'n ein helpu i gefnogi plant a phobl ifanc yn iawn. Nid oes rhaid i chi ateb.
page-guardian = Rhiant, gofalwr neu oedolyn arall
page-guardian-lead = Gallwch ofyn am ein help hebddynt. Os caiff oedolyn wybod, dywedwch wrthym pwy.
page-needs = Yr hyn sydd ei angen arnoch i gymryd rhan
page-reason = Beth ddigwyddodd?
page-reason-lead = Mae ychydig frawddegau yn ddigon. Gallwch ddweud mwy pan fyddwn yn siarad.
page-when = Pryd ddigwyddodd hyn?
page-police = Yr heddlu
page-dispute = Am beth mae'r anghydfod?
page-district = Ble ddigwyddodd hyn?
page-other = Y person arall
page-other-lead = Gadewch allan yr hyn nad ydych yn ei wybod. Nid ydym yn cysylltu â neb cyn siarad â chi.
page-hopes = Beth ydych chi'n gobeithio amdano?
page-worries = A oes unrhyw beth yn eich poeni?
page-worries-lead = Rydym yn darllen hwn yn gyntaf.
page-consent = Yr hyn a wnawn â'ch atebion
page-consent-lead = Dim ond ein staff sy'n eu darllen. Rydym yn eu cadw cyhyd ag y gweithiwn gyda chi, ac yn eu dileu os na allwn helpu. Rydym yn cysylltu â chi yn y ffyrdd yr ydych wedi'u caniatáu yn unig.
page-check = Gwiriwch eich atebion
page-check-lead = Nid oes dim wedi'i anfon eto.
page-receipt = Mae eich cais gennym
page-receipt-lead = Ysgrifennwch y rhif; nid ydym yn ei anfon atoch. Byddwn yn cysylltu o fewn tri diwrnod gwaith, yn y ffyrdd yr ydych wedi'u caniatáu yn unig.
party-me = Y person sy'n gofyn
party-responsible = Y person cyfrifol
party-harmed = Y person a niweidiwyd
party-second = Y parti arall

## Am bwy y mae

role = Pa un sydd agosaf?
role-harmed = Gwnaeth rhywun niwed i mi, neu i rywun agos ataf
role-responsible = Gwnes i niwed i rywun
role-party = Rwyf mewn anghydfod, gyda chymydog er enghraifft
role-required = Dewiswch yr hyn sydd agosaf; gallwch ei egluro yn nes ymlaen
asking = A ydych yn gofyn drosoch eich hun?
asking-self = Ydw
asking-family = Nac ydw, dros berthynas neu ffrind
asking-other = Nac ydw, rwy'n eu hadnabod mewn ffordd arall
asker-name = Eich enw eich hun
asker-phone = Eich rhif ffôn eich hun
person-aware = A yw'r person yn gwybod eich bod yn gofyn?

## Cyswllt

lives-with-other = A ydych yn byw gyda'r person arall?
may-phone = A gawn ni eich ffonio?
phone = Rhif ffôn
may-voicemail = A gawn ni adael neges?
may-text = A gawn ni anfon negeseuon testun atoch?
say-calling-from = Beth ddylem ni ei ddweud os bydd rhywun arall yn ateb?
say-calling-from-hint = Er enghraifft “galwad am y boeler”. Fel arall nid ydym yn dweud dim ac yn ffonio eto.
may-email = A gawn ni anfon e-bost atoch?
email = Cyfeiriad e-bost
email-hint = Un nad oes neb arall yn ei ddarllen
may-post = A gawn ni ysgrifennu i'ch cyfeiriad?
address = Llinell gyntaf eich cyfeiriad
town = Tref
postcode = Cod post
safe-times = Pryd mae'n ddiogel cysylltu?
safe-times-hint = Er enghraifft dyddiau'r wythnos rhwng 10 a 12
unsafe-times = Pryd nad yw'n ddiogel?
code-word = Eich gair
code-word-hint = Nid eich enw, a dim y byddai eraill yn ei ddyfalu

## Chi

known-as = Beth ddylem ni eich galw?
known-as-hint = Nid oes rhaid iddo fod yn enw llawn
given-name = Enw cyntaf
family-name = Enw olaf
born = Dyddiad geni
guardian = Eu henw
guardian-phone = Eu rhif ffôn
language = Pa iaith sydd orau gennych?
adjustments = Beth fyddai'n eich helpu?

## Am beth y mae

reason = Beth ddigwyddodd?
occurred-on = Pryd ddigwyddodd hyn, neu ddechrau?
occurred-on-hint = Gadewch ef allan os nad ydych yn gwybod
reported = A yw'r heddlu yn gwybod amdano?
police-reference = Y rhif a roddwyd i chi
dispute = Am beth y mae'n bennaf?
district = Ardal
other-name = Eu henw, neu'r hyn yr ydych yn eu galw
other-address = Ble maent yn byw
second-aware = A ydynt yn gwybod eich bod yn gofyn i ni?
hoped-outcome = Beth fyddai'n gwella pethau?
danger = A oes unrhyw un mewn perygl?
risk-note = Beth ddylem ni ei wybod?
agrees = Rwy'n cytuno eich bod yn cadw'r atebion hyn ac yn cysylltu â mi yn y ffyrdd yr wyf wedi'u caniatáu
agrees-required = Dywedwch a ydych yn cytuno

## Yr hyn y mae'r rheolau'n ei ddweud

no-safe-way = Mae arnom angen o leiaf un ffordd ddiogel o'ch cyrraedd: dros y ffôn, drwy e-bost neu drwy'r post
phone-required = Rhowch y rhif ffôn y cawn ei ffonio
email-required = Rhowch y cyfeiriad e-bost y cawn ysgrifennu ato
address-required = Rhowch y cyfeiriad y cawn ysgrifennu ato
times-required = Dywedwch pryd mae'n ddiogel, gan i chi ddewis “fel y nodir yn unig”
voicemail-heard = Gallai rhywun yr ydych yn byw gyda nhw glywed neges; a ydych yn siŵr y cawn adael un?
post-seen = Gallai rhywun yr ydych yn byw gyda nhw weld llythyr; a ydych yn siŵr y cawn ysgrifennu?
code-word-name = Dewiswch air nad yw'n enw nac yn rhif yr ydych wedi'i roi i ni
code-word-short = Dewiswch air o bedair llythyren o leiaf
not-agreed = Heb eich cytundeb ni chawn gadw eich atebion; gallwch ein ffonio yn lle hynny
not-told = Dywedwch wrth y person eich bod yn gofyn ar eu rhan cyn i ni gysylltu
danger-now = Os oes unrhyw un mewn perygl nawr, ffoniwch 999 cyn mynd ymlaen
young = Gallwch ofyn am ein help eich hun. Byddwn yn siarad â chi am bwy arall ddylai wybod.
