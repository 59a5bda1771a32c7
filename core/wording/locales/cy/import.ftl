# unreviewed: no Welsh speaker has read this file yet.

import-remark-column = Mae gan { $file } golofn "{ $column }" nad yw'r proffil yn ei hadnabod. Ni chaiff ei mewnforio.
import-warning-encoding = Darllenwyd llythrennau o hen amgodiad fel Windows-1252.
import-warning-double-encoding = Cywirwyd llythrennau a amgodiwyd ddwywaith.
import-warning-control = Tynnwyd nodau rheoli anweledig.
import-warning-formula = Mae cell yn edrych fel fformiwla. Fe'i cedwir fel testun ac ni chaiff ei chyfrifo byth.
import-warning-markup = Mae marcio yn y testun. Tynnwyd y fformatio; cedwir y gweddill fel testun.
import-warning-long = Mae'r testun yn hir iawn. Gall fod yn sawl nodyn mewn un.
import-warning-date = Ni ellir darllen dyddiad. Gadewir y maes yn wag.
import-warning-month-first = Darllenwyd dyddiad sy'n amhosibl gyda'r diwrnod yn gyntaf gyda'r mis yn gyntaf.
import-warning-swapped = Mae'r dyddiad derbyn yn darllen { $read }, ond gall fod yn { $proposed }. Penderfynwch pa un.
import-warning-word = Nid yw gair yn y maes "{ $field }" yn y proffil.
import-warning-shared-reference = Mae gan achos arall yr un cyfeirnod. Mewnforir y ddau.
import-warning-stage = Nid yw'r cam yn y proffil. Defnyddiwyd dyddiadau'r achos.
import-warning-live = Mae "Live" a'r cam yn gwrth-ddweud ei gilydd. Y cam sy'n cyfrif.
import-warning-closed-without-date = Mae'r achos ar gau ac nid oes ganddo ddyddiad cau.
import-warning-closing-reason = Mae'r achos ar gau heb reswm sy'n hysbys i ni.
import-warning-link = Ni ellir dweud pa achos y mae'n gysylltiedig ag ef.
import-warning-organisation = Nid yw sillafiad y sefydliad yn y proffil.
import-warning-organisation-ambiguous = Mae sawl sefydliad yn defnyddio'r sillafiad hwn. Penderfynwch pa un a olygir.
import-warning-facilitator = Ni ellir adnabod yr hwylusydd o'r rhestr wirfoddolwyr.
import-warning-title-in-name = Teipiwyd teitl yn yr enw cyntaf. Fe'i symudwyd.
import-warning-postcode = Ni ellir darllen y cod post. Fe'i cedwir fel y'i teipiwyd.
import-warning-phone = Ni ellir darllen rhif ffôn yn y gell. Fe'i cedwir fel nodyn.
import-warning-email = Ni ellir darllen cyfeiriad e-bost. Fe'i gadewir allan.
import-warning-safe-contact = Mae dymuniad am gyswllt yn defnyddio geiriau nad yw'r proffil yn eu hadnabod. Mae pob dull o gysylltu yn "dim ond fel y nodir".
import-warning-side-undecided = Nid yw'r rhes yn dweud dros bwy y daeth y cefnogwr neu'r cyfieithydd hwn. Penderfynwch ar ba ochr y mae.
import-warning-both-sides = Mae'r person hwn ar ddwy ochr yr achos.
import-warning-audience = Gall y nodyn gynnwys manylion y ddwy ochr. Mae'n fewnol nes bod rhywun yn penderfynu.
import-warning-about = Nid yw'r person a enwir yn y rhes yn yr achos hwnnw.
import-warning-about-other-side = Mae'r rhes ar gyfer un ochr ac am berson o'r llall. Mae'n fewnol nes bod rhywun yn penderfynu.
import-warning-no-day = Nid oes dyddiad i'r cofnod. Defnyddir y diwrnod y derbyniwyd yr achos.
import-warning-withdrawn-early = Tynnwyd y cydsyniad yn ôl cyn ei roi.
import-warning-party = Nid yw rhywun a enwir yn barti i'r cytundeb yn yr achos hwnnw.
import-warning-missing-file = Ni allai'r hen system ddod o hyd i'r ffeil.

# Yr hyn y mae mewnforio yn ei ysgrifennu yn yr achos, yn iaith y gwasanaeth.
import-history = O'r system hŷn, achos { $id }.
import-history-organisation = Y sefydliad atgyfeirio fel y'i teipiwyd: { $text }. Penderfynwch pa un ydyw.
import-history-organisation-which = Y sefydliad atgyfeirio fel y'i teipiwyd: { $text }. Gall fod yn { $names }. Penderfynwch pa un.
import-history-no-side = Ni nododd neb dros bwy y daeth cefnogwr neu gyfieithydd. Maent ar ochr ar wahân nes bod rhywun yn penderfynu.
import-history-facilitator-which = Yr hwylusydd fel y'i teipiwyd: { $text }. Penderfynwch pwy ydyw.
import-history-title = Enw byr: { $text }
import-history-referrer = Atgyfeiriwyd gan: { $text }
import-history-facilitators = Hwyluswyr: { $text }
import-history-event = Cynhaliwyd digwyddiad ar { $text }; ni nodwyd o ba fath.
import-history-outcome = Canlyniad: { $text }
import-history-linked = Cysylltwyd ag achos { $text } y system hŷn.
import-history-retention = Dosbarth cadw'r system hŷn: { $text }
import-history-agreement = Cytundeb { $id }: cyfrinachol; rhwng { $parties }; gwiriwyd: { $checked }
import-history-agreement-open = Cytundeb { $id }: nid yw'n gyfrinachol; rhwng { $parties }; gwiriwyd: { $checked }
import-document = Dogfen o'r system hŷn: { $class }, { $file }
import-document-path = Cadwyd yno fel { $path }
import-document-size = { $bytes } beit
import-risk-score = Sgôr { $score } o 25
import-risk-by = Aseswyd gan { $name }
import-risk-approved = Cymeradwywyd gan { $name }
import-language = Iaith: { $language }
import-other-email = Cyfeiriad e-bost arall: { $address }

# Yr hyn a wnaeth mewnforio, fel y mae'r log archwilio yn ei enwi.
act-switch-on = Gwnaeth fewnforiad yn weladwy
act-switch-off = Gwnaeth fewnforiad yn anweladwy
act-allow-cases = Gadawodd i rywun wybod am achosion cyfyngedig mewnforiad
