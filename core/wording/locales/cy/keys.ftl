# unreviewed: no Welsh speaker has read this file yet.

# Dewis cyfrinair.
password-short = Defnyddiwch o leiaf { $least } nod. Mae brawddeg fer yn hawdd ei chofio
password-long = Defnyddiwch { $most } nod ar y mwyaf
password-plain = Dewiswch rywbeth llai rheolaidd nag ailadrodd neu res o fysellau
password-common = Mae llawer o bobl yn defnyddio'r cyfrinair hwn, felly mae'n hawdd ei ddyfalu. Dewiswch un arall
password-name = Peidiwch â chynnwys eich enw chi nac enw'r gwasanaeth yn y cyfrinair
