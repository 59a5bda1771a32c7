name = Self-referral
about = The public form by which people come to the service themselves

## The form and its pages

form-title = Ask for our help
page-safety = Before you start
page-safety-lead = If someone could see what you do on this device, use another one. You can leave at any time with “Exit this page”; what you typed is then gone, but this page stays in the history of your browser. If you are in danger now, call 999. If you cannot speak, call 999 from a mobile and press 55 when asked.
page-role = What brings you here?
page-asking = Are you asking for yourself?
page-asker = About you
page-asker-lead = The rest of the form is about the person you are asking for. Answer as they would.
page-home = Who you live with
page-home-lead = So that we never make contact in a way that puts you at risk.
page-phone = Calling you
page-email = Writing to you by e-mail
page-post = Writing to you by post
page-times = When to make contact
page-code-word = A word between us
page-code-word-lead = When we call, you can ask us for this word, or we ask you for it. You need not choose one.
page-name = Your name
page-born = Your date of birth
page-born-lead = It helps us to support children and young people properly. You need not answer.
page-guardian = A parent, carer or other adult
page-guardian-lead = You can ask for our help without them. If an adult may know, tell us who.
page-needs = What you need to take part
page-reason = What happened?
page-reason-lead = A few sentences are enough. You can tell us more when we talk.
page-when = When did it happen?
page-police = The police
page-dispute = What is the disagreement about?
page-district = Where did it happen?
page-other = The other person
page-other-lead = Leave out what you do not know. We contact nobody before we have spoken to you.
page-hopes = What do you hope for?
page-worries = Is there anything that worries you?
page-worries-lead = We read this first.
page-consent = What we do with your answers
page-consent-lead = Only our staff read them. We keep them for as long as we work with you, and delete them if we cannot help. We contact you only in the ways you have allowed.
page-check = Check your answers
page-check-lead = Nothing has been sent yet.
page-receipt = We have your request
page-receipt-lead = Write down the number; we do not send it to you. We will make contact within three working days, only in the ways you have allowed.
party-me = The person asking
party-responsible = The person responsible
party-harmed = The person harmed
party-second = The other party

## Who it is about

role = Which is closest?
role-harmed = Someone harmed me, or someone close to me
role-responsible = I harmed someone
role-party = I am in a disagreement, with a neighbour for example
role-required = Choose what is closest; you can explain it later
asking = Are you asking for yourself?
asking-self = Yes
asking-family = No, for a relative or friend
asking-other = No, I know them in another way
asker-name = Your own name
asker-phone = Your own telephone number
person-aware = Does the person know that you are asking?

## Contact

lives-with-other = Do you live with the other person?
may-phone = May we call you?
phone = Telephone number
may-voicemail = May we leave a message?
may-text = May we send you texts?
say-calling-from = What should we say if someone else answers?
say-calling-from-hint = For example “a call about the boiler”. Otherwise we say nothing and call again.
may-email = May we send you e-mail?
email = E-mail address
email-hint = One that nobody else reads
may-post = May we write to your address?
address = First line of your address
town = Town
postcode = Postcode
safe-times = When is it safe to make contact?
safe-times-hint = For example weekdays between 10 and 12
unsafe-times = When is it not safe?
code-word = Your word
code-word-hint = Not your name, and nothing others would guess

## You

known-as = What should we call you?
known-as-hint = It need not be your full name
given-name = First name
family-name = Last name
born = Date of birth
guardian = Their name
guardian-phone = Their telephone number
language = Which language do you prefer?
adjustments = What would help you?

## What it is about

reason = What happened?
occurred-on = When did it happen, or begin?
occurred-on-hint = Leave it out if you do not know
reported = Do the police know of it?
police-reference = The number they gave you
dispute = What is it mainly about?
district = District
other-name = Their name, or what you know them by
other-address = Where they live
second-aware = Do they know that you are asking us?
hoped-outcome = What would make it better?
danger = Is anyone in danger?
risk-note = What should we know?
agrees = I agree that you keep these answers and contact me in the ways I have allowed
agrees-required = Say whether you agree

## What the rules say

no-safe-way = We need at least one safe way to reach you: by telephone, e-mail or post
phone-required = Enter the telephone number we may call
email-required = Enter the e-mail address we may write to
address-required = Enter the address we may write to
times-required = Say when it is safe, because you chose “only as stated”
voicemail-heard = Someone you live with could hear a message; are you sure that we may leave one?
post-seen = Someone you live with could see a letter; are you sure that we may write?
code-word-name = Choose a word that is not a name or number you have given us
code-word-short = Choose a word of at least four letters
not-agreed = Without your agreement we may not keep your answers; you can call us instead
not-told = Please tell the person that you are asking for them before we make contact
danger-now = If anyone is in danger now, call 999 before you go on
young = You can ask for our help yourself. We will talk with you about who else should know.
