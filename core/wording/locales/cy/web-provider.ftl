# unreviewed: no Welsh speaker has read this file yet.

provider-button = Mewngofnodi gyda { $name }
provider-or = Neu
provider-leaving-title = Mynd i { $name }
provider-leaving-text = Byddwch yn mewngofnodi yno, ac yna’n dod yn ôl yma.
provider-leaving-link = Parhau i { $name }
provider-invitation-title = Mewngofnodi gyda { $name }
provider-invitation-text = Rydych wedi cael gwahoddiad i ddefnyddio’r gwasanaeth hwn. Nid oes angen cyfrinair arnoch yma: rydych yn mewngofnodi gyda { $name }, fel y gwnewch yn y gwaith.
provider-proof-button = Cadarnhau gyda { $name }
provider-proof-text = Bydd { $name } yn gofyn i chi fewngofnodi o’r newydd.

provider-refused-title = Nid ydych wedi mewngofnodi
provider-refused-own-title = Ni chafodd ei gadarnhau
provider-refused-over = Cymerodd y mewngofnodi ormod o amser, dechreuodd mewn porwr arall, neu mae wedi’i ddefnyddio. Dechreuwch eto.
provider-refused-declined = Ni wnaeth { $name } eich mewngofnodi, neu fe ddewisoch beidio. Rhowch gynnig arall arni, neu gofynnwch i’r sawl sy’n gofalu am gyfrifon yn { $name }.
provider-refused-failed = Ni ellid derbyn yr hyn a anfonodd { $name }. Nid chi sydd wedi gwneud dim o’i le. Rhowch gynnig arall arni; os bydd yn digwydd eto, dywedwch wrth y sawl sy’n rhedeg y gwasanaeth hwn, a rhowch y cyfeirnod iddynt.
provider-refused-unavailable = Ni ellir cyrraedd { $name } ar hyn o bryd. Rhowch gynnig arall arni ymhen ychydig funudau. Os bydd yn parhau, dywedwch wrth y sawl sy’n rhedeg y gwasanaeth hwn, a rhowch y cyfeirnod iddynt.
provider-refused-second-factor = Gwnaeth { $name } eich mewngofnodi heb ofyn am ail brawf, fel cod neu olion bysedd. Mae angen un ar y gwasanaeth hwn. Gofynnwch i’r sawl sy’n gofalu am gyfrifon yn { $name }, neu cadarnhewch yma mewn ffordd arall.
provider-refused-passkey-only = Mae eich rôl yn mewngofnodi â chyfrinallwedd yma, ac â dim arall. Ewch yn ôl a defnyddiwch eich cyfrinallwedd.
provider-refused-unknown = Mae { $name } yn eich adnabod, ond nid oes neb wedi rhoi cyfrif i chi yma. Ni chrëwyd dim. Os ydych yn gweithio gyda’r gwasanaeth hwn, gofynnwch iddo eich gwahodd; dolen a agorwch unwaith yw’r gwahoddiad.
provider-refused-closed = Mae eich cyfrif yma wedi’i gau. Gofynnwch i’r sawl sy’n gofalu am gyfrifon yn y gwasanaeth hwn.
provider-refused-no-role = Mae { $name } yn dweud nad oes angen y gwasanaeth hwn arnoch mwyach ar gyfer eich gwaith, felly nid yw wedi’ch gadael i mewn. Os yw hynny’n anghywir, gofynnwch i’r sawl sy’n gofalu am gyfrifon yn { $name }.
provider-refused-somebody-else = Gwnaethoch fewngofnodi yn { $name } fel rhywun arall na’r sawl sydd wedi mewngofnodi yma, neu cawsoch eich allgofnodi yma yn y cyfamser.
provider-refused-taken = Ni ellir cysylltu hwn: mae eich cyfrif { $name }, neu eich cyfrif yma, wedi’i gysylltu eisoes.
provider-refused-reference = Cyfeirnod:
provider-refused-again = Mynd i’r dudalen fewngofnodi
provider-refused-account = Mynd i’ch cyfrif

providers-title = Mewngofnodi unwaith
providers-what = Gyda mewngofnodi unwaith rydych yn mewngofnodi yma fel y gwnewch yn y gwaith. Gall y sawl sy’n gofalu am gyfrifon yma ei dynnu oddi arnoch, a gall eich cyflogwr hefyd.
providers-none = Nid ydych yn mewngofnodi gyda neb.
providers-linked = Cysylltwyd ar { $when }
providers-by-owner = Gennych chi
providers-by-invitation = Trwy eich gwahoddiad
providers-used = Defnyddiwyd ddiwethaf ar { $when }
providers-unused = Heb ei ddefnyddio eto
providers-link = Cysylltu { $name }
providers-unlink-hint = I’w dynnu, gofynnwch i’r sawl sy’n gofalu am gyfrifon yma.
account-providers = { $count ->
    [0] Dim
   *[other] { $names }
}
done-provider-linked = Gallwch fewngofnodi gydag ef o hyn ymlaen

new-account-sign-in = Sut maent yn mewngofnodi
new-account-sign-in-password = Gyda chyfrinair a ddewisant
new-account-sign-in-unfit = Mae’r darparwr hwn ar gyfer pobl o sefydliad arall
account-invite-password = Dolen newydd, i ddewis cyfrinair
account-invite-with = Dolen newydd, i fewngofnodi gyda { $name }
account-linked-with = Yn mewngofnodi gyda { $names }
account-unlink = Tynnu mewngofnodi unwaith
account-invite-unfit = Mae’r darparwr hwn ar gyfer pobl o sefydliad arall
link-for-provider = Mae ar gyfer { $name }, sy’n mewngofnodi gyda { $provider }.
