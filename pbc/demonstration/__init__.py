"""A demonstration: invented practices, people and figures, loaded as a PCT would have sent them.

`organisations` and `care` are what it is made of, `plans` and `spending` make its figures,
`reference`, `texts` and `workbook` write them down, `files` says which file came on which day,
and `loading` takes everything in through the services that real files go through.
"""
