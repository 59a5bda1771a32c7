# unreviewed
# Yr hyn y mae’r rhyngwyneb ar gyfer rhaglenni yn ei ddweud.

api-parameter-unknown = Nid oes paramedr “{ $name }”, neu nid yw ar gyfer y cyfrif hwn
api-value-wrong = Nid yw hwn yn werth ar gyfer “{ $name }”
api-key-missing = Anfonwch UUID yn y pennyn Idempotency-Key: mae’n enwi’r anfoniad hwn, fel ei fod yn gweithredu unwaith
