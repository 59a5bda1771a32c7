# unreviewed: no Welsh speaker has read this file yet.

account-username-form = Rhowch enw defnyddiwr o lythrennau, rhifau, dotiau a chysylltnodau, heb fylchau
account-username-alike = Mae’r enw defnyddiwr hwn yn edrych fel “{ $name }”, sydd yno’n barod. Dewiswch un arall
account-username-taken = Mae'r enw mewngofnodi hwn eisoes yn cael ei ddefnyddio. Dewiswch un arall
account-name-missing = Rhowch yr enw y mae cydweithwyr yn ei wybod
account-role-missing = Dewiswch o leiaf un rôl
account-organisation-missing = Dewiswch y sefydliad y mae'r person hwn yn gweithio iddo
account-organisation-unknown = Nid oes sefydliad o'r fath
account-team-unknown = Nid oes tîm o'r fath
partner-name-missing = Rhowch enw'r sefydliad
team-name-form = Rhowch enw nad oes gan dîm arall

## What was done, beside the acts that roles are given

act-accept-account = Derbyniodd gyfrif
act-begin-draft = Dechreuodd ddrafft
act-change-password = Newidiodd ei gyfrinair
act-change-recovery-codes = Gwnaeth godau adfer newydd
act-change-second-factor = Gosododd ddilysydd
act-backup = Cymerwyd copi wrth gefn o’r gwasanaeth
act-check-duplicates = Chwiliodd am bobl sydd eisoes yn hysbys
act-choose-language = Dewisodd iaith
act-clock-set = Canfod bod cloc y cyfrifiadur wedi cael ei osod
act-create-account = Gwnaeth gyfrif
act-create-case = Agorodd achos
act-declare-conflict = Datganodd ei fod yn adnabod rhywun yn yr achos
act-close-glass = Wedi cau achos a agorwyd mewn argyfwng
act-conflict-found = Canfu’r gwiriad wrthdaro buddiannau posibl
act-conflict-overridden = Wedi penderfynu nad oes gwrthdaro
act-glass-reviewed = Wedi adolygu agoriad mewn argyfwng
act-glass-told = Wedi rhoi gwybod i’r rhai sy’n atebol fod achos wedi’i agor mewn argyfwng
act-lapse-access = Wedi dod â mynediad nas cadarnhawyd i ben
act-open-access-review = Wedi agor yr adolygiad chwarterol o fynediad
act-end-account = Caeodd gyfrif rhywun sydd wedi gadael
act-end-draft = Anfonodd neu ddileodd ddrafft
act-export-end = Gorffennodd allforio
act-invite = Gwahoddodd rywun i gyfrif
act-list = Ei weld mewn rhestr
act-merge-referral = Ychwanegodd atgyfeiriad at achos
act-restore = Adferwyd y gwasanaeth o gopi wrth gefn
act-erase = Dileu person
act-end-key-rotation = Gorffennodd newid allweddi
act-replace-owner-keys = Newidiodd allweddi pobl ac achosion
act-retire-keys = Anghofiodd genedlaethau hŷn y brif allwedd
act-rotate-keys = Dechreuodd newid allweddi
act-resume-account = Agorodd gyfrif eto
act-search = Ei ganfod drwy chwilio
act-sign-in = Mewngofnododd
act-sign-out = Allgofnododd
act-sign-out-everywhere = Daeth â phob sesiwn i ben
act-suspend-account = Ataliodd gyfrif
act-tell-of-links = Cafodd wybod am gysylltiad posibl
act-undo-import = Tynnodd fewnforiad yn ôl
act-step-up = Profodd eto mai nhw ydyn nhw
act-add-passkey = Ychwanegodd oriad mynediad
act-remove-passkey = Tynnodd oriad mynediad
act-link-provider = Cysylltodd gyfrif â mewngofnodi unwaith
act-unlink-provider = Tynnodd fewngofnodi unwaith oddi ar gyfrif
act-change-roles = Newidiodd rolau, ar air darparwr
act-use-second-factor = Defnyddiodd ei ail ffactor
act-view = Edrychodd arno
act-view-history = Edrychodd ar werthoedd cynharach
act-ask-policy = Gofyn i ail berson gymeradwyo caniatadau
act-discard-policy = Rhoi’r gorau i ddrafft o ganiatadau
act-draft-policy = Drafftio caniatadau eraill
act-publish-policy = Cyhoeddi caniatadau
act-refuse-policy = Gwrthod drafft o ganiatadau
act-restore-policy = Drafftio i adfer caniatadau hŷn
act-withdraw-policy = Tynnu’n ôl gais i gymeradwyo caniatadau

## What the server does by itself

actor-startup = Y gweinydd, wrth gychwyn
actor-sign-in = Y gweinydd, yn mewngofnodi rhywun
actor-demo = Y gweinydd, yn llenwi'r arddangosiad
actor-import = Y gweinydd, yn mewnforio cofnodion
actor-service-figures = Y gweinydd, yn cyfrif ar gyfer adroddiad
actor-statistics = Y gweinydd, yn cadw ystadegau
actor-retention = Y gweinydd, yn canfod yr hyn sydd i'w waredu
actor-erasure = Y gweinydd, yn dileu data
actor-duplicates = Y gweinydd, yn chwilio am bobl sydd eisoes yn hysbys
actor-notifications = Y gweinydd, yn anfon hysbysiadau
actor-maintenance = Y gweinydd, yn cadw trefn
actor-audit-check = Y gweinydd, yn gwirio'r log archwilio
actor-operator = Pwy bynnag sy'n rhedeg y gweinydd, drwy orchymyn
actor-public = Rhywun na fewngofnododd

## Groups of data

data-g1 = Gweinyddu achosion
data-g2 = Enw fel y cytunwyd
data-g3 = Hunaniaeth lawn
data-g4 = Cyswllt a chyswllt diogel
data-g5 = Trosedd a chyfiawnder troseddol
data-g6 = Risg a chynllun diogelwch
data-g7 = Iechyd ac anghenion mynediad
data-g8 = Monitro cydraddoldeb
data-g9 = Nodiadau ymarfer
data-g10 = Nodiadau cyfrinachol
data-g11 = Cydsyniad a sail gyfreithlon
data-g12 = Dogfennau a llythyrau
data-g13 = Cytundeb a chanlyniad
data-g14 = Adborth
data-g15 = Cofnod gwirfoddolwr
data-g16 = Archwilio
data-g17 = Ffurfweddiad
