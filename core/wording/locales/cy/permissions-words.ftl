# unreviewed
# Enwau’r caniatadau: rhannau, gweithredoedd, rheolau.

## Parts of records, as the pages about rights name them

part-g1-reference = Cyfeirnod
part-g1-kind = Math o wasanaeth a llwybr
part-g1-stage = Cam a seibiau
part-g1-dates = Dyddiadau’r achos
part-g1-team = Tîm, perchennog a blaenoriaeth
part-g1-area = Ardal
part-g1-source = O ble y daeth yr atgyfeiriad
part-g1-coarse-status = Wedi’i dderbyn, ar waith neu wedi cau
part-g2-name = Enw y cytunwyd arno
part-g2-first-name = Enw cyntaf yn unig
part-g2-initials = Blaenlythrennau yn unig
part-g3-name = Enw llawn ac enwau blaenorol
part-g3-age-band = Band oedran
part-g3-birth-date = Dyddiad geni
part-g3-identifiers = Rhifau’r heddlu, carchar ac iechyd
part-g4-contact = Rhifau ffôn a chyfeiriadau
part-g4-safe-contact = Sut i gysylltu’n ddiogel
part-g4-code-word = Gair cod
part-g5-offence = Trosedd a llys
part-g5-category = Math o drosedd neu anghydfod
part-g5-flags = Am beth mae’r achos
part-g6-flag = Bod rhybudd risg
part-g6-complex = A yw’n sensitif a chymhleth
part-g6-assessment = Asesiad risg
part-g6-shared-risk = Risgiau a rennir â phartneriaid
part-g7-adjustments = Anghenion mynediad
part-g7-health = Iechyd a bregusrwydd
part-g8-equality = Atebion cydraddoldeb
part-g9-notes = Nodiadau ymarfer
part-g9-intake-notes = Nodiadau derbyn
part-g10-safeguarding = Pryderon diogelu
part-g10-supervision = Nodiadau goruchwylio
part-g11-consent = Cydsyniad
part-g11-lawful-basis = Sail gyfreithlon
part-g12-documents = Llythyrau a dogfennau
part-g12-uploads = Ffeiliau a anfonwyd
part-g13-outcome-class = Dosbarth y canlyniad
part-g13-agreement = Canlyniad a chytundeb
part-g14-feedback = Atebion i arolygon
part-g15-availability = Argaeledd a sgiliau
part-g15-training = Hyfforddiant
part-g15-vetting = Fetio
part-g15-home = Cyfeiriad cartref y gwirfoddolwr
part-g16-team-access = Pwy yn y tîm a edrychodd
part-g16-access = Pwy a edrychodd ar unrhyw beth
part-g16-technical = Digwyddiadau technegol
part-g17-accounts = Cyfrifon a rolau
part-g17-configuration = Gosodiadau a chaniatadau
part-g17-plugins = Ategion

## What may be done, as the pages about rights say it

may-override-conflict = Gadael i rywun weithio ar achos er gwaethaf gwrthdaro posibl
may-break-glass = Agor unrhyw achos am awr mewn argyfwng
may-view-glass = Gweld pwy agorodd achosion mewn argyfwng
may-review-glass = Adolygu agoriadau mewn argyfwng
may-review-access = Adolygu pwy a gaiff weld achos
may-refer = Anfon atgyfeiriad
may-view-referral = Gweld atgyfeiriadau
may-amend-referral = Newid atgyfeiriad
may-decide-referral = Penderfynu ar atgyfeiriad
may-view-case = Agor yr achos
may-view-invitation = Gweld gwahoddiad
may-answer-invitation = Ateb gwahoddiad
may-view-vacancy = Gweld cerdyn swydd wag
may-allocate = Dyrannu achos
may-amend-case = Newid yr achos
may-amend-participant = Newid pwy sy’n cymryd rhan
may-amend-contact = Newid manylion cyswllt
may-reveal-contact = Datgelu gwerth cudd
may-log-contact = Cofnodi cyswllt neu nodyn
may-note-intake = Ysgrifennu nodyn derbyn
may-record-confidential = Ysgrifennu nodyn cyfrinachol
may-record-consent = Cofnodi cydsyniad
may-record-risk = Ysgrifennu asesiad risg
may-approve-risk = Cymeradwyo asesiad risg
may-record-equality = Rhoi atebion cydraddoldeb
may-move-stage = Symud i gam arall
may-pause = Oedi ac ailddechrau
may-record-session = Cynllunio a chofnodi cyfarfod
may-record-agreement = Cofnodi cytundeb
may-record-feedback = Rhoi adborth
may-view-feedback = Gweld adborth
may-draft-document = Drafftio llythyr neu ychwanegu dogfen
may-send-document = Anfon neu argraffu llythyr
may-propose-closure = Cynnig cau
may-sign-off-closure = Cymeradwyo cau
may-reopen = Ailagor achos a gaewyd
may-change-class = Cyfyngu achos a dewis pwy a ganiateir
may-export-cases = Allforio rhestr o achosion
may-view-team-access = Gweld pwy yn y tîm a edrychodd
may-view-audit = Gweld pwy a edrychodd, heb yr achos
may-view-lawful-basis = Gweld cydsyniad a sail gyfreithlon yn unig
may-view-own-part = Gweld eu rhan eu hunain
may-amend-own-part = Newid eu rhan eu hunain
may-view-person = Gweld person ar draws achosion
may-amend-person = Cywiro data person
may-merge-people = Uno cofnodion un person
may-answer-rights-request = Ateb cais hawliau
may-propose-erasure = Cynnig dileu
may-approve-erasure = Cymeradwyo dileu
may-view-volunteer = Gweld cofnod gwirfoddolwr
may-amend-own-volunteer = Newid eu cofnod gwirfoddolwr eu hunain
may-manage-volunteers = Newid cofnodion gwirfoddolwyr
may-view-account = Gweld cyfrifon
may-manage-accounts = Creu a newid cyfrifon
may-manage-own-account = Gofalu am eu cyfrif eu hunain
may-view-organisation = Gweld sefydliadau partner
may-manage-organisations = Newid sefydliadau partner
may-view-plugins = Gweld ategion
may-manage-plugins = Gosod a newid ategion
may-approve-plugin-rights = Cymeradwyo hawliau ategyn
may-run-report = Gofyn am adroddiad
may-freeze-return = Rhewi ffurflen
may-import = Mewnforio cofnodion
may-view-audit-log = Gweld yr holl gofnod archwilio
may-verify-audit = Gwirio’r cofnod archwilio
may-view-technical-log = Gweld digwyddiadau technegol
may-view-configuration = Gweld gosodiadau a chaniatadau
may-manage-settings = Newid gosodiadau
may-propose-policy = Drafftio caniatadau eraill
may-approve-policy = Cymeradwyo caniatadau a ddrafftiwyd gan rywun arall
may-maintain = Cadw’r system i redeg

## What acts are done to

root-referral = Atgyfeiriadau
root-case = Achosion
root-person = Pobl
root-volunteer = Gwirfoddolwyr
root-account = Cyfrifon
root-organisation = Sefydliadau partner
root-plugin = Ategion
root-report = Adroddiadau
root-service = Y gwasanaeth ei hun

## Rules that no permissions may break

wall-administrator-sees-no-case = nid yw pwy bynnag sy’n rhedeg y system yn cael dim o gofnod neb
wall-administrator-approves-nothing = nid yw pwy bynnag sy’n rhedeg y system yn cymeradwyo hawliau
wall-audit-is-not-written = nid oes neb yn ysgrifennu nac yn rhannu’r cofnod archwilio
wall-audit-is-for-overseers = mae pwy a edrychodd i’r rheolwr, am ei dîm ei hun, ac i ddiogelu data
wall-commissioner-gets-figures = mae’r comisiynydd yn cael ffigurau gwarchodedig a dim cofnodion
wall-referrer-keeps-to-referrals = mae gan bartner sy’n atgyfeirio yr hyn a atgyfeiriodd ei sefydliad, ac mae’n darllen yn ôl y manylion cyswllt a anfonodd ei hun yn unig
wall-partner-keeps-to-client = mae partner mewn achos yn gweld ei gleient ei hun tra bydd wedi’i neilltuo, a dim o’r gwaith
wall-contact-stays-on-its-side = dim ond staff a phwy bynnag y gofynnwyd iddo gysylltu â’r ochr honno sy’n gweld sut i gyrraedd rhywun
wall-little-before-joining = mae gwahoddiad neu swydd wag yn dangos ardal, math a blaenlythrennau, a byth pwy
wall-volunteers-by-assignment = mae gwirfoddolwyr yn cyrraedd achosion trwy gael eu neilltuo neu eu gwahodd, byth trwy eu tîm
wall-volunteers-send-nothing = nid yw gwirfoddolwyr yn argraffu, anfon nac allforio’r hyn a welant
wall-equality-is-not-read-back = caiff atebion cydraddoldeb eu cyfrif, a dim ond y rheolwr sy’n darllen un i’w gywiro
wall-confidential-stays-close = mae nodiadau cyfrinachol yn aros gyda’r rheolwr, y cydlynydd a’r goruchwyliwr
wall-every-record-is-no-casework = mae “ym mhobman” ar gyfer archwilio a gweinyddu, nid ar gyfer achosion
wall-glass-is-for-staff-to-look = mae achos a agorwyd mewn argyfwng i staff ei ddarllen a chofnodi ynddo, heb nodiadau cyfrinachol, llythyrau na’r log
wall-data-protection-by-request = dim ond lle mae cais yn eu henwi y mae diogelu data yn darllen cofnodion
wall-participants-own-part = mae rhywun sy’n cymryd rhan yn gweld ei ran ei hun, ac o eraill yr hyn a roddwyd i bawb
wall-public-form-is-fixed = mae’r hyn y gall ffurflen gyhoeddus ei wneud yn sefydlog, am ei bod yn agored i bawb
wall-purpose-is-fixed = mae’r diben a gofnodir yn dilyn o’r rôl
wall-staff-decide = mae penderfynu, cymeradwyo ac allforio ar gyfer staff
wall-rights-are-few-peoples = mae cyfrifon, gosodiadau, ategion a chaniatadau ar gyfer y rheolwr, diogelu data a’r gweinyddwr
wall-erasure-takes-two = ni all un rôl gynnig a chymeradwyo dileu
wall-own-account-stays = gall pawb ofalu am eu cyfrif eu hunain
wall-somebody-can-publish = rhaid i ryw rôl barhau i allu gwneud hyn
wall-each-role-once = ni all rôl gael dwy set o ganiatadau
wall-lines-mean-something = ni all hyn fyth fod yn berthnasol i neb yn y rôl hon

## How somebody is tied to a case

policy-tie-own = Eu hachos eu hunain
policy-tie-own-restricted = Eu hachos eu hunain, cyfyngedig
policy-tie-own-closed = Eu hachos eu hunain, wedi cau ers tro
policy-tie-team = Achos eu tîm
policy-tie-team-restricted = Achos cyfyngedig eu tîm, heb ganiatâd
policy-tie-team-listed = Achos cyfyngedig eu tîm, gyda chaniatâd
policy-tie-team-sealed = Achos dan sêl eu tîm
policy-tie-other = Achos tîm arall
policy-tie-invited = Achos y gwahoddwyd nhw iddo
policy-tie-vacancy = Achos sy’n chwilio am wirfoddolwyr
policy-tie-named = Achos y cawsant eu henwi iddo gan gais
policy-tie-excluded = Achos y cedwir nhw allan ohono

## Requests that take two people

approval-own = Chi eich hun ofynnodd am hyn. Rhaid i rywun arall benderfynu.
approval-altered = Newidiwyd hyn ers gofyn amdano. Edrychwch arno eto.
approval-decided = Penderfynwyd ar hyn eisoes.
approval-not-yours = Dim ond pwy bynnag a ofynnodd all dynnu hyn yn ôl.
approval-not-approved = Ni chymeradwywyd hyn.
