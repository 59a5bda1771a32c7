name = Referrals by partners
about = The form by which police, councils, housing and probation refer, and what only they know
setting-oldest-incident = After how many years to ask about an old incident
setting-oldest-incident-hint = The form then says that the incident is old; it can still be sent

## The form and its pages

referral-title = Refer people to the service
page-referrer = About you
page-referrer-lead = We tell you when we have your referral, when it is accepted and when it ends.
page-matter = What you are asking for
page-incident = What happened
page-police = Police information
page-probation = Probation and prison information
page-tenancy = Tenancy
page-harmed = The person harmed
page-harmed-lead = How to reach them safely matters more than how to reach them quickly.
page-responsible = The person responsible
page-first = The first party
page-first-lead = Either side may be named first; it makes no difference to how we work.
page-second = The other party
page-risk = Safety
page-risk-lead = Tell us what could put anyone at risk, including our facilitators.
page-check = Check the answers before sending
page-receipt = We have your referral
page-receipt-lead = Keep the number. We look at new referrals every working day.
party-harmed = The person harmed
party-responsible = The person responsible
party-first = The first party
party-second = The other party

## Who refers

source-type = Which kind of organisation do you work for?
organisation = Name of your organisation
contact-name = Your name
contact-role = Your role
contact-role-hint = For example investigating officer, housing officer
contact-email = Your e-mail address
contact-phone = Your telephone number
our-reference = Your own reference
our-reference-hint = Anything by which you find the matter again

## What is asked for

service-type = Which service are you asking for?
initiated-by = Who wished for it?
reason = Why are you referring?
reason-hint = In a few sentences. Leave out what is not needed to decide.
already-tried = What has been tried already?
hoped-outcome = What do people hope for?
district = District in which it happened
priority = How urgent is it?
priority-hint = Critical means that someone could be harmed this week

## What happened

offence-group = What kind of offence or incident was it?
occurred-on = When did it happen?
occurred-on-hint = If it went on for some time, the first day
place = Where did it happen?
description = What happened?
description-hint = As both sides would accept it, as far as that is possible
flags = Does any of these apply?
flags-hint = It decides who may work on the case and who may know of it

## What only the police know

crime-reference = Crime reference
crime-reference-hint = For example 42/123456/26
crime-reference-required = Enter the crime reference
crime-reference-shape = Write the crime reference as force, number and year, for example 42/123456/26
crime-reference-year = The crime reference is of 20{ $year }, but the incident is of { $occurred }
disposal = Out-of-court disposal
disposal-hint = As decided, or as it will probably be
disposal-none = None
disposal-community-resolution = Community resolution
disposal-conditional-caution = Conditional caution
disposal-youth-caution = Youth caution or youth conditional caution
disposal-outcome-22 = Outcome 22
disposal-outcome-22-hint = Diversionary, educational or intervention activity
disposal-not-decided = Not decided yet
admission = Has the person responsible admitted it?
admission-full = Yes, fully
admission-partial = Partly
admission-none = No
admission-not-asked = They have not been asked
admission-needed = A { $disposal ->
    [community-resolution] community resolution
    [conditional-caution] conditional caution
   *[youth-caution] youth caution
 } needs an admission; choose another disposal or correct the admission

## What only probation, prisons and landlords know

licence-conditions = Licence or order conditions that matter
licence-conditions-hint = Above all conditions not to contact someone, and until when
liaison-checked = Has the victim liaison officer been asked?
liaison-checked-hint = We do not contact a harmed person before they have
liaison-first = We will speak to the victim liaison officer before anyone else
tenancy-reference = Tenancy reference
tenancy-action = Action on the tenancy so far
tenancy-action-none = None
tenancy-action-warning = Warning
tenancy-action-notice = Notice served
tenancy-action-court = Court proceedings

## People

given-name = First name
family-name = Last name
born = Date of birth
guardian = Name of a parent or guardian
guardian-phone = Telephone number of the parent or guardian
guardian-required = Enter the name of a parent or guardian, because the person is under 18
guardian-phone-required = Enter how the parent or guardian can be reached
phone = Telephone number
email = E-mail address
address = First line of the address
postcode = Postcode
may-phone = May we telephone them?
may-voicemail = May we leave a message?
may-post = May we write to their address?
safe-times = When is it safe to make contact, and when not?
lives-with-other = Do they live with the other person?
adjustments = What do they need to take part?
aware = Do they know of this referral?
consent = Have they agreed to be referred?
willing = Are they willing to take part?

## Safety

risks = Which risks are known?
risk-note = What should we know about these risks?

## What the rules say

born-after-incident = The date of birth is after the incident; check both dates
below-age = The person responsible was { $age } at the time; nobody under 10 can be held responsible for a crime
incident-long-ago = The incident was { $years } years ago; please say under “why are you referring” what led to the referral now
consent-refused = They refused to be referred, so we must not contact them; do not send this referral
no-way-of-contact = Enter a telephone number, an e-mail address or a postal address
safe-contact-needed = Say whether we may telephone, because contact could endanger this person
safe-times-needed = Say when it is safe to make contact
same-phone = Both people have the same telephone number; is that right?
same-address = Both people have the same address; is that right?
told-first = They do not know of this referral; please tell them before we call
