# What the interface for programs says; its keys are sent, not these sentences.

api-parameter-unknown = There is no parameter “{ $name }”, or it is not for this account
api-value-wrong = This is not a value of “{ $name }”
api-key-missing = Send a UUID in the header Idempotency-Key: it names this sending, so that it acts once
