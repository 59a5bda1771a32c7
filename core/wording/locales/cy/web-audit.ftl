# unreviewed
# Pwy a edrychodd ar achos, ac a yw’r cofnod yn gyfan.

audit-title = Archwilio
audit-lead = Cofnodir pob edrychiad ar achos: pwy a edrychodd, pryd, ar beth, ac i beth. Gallwch weld cofnod achos heb weld yr achos.
audit-reference = Cyfeirnod yr achos
audit-reference-hint = Er enghraifft, C-7KQ2-M4XD
audit-reference-form = Rhowch gyfeirnod fel y mae ar lythyrau a thudalennau, megis C-7KQ2-M4XD. Os yw’n edrych yn gywir, gall un llythyren fod wedi’i chamdeipio
audit-find = Dangos pwy a edrychodd
audit-verify-title = A yw’r cofnod yn gyfan?
audit-verify-text = Mae pob cofnod yn cario sêl dros yr un o’i flaen. Mae gwirio’n darllen pob un ac yn canfod cofnod a newidiwyd, a dynnwyd, a ychwanegwyd neu a symudwyd.
audit-verify-limit = Ni all ganfod cofnod y torrwyd ei ddiwedd, neu a ailysgrifennwyd o’r dechrau i’r diwedd. Cymharwch â chopi o sêl a gedwir mewn man arall.
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
audit-broken-at = Cadwyn { $chain }, cofnod { $entry }:
audit-broken-do = Dywedwch wrth bwy bynnag sy’n rhedeg y gweinydd cyn i neb ei newid. Mae copi wrth gefn o’r cyfnod cyn y toriad yn dangos beth oedd yno.
audit-wrong-missing = mae cofnod ar goll o’i flaen.
audit-wrong-altered = fe’i newidiwyd ar ôl ei ysgrifennu.
audit-wrong-out-of-order = nid yw’n dilyn yr un o’i flaen.
audit-wrong-head = nid dyma’r cofnod olaf a ysgrifennwyd.
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
