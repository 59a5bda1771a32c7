# unreviewed
# Pwy a edrychodd ar achos, ac a yw’r cofnod yn gyfan.

audit-title = Archwilio
audit-lead = Cofnodir pob edrychiad ar achos: pwy a edrychodd, pryd, ar beth, ac i beth. Gallwch weld cofnod achos heb weld yr achos.
audit-reference = Cyfeirnod yr achos
audit-reference-hint = Er enghraifft, C-7KQ2-M4XD
audit-reference-form = Rhowch gyfeirnod fel y mae ar lythyrau a thudalennau, megis C-7KQ2-M4XD. Os yw’n edrych yn gywir, gall un llythyren fod wedi’i chamdeipio
audit-find = Dangos pwy a edrychodd
audit-verify-title = A yw’r cofnod yn gyfan?
audit-verify-text = Mae pob cofnod yn cario sêl dros yr un o’i flaen, ac mae pwyntiau gwirio wedi’u llofnodi yn cwmpasu pob un. Mae gwirio’n darllen popeth ac yn canfod cofnod a newidiwyd, a dynnwyd, a ychwanegwyd neu a symudwyd, a chofnod achos a newidiwyd neu a roddwyd yn ôl heb yn wybod i’r gwasanaeth.
audit-verify-limit = Dim ond yn erbyn pwynt gwirio a gadwyd mewn man arall, a chyn belled ag y mae hwnnw’n cyrraedd, y gwelir a dorrwyd diwedd y cofnod, neu a ailysgrifennwyd y cyfan. Mae pwy bynnag sy’n rhedeg y gweinydd yn cymharu â: accord audit verify --checkpoints FILE
audit-verify = Gwirio’r cofnod nawr
audit-whole = Mae’r cofnod yn gyfan
audit-whole-more = { $chains ->
    [one] Darllenwyd { $entries } cofnod mewn un gadwyn, ac mae pob un yn ffitio’r un o’i flaen.
   *[other] Darllenwyd { $entries } cofnod mewn { $chains } cadwyn, ac mae pob un yn ffitio’r un o’i flaen.
}
audit-broken = Nid yw’r cofnod yn gyfan
audit-broken-more = { $chains ->
    [one] Darllenwyd { $entries } cofnod mewn un gadwyn.
   *[other] Darllenwyd { $entries } cofnod mewn { $chains } cadwyn.
}
audit-broken-do = Dywedwch wrth bwy bynnag sy’n rhedeg y gweinydd cyn i neb ei newid. Mae copi wrth gefn o’r cyfnod cyn y toriad yn dangos beth oedd yno.
audit-wrong-entry-missing = Cadwyn { $chain }: mae cofnodion ar goll cyn cofnod { $entry }.
audit-wrong-entry-added = Cadwyn { $chain }: mae cofnod { $entry } lle na ysgrifennwyd un.
audit-wrong-entry-altered = Cadwyn { $chain }, cofnod { $entry }: fe’i newidiwyd ar ôl ei ysgrifennu.
audit-wrong-entry-out-of-order = Cadwyn { $chain }, cofnod { $entry }: nid yw’n dilyn yr un o’i flaen.
audit-wrong-entry-head = Mae cadwyn { $chain } yn gorffen gyda chofnod { $entry }, ac nid hwnnw yw’r olaf a ysgrifennwyd.
audit-wrong-checkpoint-missing = Mae pwynt gwirio { $number } ar goll.
audit-wrong-checkpoint-unsigned = Nid yw pwynt gwirio { $number } yn dwyn llofnod y gwasanaeth hwn: fe’i newidiwyd.
audit-wrong-checkpoint-short = Mae pwynt gwirio { $number } yn cwmpasu cofnodion nad ydynt yno mwyach.
audit-wrong-checkpoint-differs = Gwnaed pwynt gwirio { $number } dros gofnod gwahanol i’r un sydd yma nawr.
audit-wrong-outside-unsigned = Nid yw pwynt gwirio a gadwyd mewn man arall yn dwyn llofnod y gwasanaeth hwn.
audit-wrong-outside-ahead = Mae pwynt gwirio a gadwyd mewn man arall yn cwmpasu { $size } o gofnodion, mwy nag unrhyw un yma: torrwyd y cofnod, neu fe’i rhoddwyd yn ôl i gyflwr cynharach.
audit-wrong-outside-differs = Nid yw pwynt gwirio a gadwyd mewn man arall, dros { $size } o gofnodion, ymhlith y rhai sydd yma: ailysgrifennwyd y cofnod ers hynny.
audit-wrong-row-older = Rhoddwyd cofnod o’r math ‘{ $kind }’ yn ôl i fersiwn hŷn (rhes { $row }).
audit-wrong-row-altered = Nid yw cofnod o’r math ‘{ $kind }’ yr hyn a ysgrifennwyd ddiwethaf (rhes { $row }).
audit-wrong-row-unentered = Ni nodwyd cofnod o’r math ‘{ $kind }’ yn y log erioed (rhes { $row }).
audit-wrong-row-gone = Tynnwyd cofnod heb nodyn yn y log (rhes { $row }).
audit-case-title = Pwy a edrychodd ar
audit-case-everybody = Pawb a edrychodd ar yr achos neu a’i newidiodd, y diweddaraf yn gyntaf. Cofnodir hefyd eich bod chi wedi edrych yma.
audit-case-team = Pwy o’ch tîm eich hun a edrychodd ar yr achos neu a’i newidiodd, y diweddaraf yn gyntaf. Cofnodir hefyd eich bod chi wedi edrych yma.
audit-lines = Edrychiadau a newidiadau
audit-when = Pryd
audit-who = Pwy
audit-what = Beth a wnaethant
audit-data = Pa ddata
audit-purpose = I beth
audit-refused = Gwrthodwyd
audit-nobody = Nid oes neb wedi edrych
audit-nobody-more = Pan fydd rhywun yn agor yr achos, bydd yn ymddangos yma ymhen eiliad.
audit-broken-also = { $count ->
    [one] Mae un peth arall o’i le. Enwir pob un gan: accord audit verify
   *[other] Mae { $count } o bethau eraill o’u lle. Enwir pob un gan: accord audit verify
}
audit-state-last = Pwynt gwirio diwethaf
audit-state-covers = Cofnodion y mae’n eu cwmpasu
audit-state-since = Cofnodion ers hynny
audit-state-verified = Gwiriwyd ddiwethaf
audit-state-none = Dim eto
audit-state-never = Dim eto
audit-state-whole = yn gyfan
audit-state-wrong = { $count ->
    [one] roedd un peth o’i le
   *[other] roedd { $count } o bethau o’u lle
}
audit-key = Allwedd i wirio â hi
audit-export-title = Cymryd copi o’r cofnod
audit-export-text = Mae’r copi’n dal pob cofnod y mae pwynt gwirio’n ei gwmpasu, un i bob llinell, a’r pwyntiau gwirio wedi’u llofnodi. Gall pwy bynnag sydd â’r allwedd ei wirio heb Accord. Mae’n enwi cyfrifon a chofnodion wrth eu henwau mewnol ac nid yw’n dweud dim am yr hyn sydd yn y cofnodion.
audit-export = Lawrlwytho copi wedi’i lofnodi
team-access-title = Pwy a edrychodd yn eich tîm
team-access-lead = Yr hyn yr edrychodd pobl eich tîm eich hun arno ac a newidiwyd ganddynt, y diweddaraf yn gyntaf. Cofnodir hefyd eich bod chi wedi edrych yma.
team-access-case = Achos
team-access-nobody = Nid oes neb o’ch tîm wedi edrych eto
team-access-nobody-more = Pan fydd rhywun o’ch tîm yn agor achos, bydd yn ymddangos yma ymhen eiliad.

# Yr hyn y mae `accord audit verify` yn ei ddweud yn ogystal.
audit-cli-read = Darllenwyd: cofnodion { $entries }, cadwyni { $chains }, pwyntiau gwirio { $checkpoints }, rhesi cofnodion achos { $rows }.
audit-cli-covered = Gwnaed y pwynt gwirio diwethaf ar { $at }; cofnodion ers hynny: { $since }.
audit-cli-uncovered = Nid oes pwynt gwirio yn cwmpasu’r cofnod eto.
audit-cli-outside = Pwyntiau gwirio a gadwyd mewn man arall ac sy’n cytuno: { $count }.
audit-cli-alone = Ni chymharwyd dim a gadwyd mewn man arall, felly ni fyddai cofnod a dorrwyd neu a ailysgrifennwyd yn dangos: enwch ef â --checkpoints.
audit-cli-more = … a mwy: { $count }.
audit-cli-whole = Mae popeth yn ffitio.
audit-cli-wrong = { $count ->
    [one] Mae un peth o’i le.
   *[other] Mae { $count } o bethau o’u lle.
}
