# unreviewed: no Welsh speaker has read this file yet.

mail-invitation-subject = Eich gwahoddiad
mail-invitation-text =
    Rydych wedi cael eich gwahodd i gyfrif. Eich enw defnyddiwr yw { $username }.

    Agorwch y ddolen hon a dewiswch gyfrinair. Mae'n gweithio unwaith, tan { $until }.

mail-reset-password-subject = Dewiswch gyfrinair newydd
mail-reset-password-text =
    Gofynnodd rhywun am gael dewis cyfrinair newydd ar gyfer yr enw defnyddiwr { $username }. Os chi oedd hynny, agorwch y ddolen hon. Mae'n gweithio unwaith, tan { $until }.

    Os nad chi oedd hynny, nid oes dim i'w wneud: mae eich cyfrinair yn aros fel y mae.

mail-sign-in-reset-subject = Ailosodwyd eich mewngofnodi
mail-sign-in-reset-text =
    Ailosododd y sawl sy'n gofalu am gyfrifon fewngofnodi'r enw defnyddiwr { $username }. Nid yw'r cyfrinair, yr ap dilysu na'r goriadau mynediad a oedd ganddo yn gweithio mwyach.

    Agorwch y ddolen hon a dechreuwch eto. Mae'n gweithio unwaith, tan { $until }.

mail-changed-password-subject = Newidiwyd eich mewngofnodi
mail-changed-password-text = Newidiwyd cyfrinair yr enw defnyddiwr { $username }. Allgofnodwyd dyfeisiau eraill.

mail-changed-factor-subject = Newidiwyd eich mewngofnodi
mail-changed-factor-text = Gosodwyd ap dilysu ar gyfer yr enw defnyddiwr { $username }. Nid yw un a oedd ar waith cynt yn gweithio mwyach.

mail-changed-codes-subject = Newidiwyd eich mewngofnodi
mail-changed-codes-text = Gwnaed codau adfer newydd ar gyfer yr enw defnyddiwr { $username }. Nid yw'r rhai cynt yn gweithio mwyach.

mail-added-passkey-subject = Newidiwyd eich mewngofnodi
mail-added-passkey-text = Ychwanegwyd goriad mynediad at yr enw defnyddiwr { $username }.

mail-removed-passkey-subject = Newidiwyd eich mewngofnodi
mail-removed-passkey-text = Tynnwyd goriad mynediad oddi ar yr enw defnyddiwr { $username }.

mail-used-recovery-code-subject = Newidiwyd eich mewngofnodi
mail-used-recovery-code-text = Defnyddiwyd cod adfer yr enw defnyddiwr { $username }. Nid yw'n gweithio mwyach.

mail-confirm-address-subject = Cadarnhewch eich cyfeiriad
mail-confirm-address-text =
    Mae rhywun â'r enw defnyddiwr { $username } eisiau i bost ddod i'r cyfeiriad hwn. Os chi yw hynny, agorwch y ddolen hon. Mae'n gweithio tan { $until }.

    Os nad chi oedd hynny, nid oes dim i'w wneud: ni chewch ragor o bost amdano.

mail-changed-address-subject = Newidiwyd eich cyfeiriad
mail-changed-address-text = Mae post am yr enw defnyddiwr { $username } yn mynd i gyfeiriad arall o hyn ymlaen. Dyma'r un olaf sy'n dod yma.

mail-news-subject = Mae diweddariad i chi
mail-news-text =
    Mae rhywbeth newydd i chi. Mewngofnodwch fel arfer i'w weld.

    Gallwch ddewis peidio â chael y post hwn: mewngofnodwch ac agorwch dudalen eich cyfrif.

mail-test-subject = Prawf
mail-test-text = Anfonwyd y post hwn i weld a yw post yn cyrraedd. Mae wedi cyrraedd.

mail-not-you = Os na wnaethoch hyn na gofyn amdano, dywedwch wrth y sawl sy'n gofalu am gyfrifon ar unwaith, dros y ffôn neu wyneb yn wyneb.
mail-ending = Anfonwyd y post hwn gan raglen. Nid oes neb yn darllen atebion iddo. Nid yw byth yn gofyn am eich cyfrinair na chod.

## Why a mail did not arrive

mail-trouble-unreachable = Ni ellid cyrraedd y gweinydd post
mail-trouble-tls = Nid oes cysylltiad diogel â'r gweinydd post: nid yw'n cynnig TLS, neu nid yw ei dystysgrif yn dda
mail-trouble-sign-in = Ni dderbyniodd y gweinydd post ddefnyddiwr a chyfrinair y gosodiadau
mail-trouble-refused = Gwrthododd y gweinydd post ef am byth
mail-trouble-later = Gofynnodd y gweinydd post am roi cynnig arall arni yn nes ymlaen
mail-trouble-address = Nid oes gan y cyfrif gyfeiriad y gellir anfon post iddo

## The page of how mail stands

admin-mail = Post
mail-none-set = Nid oes post yn cael ei anfon
mail-none-set-more = Nid oes gweinydd post wedi'i osod. Rhaid i'r sawl sy'n gwneud gwahoddiadau a dolenni eu trosglwyddo, ac ni all neb ddewis cyfrinair newydd ar ei ben ei hun. Y sawl sy'n rhedeg y gweinydd sy'n gosod mail.host a mail.from.
mail-waiting = Yn aros
mail-waiting-none = Dim
mail-waiting-some = { $count ->
    [one] Un, ers { $since }
   *[other] { $count }, yr hynaf ers { $since }
}
mail-sent = Anfonwyd yn y deg diwrnod ar hugain diwethaf
mail-sent-none = Dim
mail-sent-some = { $count ->
    [one] Un, ar { $last }
   *[other] { $count }, yr olaf ar { $last }
}
mail-failed = Rhoddwyd y gorau iddynt yn y deg diwrnod ar hugain diwethaf
mail-troubled = Post mewn trafferth
mail-troubled-none = Nid oes post mewn trafferth
mail-troubled-none-more = Mae'r hyn na ellid ei anfon yn sefyll yma, gyda'r rheswm.
mail-for = I
mail-kind = Beth mae'n ei ddweud
mail-why = Pam na chafodd ei anfon
mail-again = Cynnig arall
mail-tries = { $count ->
    [one] Un cynnig
   *[other] { $count } o gynigion
}
mail-given-up = Rhoddwyd y gorau iddo
mail-too-late = Rhoddwyd y gorau iddo, ac nid yw o ddefnydd mwyach
mail-retry = Rhoi cynnig arall arni nawr
mail-retried = Rhoddir cynnig arall arni nawr
mail-retry-gone = Anfonwyd y post hwn yn y cyfamser, neu nid yw o ddefnydd mwyach

## Choosing a new password by a link

forgotten-link = Rwyf wedi anghofio fy nghyfrinair
forgotten-title = Dewis cyfrinair newydd
forgotten-text = Rhowch eich enw defnyddiwr neu eich cyfeiriad e-bost. Os oes gennych gyfrif â chyfeiriad, cewch ddolen. Mae'n gweithio unwaith, am hanner awr.
forgotten-name = Enw defnyddiwr neu gyfeiriad e-bost
forgotten-name-missing = Rhowch eich enw defnyddiwr neu eich cyfeiriad e-bost
forgotten-button = Anfon dolen ataf
forgotten-factor = Mae'r ddolen yn gadael i chi ddewis cyfrinair. Bydd angen eich ap dilysu, goriad mynediad neu god adfer arnoch o hyd i fewngofnodi. Os nad oes gennych yr un ohonynt mwyach, gofynnwch i'r sawl sy'n gofalu am gyfrifon yn eich gwasanaeth ailosod eich mewngofnodi.
forgotten-no-mail = Nid yw'r gwasanaeth hwn yn anfon post. Gofynnwch i'r sawl sy'n gofalu am gyfrifon yn eich gwasanaeth ailosod eich mewngofnodi.
forgotten-wait = { $minutes ->
    [one] Gofynnwyd am ormod o ddolenni. Rhowch gynnig arall arni ymhen munud
   *[other] Gofynnwyd am ormod o ddolenni. Rhowch gynnig arall arni ymhen { $minutes } munud
}
forgotten-sent-title = Edrychwch ar eich post
forgotten-sent-text = Os oes cyfrif ar gyfer yr hyn a roesoch, a bod ganddo gyfeiriad, mae dolen ar ei ffordd. Gall gymryd ychydig funudau.
forgotten-sent-none = Dim wedi dod? Edrychwch ymhlith y post diangen, ac a roesoch yr enw neu'r cyfeiriad cywir. Gallwch hefyd ofyn i'r sawl sy'n gofalu am gyfrifon yn eich gwasanaeth.
reset-title = Dewis cyfrinair newydd
reset-text = Cewch eich allgofnodi ym mhobman pan fyddwch yn ei gadw. Yna rydych yn mewngofnodi gyda'r cyfrinair newydd a'ch ail ffactor, fel arfer.
reset-button = Cadw'r cyfrinair
link-over-title = Nid yw'r ddolen hon yn gweithio mwyach
reset-over-text = Defnyddiwyd hi, mae'n hŷn na hanner awr, neu mewngofnododd rhywun yn y cyfamser. Os oes angen cyfrinair newydd arnoch o hyd, gofynnwch am ddolen arall.
done-reset = Mae eich cyfrinair newydd wedi'i gadw. Mewngofnodwch ag ef

## The address of an account

account-address = Cyfeiriad e-bost
account-address-none = Dim
address-title = I ble mae post atoch yn mynd
address-text = Rydych yn cael post pan newidiwyd eich ffordd o fewngofnodi, a dolen pan fyddwch wedi anghofio eich cyfrinair. Nid yw byth yn dweud dim am achos.
address-now = Mae'n mynd i { $address } nawr.
address-field = Cyfeiriad e-bost newydd
address-button = Anfon dolen i'r cyfeiriad hwn
address-form = Rhowch gyfeiriad e-bost fel enw@example.org
address-same = Mae post yn mynd i'r cyfeiriad hwn yn barod
address-too-many = Rydych wedi rhoi cynnig ar bum cyfeiriad mewn awr. Rhowch gynnig arall arni ymhen awr
done-address-asked = Anfonwyd dolen i'r cyfeiriad newydd. Bydd post yn mynd yno pan fyddwch wedi'i hagor
address-confirm-title = Ai chi biau'r cyfeiriad hwn?
address-confirm-text = Rydych wedi agor y ddolen a anfonwyd iddo. O hyn ymlaen bydd post am eich cyfrif yn mynd yno.
address-confirm-button = Ie, defnyddio'r cyfeiriad hwn
address-over-text = Defnyddiwyd hi, mae'n hŷn na diwrnod, neu daeth newid arall ar ei hôl. Mewngofnodwch i weld i ble mae post atoch yn mynd.
done-address = Mae post atoch yn mynd i'r cyfeiriad newydd o hyn ymlaen
account-news = Post pan fydd rhywbeth yn newydd
account-news-yes = Unwaith y dydd ar y mwyaf
account-news-no = Dim
news-title = Post pan fydd rhywbeth yn newydd
news-text = Mae'n dweud bod rhywbeth newydd, ac nid beth. Rydych yn ei gael unwaith y dydd ar y mwyaf, a dim tra nad oes dim yn newydd.
news-field = A ydych eisiau'r post hwn?
done-news = Mae eich dewis wedi'i gadw

## The sign-in and the address of somebody else

account-reset = Ailosod mewngofnodi
account-change-address = Newid cyfeiriad
restart-title = Ailosod mewngofnodi rhywun arall?
restart-text = Mae eu cyfrinair, eu hap dilysu, eu codau adfer a'u goriadau mynediad yn peidio â gweithio, ac maent yn cael eu hallgofnodi ym mhobman. Maent yn dechrau eto drwy ddolen sy'n gweithio unwaith.
restart-mailed = Anfonir y ddolen i'w cyfeiriad. Nid ydych yn ei gweld.
restart-shown = Dangosir y ddolen i chi unwaith, am na ellir ei phostio. Rhowch hi iddynt wyneb yn wyneb.
restart-sure = Gwnewch hyn dim ond pan fyddwch yn siŵr pwy ofynnodd. Gall y sawl sy'n ffonio ar frys fod yn rhywun arall.
restart-button = Ailosod y mewngofnodi
restart-not-in-use = Nid yw'r cyfrif hwn ar waith. Gellir gwahodd eto un sy'n aros am ei berchennog
not-alone-title = Ni allwch wneud hyn ar eich pen eich hun
not-alone-text = Gall y cyfrif hwn benderfynu beth y caiff eraill ei wneud, neu mae'n gofalu eu bod yn gwneud yn iawn. Nid oes gennych hynny i gyd eich hun, felly rhaid i rywun arall fod yn rhan ohono: { $roles }.
not-alone-how = Gall rhywun mewn rôl o'r fath sy'n gofalu am gyfrifon hefyd ei wneud. Fel arall y sawl sy'n rhedeg y gweinydd sy'n ei wneud wrth y peiriant, gyda'r gorchymyn “accord account reset”, pan fydd person o'r fath wedi cadarnhau pwy sy'n gofyn.
not-alone-nobody = neb yn y gwasanaeth hwn
restarted-title = Mae'r mewngofnodi wedi'i ailosod
restarted-mailed = Mae dolen ar ei ffordd i'w cyfeiriad. Mae'n gweithio unwaith.
link-mailed = Os oes gan y cyfrif gyfeiriad, anfonir y ddolen yno hefyd.
other-address-title = Newid i ble mae post at rywun arall yn mynd?
other-address-text = Rhoddir gwybod i'r cyfeiriad y mae'n mynd iddo nawr. Mae dolenni i ddewis cyfrinair newydd sydd ar eu ffordd yn peidio â gweithio.
other-address-button = Newid y cyfeiriad
account-address-changed = Mae eu cyfeiriad wedi'i newid

## What was done, beside the acts that roles are given

act-ask-address = Gofynnodd am gyfeiriad arall
act-ask-reset = Gofynnodd am ddolen i ddewis cyfrinair
act-change-address = Newidiodd gyfeiriad
act-choose-news = Dewisodd a ddylid anfon post
act-reset-password = Dewisodd gyfrinair drwy ddolen
act-reset-sign-in = Ailosododd fewngofnodi rhywun
act-retry-mail = Rhoddodd gynnig arall ar bost
