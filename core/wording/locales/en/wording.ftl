# Dates, times and the smallest words.

answer-yes = Yes
answer-no = No

date-and-time = { $date } at { $time }
time-midnight = midnight
time-midday = midday
time-morning = { $clock }am
time-afternoon = { $clock }pm

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
