# unreviewed: no Welsh speaker has read this file yet.

sign-in-wrong = Mae'r enw defnyddiwr neu'r cyfrinair yn anghywir
refer-wait = { $minutes ->
    [one] Rydym yn cael mwy o ffurflenni nag y gallwn eu derbyn ar hyn o bryd. Arhoswch funud, yna dewiswch “Anfon” eto. Mae'r hyn a deipioch yma o hyd. Os ydych mewn perygl nawr, ffoniwch 999.
   *[other] Rydym yn cael mwy o ffurflenni nag y gallwn eu derbyn ar hyn o bryd. Arhoswch { $minutes } munud, yna dewiswch “Anfon” eto. Mae'r hyn a deipioch yma o hyd. Os ydych mewn perygl nawr, ffoniwch 999.
}
sign-in-wait = { $minutes ->
    [one] Bu gormod o ymgeisiau. Rhowch gynnig arall arni ymhen munud
   *[other] Bu gormod o ymgeisiau. Rhowch gynnig arall arni ymhen { $minutes } munud
}
sign-in-code-wrong = Mae'r cod hwn yn anghywir neu wedi'i ddefnyddio. Rhowch y cod y mae eich ap yn ei ddangos nawr, neu un o'ch codau adfer
sign-in-expired = Cymerodd mewngofnodi ormod o amser, neu newidiwyd eich cyfrinair. Dechreuwch eto gyda'ch enw defnyddiwr

password-wrong = Nid hwn yw eich cyfrinair presennol

factor-expired = Bu'r dudalen hon ar agor yn rhy hir. Dechreuwch eto gyda chod sgwâr newydd
factor-code-wrong = Nid yw'r cod hwn yn cyfateb i'r cod sgwâr. Rhowch y chwe ffigur y mae eich ap yn eu dangos nawr

invitation-over = Mae'r gwahoddiad hwn wedi'i ddefnyddio neu ar ben. Gofynnwch i'r sawl a'ch gwahoddodd am un newydd

passkey-wrong = Ni dderbyniwyd y goriad mynediad hwn. Rhowch gynnig arall arni, neu mewngofnodwch gyda’ch cyfrinair
passkey-not-made = Nid oedd modd ychwanegu’r goriad mynediad. Rhowch gynnig arall arni ar y dudalen hon
passkey-name-missing = Rhowch enw i’r goriad mynediad, fel “Fy ffôn”
passkey-name-long = Gall yr enw gynnwys hyd at { $most } nod
passkey-too-many = Mae gennych { $most } goriad mynediad yn barod. Tynnwch un cyn ychwanegu un arall
passkey-last = Mae ar eich rôl angen y goriad mynediad hwn. Ychwanegwch un arall cyn ei dynnu
sign-in-passkey-only = Dim ond goriad mynediad sy’n agor y cyfrif hwn. Defnyddiwch eich goriad mynediad isod
