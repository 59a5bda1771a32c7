# Lists of cases, and taking them out.

list-count = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
list-count-more = more than { $count } cases
export-busy = Wait until one of the downloads that are running has ended: { $count } lists are being downloaded, and no more can be at once. Then download this list again.
export-incomplete-rights = THIS FILE IS NOT COMPLETE. What you may see changed while it was being made. It holds { $count } cases; others are missing. Sign in again, and download the list again.
export-incomplete-fault = THIS FILE IS NOT COMPLETE. Something went wrong while it was being made. It holds { $count } cases; others are missing. Download the list again.
