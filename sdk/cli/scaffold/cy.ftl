# unreviewed
name = @name@
description = Ffurflen atgyfeirio i ddechrau ohoni
referral-title = Atgyfeirio rhywun
page-matter = Beth ddigwyddodd
page-harmed = Y person a niweidiwyd
page-check = Gwiriwch yr atebion cyn anfon
page-receipt = Mae eich atgyfeiriad gennym
party-harmed = Y person a niweidiwyd
service = Am beth ydych chi'n gofyn?
occurred-on = Pryd ddigwyddodd hyn?
year-group = Grŵp blwyddyn
year-group-hint = Rhwng 1 a 13
harmed-known-as = Beth yw eu henw?
harmed-born = Pryd cawsant eu geni?
guardian = Enw rhiant neu warcheidwad
guardian-required = Rhowch enw rhiant neu warcheidwad, gan fod y person dan 18 oed
