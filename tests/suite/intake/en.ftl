name = A test
title = A test
question = A question
tenancy-unknown = Nobody knows this tenancy
