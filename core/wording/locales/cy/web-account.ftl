# unreviewed: no Welsh speaker has read this file yet.

start-title = Cyfiawnder adferol a chyfryngu
start-lead = Os oes rhywun wedi'ch niweidio, os ydych chi wedi niweidio rhywun, neu os yw anghydfod â chymydog yn pwyso arnoch, gall siarad amdano'n ddiogel helpu.
start-choice = Eich dewis chi yw cymryd rhan bob amser, ac mae am ddim. Gallwch stopio unrhyw bryd.
start-refer-text = Gallwch ofyn am help i chi'ch hun neu i rywun rydych yn gofalu amdanynt. Mae'n cymryd tua deg munud, ac nid oes angen cyfrif arnoch.
start-refer = Gofyn am help
start-staff-title = Os ydych yn gweithio neu'n gwirfoddoli gyda ni
start-staff-text = Mewngofnodwch i weld eich gwaith, neu i atgyfeirio rhywun.

sign-in-help = Ni allaf fewngofnodi
sign-in-help-password = Os ydych wedi colli eich ffôn a'ch codau adfer, gofynnwch i'r sawl sy'n gofalu am gyfrifon yn eich gwasanaeth. Gallant ailosod eich mewngofnodi.
sign-in-help-referral = Nid oes angen cyfrif arnoch i ofyn am help i chi'ch hun.

sign-in-code-title = Rhowch eich cod
sign-in-code = Chwe ffigur o'ch ap dilysu
sign-in-code-hint = Agorwch yr ap ar eich ffôn. Mae pob cod yn gweithio unwaith, am hanner munud.
sign-in-code-lost = Nid yw fy ffôn gennyf
sign-in-recovery = Un o'ch codau adfer
sign-in-recovery-hint = Tri grŵp o bedair llythyren a ffigur, megis 7KQ2-M4XD-91TB. Mae pob cod yn gweithio unwaith.
sign-in-other = Mewngofnodi gydag enw defnyddiwr arall

done-signed-out = Rydych wedi allgofnodi
done-signed-out-everywhere = Rydych wedi allgofnodi ar bob dyfais
done-invitation = Mae eich cyfrif yn barod. Mewngofnodwch gyda'r cyfrinair rydych newydd ei ddewis
done-password = Mae eich cyfrinair wedi'i newid. Mae unrhyw ddyfais arall yr oeddech wedi mewngofnodi arni wedi'i hallgofnodi
done-language = O hyn ymlaen byddwch yn darllen y gwasanaeth hwn yn yr iaith hon
done-session-ended = Mae'r ddyfais honno wedi'i hallgofnodi

account-invitation-title = Dewiswch gyfrinair
account-invitation-welcome = Croeso, { $name }
account-invitation-text = Rydych wedi cael gwahoddiad i ddefnyddio'r gwasanaeth hwn. Dewiswch gyfrinair, ac rydych i mewn.
account-invitation-username = Eich enw defnyddiwr yw
account-invitation-button = Cadw a pharhau
account-invitation-over-title = Nid yw'r gwahoddiad hwn yn gweithio mwyach
account-invitation-over-text = Mae wedi'i ddefnyddio, mae un mwy newydd yn ei le, neu mae'n rhy hen. Os ydych wedi dewis cyfrinair yn barod, mewngofnodwch. Fel arall gofynnwch i'r sawl a'ch gwahoddodd am un newydd.

account-title = Eich cyfrif
account-name = Enw
account-roles = Yr hyn a wnewch
account-language = Iaith
account-change = Newid
account-password-hidden = Dim ond chi sy'n ei wybod
account-factor = Ap dilysu
account-factor-none = Ddim yn cael ei ddefnyddio
account-factor-there = Yn cael ei ddefnyddio
account-set-up = Gosod
account-replace = Cyfnewid
account-recovery = Codau adfer
account-recovery-left = { $count ->
    [0] Dim un ar ôl. Mynnwch rai newydd nawr
    [one] Un ar ôl. Mynnwch rai newydd yn fuan
   *[other] { $count } ar ôl
}
account-recovery-new = Cael rhai newydd
account-sessions-title = Lle rydych wedi mewngofnodi
account-sessions-text = Os nad ydych yn adnabod dyfais, allgofnodwch hi a newidiwch eich cyfrinair.
account-session-unknown = Dyfais anhysbys
account-session-this = Yr un hon
account-session-seen = Defnyddiwyd ddiwethaf ar { $when }
account-session-began = Mewngofnodwyd ar { $when }
account-session-end = Allgofnodi
account-sessions-end-all = Allgofnodi ym mhobman

password-title = Newid eich cyfrinair
password-current = Eich cyfrinair presennol
password-new = Cyfrinair newydd
password-hint = O leiaf { $least } nod. Mae brawddeg fer yn hawdd ei chofio, a gallwch ludo o reolwr cyfrineiriau.
password-others-end = Bydd unrhyw ddyfais arall rydych wedi mewngofnodi arni yn cael ei hallgofnodi.
password-button = Newid cyfrinair

language-question = Pa iaith ydych chi am ei darllen?
language-everywhere = Cofir eich dewis ar bob dyfais y byddwch yn mewngofnodi arni.
language-button = Cadw

authenticator-title = Gosod eich ap dilysu
authenticator-replace-title = Cyfnewid eich ap dilysu
authenticator-first = Mae hyn yn dod cyn popeth arall: nid yw cyfrinair yn unig yn agor dim yma.
authenticator-what = Mae ap dilysu yn dangos cod newydd bob hanner munud. Rydych yn ei roi ar ôl eich cyfrinair, fel na all rhywun sy'n gwybod eich cyfrinair fewngofnodi fel chi.
authenticator-step-app = Gosodwch ap dilysu, os nad oes gennych un. Gwnaiff unrhyw un y tro, hefyd yr un yn eich rheolwr cyfrineiriau.
authenticator-step-scan = Yn yr ap, ychwanegwch gyfrif a sganiwch y cod sgwâr hwn.
authenticator-step-code = Rhowch y chwe ffigur y mae'r ap yn eu dangos wedyn.
authenticator-square = Cod sgwâr ar gyfer eich ap dilysu
authenticator-link = Neu agorwch yr ap ar y ddyfais hon
authenticator-typing = Ni allaf sganio'r cod
authenticator-typing-text = Yn yr ap, dewiswch roi allwedd, a theipiwch hyn. Nid oes ots am fylchau.
authenticator-code = Chwe ffigur o'r ap
authenticator-code-hint = Os byddant yn newid wrth i chi deipio, rhowch y rhai newydd.
authenticator-button = Parhau

recovery-title = Cadwch y codau adfer hyn
recovery-what = Os collwch eich ffôn, bydd un o'r codau hyn yn gadael i chi fewngofnodi yn lle'r ap. Mae pob un yn gweithio unwaith.
recovery-once = Dim ond nawr rydym yn eu dangos
recovery-keep = Argraffwch nhw neu ysgrifennwch nhw, a'u cadw yn rhywle diogel nad yw'n ffôn i chi. Nid yw'r codau oedd gennych o'r blaen yn gweithio mwyach.
recovery-kept = Rwyf wedi'u cadw
recovery-new-title = Cael codau adfer newydd
recovery-new-text = Byddwch yn cael deg cod newydd. Bydd y rhai sydd gennych nawr yn peidio â gweithio, a bydd unrhyw ddyfais arall rydych wedi mewngofnodi arni yn cael ei hallgofnodi.
recovery-new-button = Cael codau newydd

proof-title = Cadarnhewch mai chi sydd yno
proof-why = Mae’r hyn yr ydych ar fin ei wneud yn newid sut mae rhywun yn mewngofnodi neu’r hyn y caiff rhywun ei wneud, neu’n mynd â data allan o’r gwasanaeth. Felly rydym yn gofyn unwaith eto. Ni fyddwn yn gofyn eto am rai munudau.
proof-carried = Mae’r hyn a deipioch wedi’i gadw. Byddwch yn dod yn ôl ato wedyn.
proof-code = Cod o’ch ap dilysu
proof-code-hint = Neu un o’ch codau adfer, os nad yw’r ffôn hwnnw gennych mwyach.
proof-button = Parhau

account-passkeys = { $count ->
    [0] Dim un
    [one] Un
   *[other] { $count }
}
done-passkey-added = Mae eich goriad mynediad wedi’i ychwanegu
done-passkey-removed = Mae’r goriad mynediad wedi’i dynnu. Nid yw’n agor dim byd yma mwyach

passkey-button = Defnyddio goriad mynediad
passkey-failed = Ni ddefnyddiwyd goriad mynediad. Rhowch gynnig arall arni, neu ewch ymlaen hebddo.
passkey-no-script = Mae angen JavaScript ar oriadau mynediad, ac mae wedi’i ddiffodd yn y porwr hwn. Mae eich cyfrinair a chod yn gweithio hebddo.
passkey-unfit = Nid yw’r porwr hwn, neu’r cyfeiriad lle agoroch y dudalen hon, yn caniatáu goriadau mynediad.
passkeys-title = Goriadau mynediad
passkeys-what = Gyda goriad mynediad rydych yn mewngofnodi gyda’ch olion bysedd, eich wyneb neu PIN eich dyfais. Nid oes dim i’w gofio, na dim y gellir ei ddyfalu na’i roi i rywun trwy gamgymeriad. Mae eich cyfrinair a’ch ap yn dal i weithio hefyd.
passkeys-needed = Gallai eich rôl agor y gwasanaeth hwn i eraill, felly mae angen goriad mynediad arni. Ychwanegwch un nawr; yna bydd popeth arall yn agor.
passkeys-needed-until = Mae angen goriad mynediad ar eich rôl erbyn { $when }. Ar ôl y diwrnod hwnnw ni fydd dim arall yn agor nes i chi ychwanegu un.
passkeys-none = Nid oes gennych oriadau mynediad.
passkeys-used = Defnyddiwyd ddiwethaf ar { $when }
passkeys-unused = Heb ei ddefnyddio eto
passkeys-added = Ychwanegwyd ar { $when }
passkeys-remove = Tynnu
passkeys-add-title = Ychwanegu goriad mynediad
passkeys-name = Enw’r goriad mynediad
passkeys-name-hint = Er mwyn i chi ei adnabod eto, fel “Fy ffôn”.
passkeys-add = Ychwanegu goriad mynediad
passkeys-not-here = Nid oes gan y gwasanaeth hwn gyfeiriad y mae porwyr yn gwneud goriadau mynediad ar ei gyfer. Gall y sawl sy’n ei redeg osod un.
