# unreviewed
# Atgyfeiriad yn cyrraedd ac yn dod yn achos.
referral-not-checked = Nid oedd modd rhedeg rheolau { $plugin } ar yr atgyfeiriad hwn. Edrychwch ar yr atebion yn fwy gofalus nag arfer.
referral-form-missing = Nid yw ffurflen yr atgyfeiriad hwn wedi'i gosod mwyach. Gosodwch hi eto, yna ewch ymlaen.
referral-form-gone = Atebion ffurflen nad yw wedi'i gosod mwyach
referral-field-gone = { $field }
referral-nothing-changed = Nid ydych wedi newid unrhyw ateb. Newidiwch yr hyn sy'n wahanol nawr, yna anfonwch ef.
referral-party = Rhywun yn yr atgyfeiriad hwn
referral-question-required = Dywedwch beth mae angen i chi ei wybod cyn y gallwch benderfynu.
accept-service-type = Dewiswch y math o wasanaeth.
accept-nobody = Dewiswch o leiaf un person sy'n cymryd rhan.
accept-party-unknown = Nid yw'r atgyfeiriad yn dweud dim am y person hwn. Agorwch ef eto ac ewch ymlaen oddi yno.
accept-role = Dewiswch pa ran sydd gan y person hwn.
accept-side = Dewiswch ar ba ochr mae'r person hwn.
accept-side-of-role = Mae'r rhan hon yn perthyn i'r ochr arall. Newidiwch y rhan neu'r ochr.
accept-called = Rhowch yr enw y mae'r person hwn yn cael ei alw wrtho.
accept-class-narrower = Mae pwnc yr achos hwn yn ei wneud yn gyfyngedig. Gallwch ddewis “dan sêl”, ond nid “safonol”.
accept-known-twice = Ni all yr un person fod ar ddwy ochr un achos yma. Rhowch un ohonynt fel person newydd.
match-identifier = Yr un rhif heddlu, carchar neu brawf
match-name = Yr un enw
merge-case-closed = Mae'r achos hwnnw wedi'i gau. Ailagorwch ef yn gyntaf, neu derbyniwch yr atgyfeiriad fel achos ar wahân.
merge-case-wider = Mae pwnc yr atgyfeiriad hwn yn gofyn am gylch culach nag sydd gan yr achos hwnnw. Gofynnwch i reolwr gyfyngu'r achos yn gyntaf, yna ychwanegwch yr atgyfeiriad.
merge-known-twice = Ni all dau berson yn yr atgyfeiriad fod yr un person. Dewiswch rywun arall ar gyfer un ohonynt.
notice-merged-referral = Mae atgyfeiriad { $reference } yn rhan o'r achos hwn. Mae'r hyn y mae'n ei ddweud gyda'r atgyfeiriad.
notice-possible-link = Gall rhywun yn atgyfeiriad { $reference } fod yn rhywun yn yr achos hwn. Peidiwch â dweud wrth yr atgyfeiriwr.
