# unreviewed: no Welsh speaker has read this file yet.

answer-yes = Ie
answer-no = Na

date-and-time = { $date } am { $time }
time-midnight = hanner nos
time-midday = hanner dydd
time-morning = { $clock }yb
time-afternoon = { $clock }yh

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr
