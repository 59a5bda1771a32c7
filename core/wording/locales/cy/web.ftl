# unreviewed: no Welsh speaker has read this file yet.

layout-skip = Neidio i'r prif gynnwys
layout-error-prefix = Gwall:
layout-back = Yn ôl
layout-menu = Dewislen
layout-language = Iaith
layout-sections = Adrannau
layout-support-links = Dolenni cymorth
layout-provided-by = Darperir gan { $organisation }
layout-sign-out = Allgofnodi
layout-demonstration = Data arddangos.
layout-demonstration-more = Mae pob person yma yn ddychmygol. Peidiwch â rhoi dim byd go iawn.

form-problem = Mae problem
form-error = Gwall:
form-optional = { $label } (dewisol)
form-or = neu
form-choose = Dewiswch un
form-cancel = Canslo
form-day = Diwrnod
form-month = Mis
form-year = Blwyddyn
form-date-hint = Er enghraifft, 27 3 2026
form-choices-hint = Dewiswch bob un sy'n berthnasol
form-characters-most = { $count ->
    [one] Gallwch roi hyd at { $count } nod
   *[other] Gallwch roi hyd at { $count } nod
}
form-characters-under-one = Mae gennych %{ "{" }count{ "}" } nod ar ôl
form-characters-under-other = Mae gennych %{ "{" }count{ "}" } nod ar ôl
form-characters-at = Mae gennych 0 nod ar ôl
form-characters-over-one = Mae gennych %{ "{" }count{ "}" } nod yn ormod
form-characters-over-other = Mae gennych %{ "{" }count{ "}" } nod yn ormod
form-password-show = Dangos
form-password-hide = Cuddio
form-password-show-label = Dangos cyfrinair
form-password-hide-label = Cuddio cyfrinair
form-password-shown = Mae eich cyfrinair yn weladwy
form-password-hidden = Mae eich cyfrinair wedi'i guddio

notice-success = Llwyddiant
notice-important = Pwysig
notice-warning = Rhybudd

summary-not-given = Heb ei roi

task-done = Wedi'i gwblhau
task-later = Ni ellir dechrau eto

timeline-by = gan { $name }

more-label = Rhagor o ganlyniadau
more-newer = Mwy newydd
more-older = Hŷn

filter-title = Hidlo
filter-chosen = Hidlyddion a ddewiswyd
filter-remove = Tynnu'r hidlydd hwn
filter-clear = Clirio'r hidlyddion
filter-apply = Defnyddio'r hidlyddion

side-of = Ochr { $letter }
side-harmed = Person a niweidiwyd
side-responsible = Person cyfrifol
side-party = Parti

safe-contact-title = Cyswllt diogel: { $name }
safe-contact-unknown = Does neb wedi gofyn eto sut mae'n ddiogel cysylltu â nhw.
safe-contact-unknown-more = Gofynnwch hyn yn gyntaf. Tan hynny, peidiwch â gadael negeseuon gyda neb.
safe-contact-logged = Mae hyn yn cael ei gofnodi

exit-button = Gadael y dudalen hon
exit-emergency = Argyfwng
exit-activated = Wrthi'n llwytho
exit-timed-out = Mae'r opsiwn i adael y dudalen hon wedi dod i ben
exit-press-two = Shift, gwasgwch 2 waith eto i adael
exit-press-one = Shift, gwasgwch 1 waith eto i adael

sign-in-title = Mewngofnodi
sign-in-name = Enw defnyddiwr
sign-in-password = Cyfrinair
sign-in-button = Mewngofnodi
sign-in-carried = Cawsoch eich allgofnodi tra oeddech yn ysgrifennu
sign-in-carried-more = Does dim wedi'i golli. Mewngofnodwch, a bydd eich ffurflen yn cael ei dangos eto fel y gadawoch hi. Nid yw wedi'i hanfon eto.

resume-title = Mae eich ffurflen yma o hyd
resume-text = Cawsoch eich allgofnodi tra oeddech yn ysgrifennu. Does dim wedi'i anfon eto. Ewch yn ôl i'r ffurflen, gwiriwch hi, a'i hanfon.
resume-button = Yn ôl i'r ffurflen

error-reference = Os oes angen cymorth arnoch, rhowch y cyfeirnod hwn:
error-not-found-title = Heb ddod o hyd i'r dudalen
error-not-found-text = Os gwnaethoch deipio neu ludo'r cyfeiriad, gwiriwch ei fod yn gyflawn. Efallai hefyd nad oes gennych fynediad i'r dudalen.
error-not-signed-in-title = Mewngofnodwch i weld y dudalen hon
error-not-signed-in-text = Nid ydych wedi mewngofnodi, neu cawsoch eich allgofnodi ar ôl cyfnod heb wneud dim.
error-forbidden-title = Ni allwch wneud hyn
error-forbidden-text = Gallwch weld y cofnod hwn, ond nid yw eich rôl yn caniatáu'r weithred hon. Gofynnwch i'ch cydlynydd os credwch y dylai.
error-foreign-form-title = Agorwch y ffurflen eto
error-foreign-form-text = Ni chafodd y ffurflen hon ei hanfon o dudalen a roesom i chi, neu roedd ar agor yn rhy hir. Ni newidiwyd dim. Ewch yn ôl, llwythwch y dudalen eto, a'i hanfon unwaith eto.
error-conflict-title = Mae rhywun arall wedi newid hyn
error-conflict-text = Ni chadwyd dim o'ch gwaith chi, fel na chaiff eu gwaith nhw ei ddisodli. Ewch yn ôl, llwythwch y dudalen eto, a gwnewch eich newid unwaith eto.
error-refused-title = Ni ellir gwneud hyn eto
error-refused-text = Ni newidiwyd dim. Yn gyntaf:
error-unreadable-title = Ni allem ddarllen y cais hwn
error-unreadable-text = Ni newidiwyd dim. Ewch yn ôl a rhowch gynnig arall arni.
error-too-large-title = Mae hyn yn rhy fawr
error-too-large-text = Ni newidiwyd dim. Anfonwch lai o destun, neu ffeil lai.
error-too-many-title = Arhoswch cyn rhoi cynnig arall arni
error-too-many-text = Bu gormod o geisiadau mewn amser byr.
error-unavailable-title = Nid yw hyn ar gael ar hyn o bryd
error-unavailable-text = Rhowch gynnig arall arni ymhen ychydig funudau. Mae'r hyn a gadwoch o'r blaen yn ddiogel.
error-not-kept-title = Ni ellid cadw hyn
error-not-kept-text = Mae disg y gwasanaeth hwn yn llawn, neu ni ellir ysgrifennu arno. Dywedwch wrth bwy bynnag sy'n gofalu am y gwasanaeth. Mae'r hyn a gadwyd o'r blaen yn ddiogel, a chyn gynted ag y bydd lle eto bydd popeth yn gweithio fel o'r blaen.
error-not-kept-again = Mae'r hyn a deipiwyd gennych yn dal ar y dudalen hon. Gadewch hi ar agor, a'i anfon eto pan fydd lle.
error-not-kept-button = Anfon eto
error-fault-title = Aeth rhywbeth o'i le
error-fault-text = Ni allem wneud hyn, ac nid eich bai chi ydyw. Mae'r hyn a gadwoch o'r blaen yn ddiogel. Rhowch gynnig arall arni ymhen ychydig funudau.

cookies-link = Cwcis
cookies-title = Cwcis
cookies-text = Ffeiliau bach y mae eich porwr yn eu cadw i ni yw cwcis. Rydym yn defnyddio tri, ac nid yw'r gwasanaeth hwn yn gweithio heb y cyntaf.
cookies-table = Y cwcis a ddefnyddiwn
cookies-name = Enw
cookies-purpose = Beth yw ei ddiben
cookies-until = Pryd y daw i ben
cookies-session-purpose = Cofio eich bod wedi mewngofnodi
cookies-session-until = Pan fyddwch yn allgofnodi, neu'n cau eich porwr
cookies-browser-purpose = Eich gadael i mewn heb aros pan fydd rhywun arall wedi bod yn dyfalu eich cyfrinair
cookies-browser-until = Hanner blwyddyn ar ôl i chi fewngofnodi ddiwethaf
cookies-language-purpose = Cofio'r iaith a ddewisoch ar y ddyfais hon
cookies-language-until = Ar ôl blwyddyn
cookies-no-tracking = Nid ydym yn mesur yr hyn a wnewch gyda chwcis, ac nid oes neb arall yn gosod cwcis yma.

privacy-link = Preifatrwydd
privacy-title = Preifatrwydd
privacy-who = { $organisation } sy'n gyfrifol am yr hyn a gedwir amdanoch yma.
privacy-what-title = Yr hyn a gadwn
privacy-what-text = Yr hyn a ddywedoch chi neu bartner wrthym, yr hyn a gytunwyd gyda chi, a sut rydym wedi cadw mewn cysylltiad. Nid ydym yn gofyn am fwy nag sydd ei angen ar y gwaith.
privacy-see-title = Pwy all ei weld
privacy-see-text = Dim ond y bobl sy'n gweithio ar eich achos, a dim ond y rhannau sydd eu hangen arnynt. Mae eich rhif ffôn, eich cyfeiriad, eich iechyd a'r hyn a wyddom am risgiau wedi'u hamgryptio.
privacy-see-log = Cofnodir pob edrychiad ar achos: pwy edrychodd, ar beth, a phryd.
privacy-sides-title = Yr ochr arall
privacy-sides-text = Ni ddangosir yr hyn a ddywedwch wrthym i'r ochr arall oni bai eich bod wedi cytuno i'w rannu.
privacy-rights-title = Yr hyn y gallwch ofyn amdano
privacy-rights-text = Gallwch ofyn am gopi o'r hyn a gadwn amdanoch, am gywiro camgymeriadau, ac am ei ddileu pan nad oes rheswm ar ôl i'w gadw.
privacy-contact = Ysgrifennwch at:

accessibility-link = Hygyrchedd
accessibility-title = Hygyrchedd
accessibility-text = Mae { $organisation } am i gynifer o bobl â phosibl allu defnyddio'r gwasanaeth hwn. Dylech allu:
accessibility-zoom = chwyddo'r testun i 400% heb golli dim
accessibility-phone = defnyddio pob tudalen ar ffôn bach
accessibility-keyboard = gwneud popeth â bysellfwrdd yn unig
accessibility-reader = gwrando ar bob tudalen â darllenydd sgrin
accessibility-script = ei ddefnyddio heb sgriptiau
accessibility-known-title = Yr hyn y gwyddom nad yw'n iawn eto
accessibility-welsh = { $count ->
    [one] Nid yw siaradwr Cymraeg wedi darllen un o'r { $files } ffeil o eiriau Cymraeg eto.
   *[other] Nid yw siaradwr Cymraeg wedi darllen { $count } o'r { $files } ffeil o eiriau Cymraeg eto.
}
accessibility-standard = Rydym yn anelu at lefel AA o'r Canllawiau Hygyrchedd Cynnwys Gwe, fersiwn 2.2. Mae ein profion yn gwirio pob tudalen, ond nid oes unrhyw berson anabl wedi rhoi cynnig ar y gwasanaeth cyfan eto.
accessibility-contact-title = Dywedwch wrthym am broblem
accessibility-contact = Os nad yw rhywbeth yn gweithio i chi, ysgrifennwch at:
