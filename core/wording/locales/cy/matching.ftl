# unreviewed: no Welsh speaker has read this file yet.

match-family = Yr un enw teuluol
match-family-almost = Bron yr un enw teuluol
match-given = Yr un enw cyntaf
match-nickname = Enw cyntaf a'i ffurf fer
match-given-almost = Bron yr un enw cyntaf
match-exchanged = Enw cyntaf ac enw teuluol wedi'u cyfnewid
match-birth-date = Yr un dyddiad geni
match-birth-date-exchanged = Yr un dyddiad geni, diwrnod a mis wedi'u cyfnewid
match-birth-date-differs = Dyddiadau geni gwahanol
match-phone = Yr un rhif ffôn
match-email = Yr un cyfeiriad e-bost
match-postcode = Yr un cod post
