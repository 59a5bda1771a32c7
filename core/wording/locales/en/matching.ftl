# Why two records may be of one person.

match-family = Same family name
match-family-almost = Almost the same family name
match-given = Same first name
match-nickname = First name and its short form
match-given-almost = Almost the same first name
match-exchanged = First and family name exchanged
match-birth-date = Same date of birth
match-birth-date-exchanged = Same date of birth, day and month exchanged
match-birth-date-differs = Different dates of birth
match-phone = Same telephone number
match-email = Same e-mail address
match-postcode = Same postcode
