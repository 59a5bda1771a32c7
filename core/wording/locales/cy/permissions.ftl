# unreviewed: no Welsh speaker has read this file yet.

## Roles

role-service-manager = Rheolwr gwasanaeth
role-coordinator = Cydlynydd
role-office-administrator = Gweinyddwr swyddfa
role-lead-facilitator = Prif hwylusydd
role-co-facilitator = Cyd-hwylusydd
role-observer = Sylwedydd
role-volunteer-pool = Gwirfoddolwr
role-case-supervisor = Goruchwyliwr achosion
role-partner-referrer = Partner sy'n atgyfeirio
role-partner-in-case = Partner mewn achos
role-commissioner = Comisiynydd
role-data-protection-officer = Swyddog diogelu data
role-system-administrator = Gweinyddwr system
role-participant = Cyfranogwr
role-public-form = Ffurflen gyhoeddus

## What was done, as the pages about access and audit say it

act-refer = Atgyfeirio rhywun
act-view-referral = Edrych ar atgyfeiriad
act-amend-referral = Newid atgyfeiriad
act-decide-referral = Penderfynu ar atgyfeiriad
act-view-case = Edrych ar achos
act-view-invitation = Edrych ar wahoddiad
act-answer-invitation = Ateb gwahoddiad
act-view-vacancy = Edrych ar swydd wag
act-allocate = Dyrannu achos
act-amend-case = Newid achos
act-amend-participant = Newid cyfranogwr
act-amend-contact = Newid manylion cyswllt
act-reveal-contact = Datgelu gwerth cudd
act-log-contact = Cofnodi cyswllt neu nodyn
act-note-intake = Gwneud nodyn derbyn
act-record-confidential = Gwneud nodyn cyfrinachol
act-record-consent = Cofnodi caniatâd
act-record-risk = Ysgrifennu asesiad risg
act-approve-risk = Cymeradwyo asesiad risg
act-record-equality = Cofnodi monitro cydraddoldeb
act-move-stage = Symud i gam arall
act-pause = Oedi neu ailddechrau achos
act-record-session = Cynllunio neu gofnodi cyfarfod
act-record-agreement = Cofnodi cytundeb
act-record-feedback = Cofnodi adborth
act-view-feedback = Edrych ar adborth
act-draft-document = Drafftio dogfen
act-send-document = Anfon neu argraffu dogfen
act-propose-closure = Cynnig cau achos
act-sign-off-closure = Penderfynu ar gau achos
act-reopen = Ailagor achos
act-change-class = Newid pwy sy'n cael gwybod am achos
act-export-cases = Allforio achosion
act-view-team-access = Edrych ar bwy yn y tîm a gafodd fynediad
act-view-audit = Edrych ar archwiliad achos
act-view-lawful-basis = Edrych ar ganiatâd a sail gyfreithlon
act-view-own-part = Edrych ar eu rhan eu hunain mewn achos
act-amend-own-part = Newid eu rhan eu hunain mewn achos
act-view-person = Edrych ar berson
act-amend-person = Newid data person
act-merge-people = Uno neu wahanu cofnodion person
act-answer-rights-request = Gweithio ar gais hawliau
act-propose-erasure = Cynnig dilead
act-approve-erasure = Penderfynu ar ddilead
act-view-volunteer = Edrych ar gofnod gwirfoddolwr
act-amend-own-volunteer = Newid eu cofnod gwirfoddolwr eu hunain
act-manage-volunteers = Newid cofnod gwirfoddolwr
act-view-account = Edrych ar gyfrifon
act-manage-accounts = Newid cyfrif
act-manage-own-account = Newid eu cyfrif eu hunain
act-view-organisation = Edrych ar sefydliad partner
act-manage-organisations = Newid sefydliad partner
act-view-plugins = Edrych ar ategion
act-manage-plugins = Newid ategyn
act-approve-plugin-rights = Penderfynu ar hawliau ategyn
act-run-report = Gofyn am adroddiad
act-freeze-return = Rhewi datganiad
act-import = Mewnforio cofnodion
act-view-audit-log = Edrych ar y log archwilio
act-verify-audit = Gwirio'r log archwilio
act-export-audit = Cymerwyd copi o’r cofnod archwilio
act-view-technical-log = Edrych ar y log technegol
act-view-configuration = Edrych ar y gosodiadau
act-manage-settings = Newid y gosodiadau
act-propose-policy = Cynnig polisi arall
act-approve-policy = Penderfynu ar bolisi
act-maintain = Cynnal y gosodiad

## What data was looked at for

purpose-casework = Gwaith achos
purpose-supervision = Goruchwylio
purpose-referring = Atgyfeirio
purpose-reporting = Adrodd
purpose-rights-request = Cais hawliau
purpose-audit = Archwilio
purpose-support = Cymorth
purpose-taking-part = Cymryd rhan

## Refusals

denied-not-found = Heb ganfod y dudalen
denied-forbidden = Gallwch weld hyn, ond nid yw eich rôl yn caniatáu ichi wneud hynny. Gofynnwch i'ch cydlynydd os oes angen.
act-override-conflict = Gadael i rywun weithio ar achos er gwaethaf gwrthdaro posibl
act-break-glass = Agor achos mewn argyfwng
act-view-glass = Gweld pwy agorodd achosion mewn argyfwng
act-review-glass = Adolygu pwy agorodd achos mewn argyfwng
act-review-access = Adolygu pwy a gaiff weld achos
