# Lists of cases, and taking them out.

list-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
list-count-more = more than { $count } cases
export-too-long = This list is too long to be exported at once. Filter it by date, and export it in parts.
