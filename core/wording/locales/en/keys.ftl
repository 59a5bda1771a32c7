# Choosing a password.
password-short = Use at least { $least } characters. A short sentence is easy to remember
password-long = Use at most { $most } characters
password-plain = Choose something less regular than a repetition or a row of keys
password-common = Many people use this password, so it is easily guessed. Choose another
password-name = Leave your own name and the name of the service out of the password
