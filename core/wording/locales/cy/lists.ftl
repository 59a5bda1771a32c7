# unreviewed: no Welsh speaker has read this file yet.

list-count = { $count ->
    [one] 1 achos
   *[other] { $count } achos
}
list-count-more = mwy na { $count } o achosion
export-too-long = Mae’r rhestr hon yn rhy hir i’w hallforio ar unwaith. Hidlwch hi yn ôl dyddiad, a’i hallforio fesul rhan.
