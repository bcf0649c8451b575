"""Pages of the figures: files sent in, positions, plans and allocations."""

PAGES = """
activity:submission-list      finance        -
activity:submission-list      auditor        -
activity:delivery-new         finance        -
activity:submission-detail    finance        file received
activity:submission-detail    finance        file read
activity:submission-detail    finance        file checked
activity:submission-detail    finance        file staged
activity:submission-detail    auditor        file staged
activity:submission-detail    finance        file needs_reason
activity:submission-detail    finance        file mapping_needed
activity:submission-detail    finance        file nothing covered
activity:submission-detail    finance        file refused
activity:submission-detail    finance        file set_aside
activity:submission-detail    finance        file discarded
activity:submission-detail    finance        file published
activity:submission-detail    finance        file restated
activity:submission-detail    finance        file withdrawn
activity:submission-coverage  finance        file staged
activity:submission-coverage  finance        file nothing covered
activity:submission-purge     finance        file staged
activity:submission-purge     administrator  file purge asked
activity:submission-purge     finance        file purged
activity:submission-detail    finance        file purge asked
activity:submission-detail    auditor        file purged
activity:submission-changes   finance        file restated
activity:submission-changes   finance        file needs_reason
activity:submission-detail    finance        file by_hand
activity:feed-list            finance        -
activity:feed-list            auditor        -
activity:feed-new             finance        -
activity:feed-count           finance        year 2006
activity:line-detail          finance        line nobody's
activity:line-detail          finance        line given
activity:line-detail          manager        line Fernville
activity:source-cell          finance        cell drawn
activity:source-cell          manager        cell gone
activity:line-assign          finance        -                   line=nobody's

budgets:position-county       auditor        -
budgets:position-scope        finance        pct West
budgets:position-scope        auditor        pct East
budgets:position-scope        auditor        pct East            month=4
budgets:position-scope        finance        locality Dacorum
budgets:position-scope        finance        locality Dacorum    month=3&without=savings_plan
budgets:position-scope        finance        locality Dacorum    known_on=2007-04-01
budgets:position-scope        finance        locality Dacorum    known_on=2006-05-01
budgets:position-scope        finance        locality Dacorum    known_on=2006-12-01
budgets:position-scope        auditor        locality Royston
budgets:position-scope        lead           group DacCom
budgets:position-scope        manager        practice Fernville
budgets:position-scope        manager        practice Fernville  month=7
budgets:position-rows-county  auditor        -
budgets:position-rows-scope   finance        locality Dacorum
budgets:position-rows-scope   finance        locality Dacorum    page=2
budgets:position-rows-scope   finance        locality Dacorum    part=unassigned
budgets:position-rows-scope   finance        locality Dacorum    part=parked
budgets:position-rows-scope   manager        practice Fernville
budgets:statement             manager        practice Fernville
budgets:statement             lead           practice Fernville  known_on=2007-01-10
budgets:position-stated-county  auditor      -
budgets:position-stated-scope finance        locality Dacorum
budgets:position-stated-scope auditor        locality Royston

plans:year-detail             finance        year 2006
plans:year-detail             manager        year 2006
plans:year-new                finance        -
plans:year-close              finance        year 2006
plans:year-reopen             finance        year 2006
plans:ledger                  finance        practice Fernville
plans:ledger                  lead           group DacCom
plans:ledger                  finance        locality Dacorum
plans:ledger                  manager        practice Fernville
plans:entry-new               finance        practice Fernville
plans:entry-reverse           finance        entry late
plans:upload-new              finance        year 2006
plans:upload-detail           finance        upload open
plans:upload-detail           finance        upload entered
plans:targets                 finance        pct West
plans:targets                 finance        locality Dacorum
plans:target-new              finance        pct West            what=allocation
plans:target-new              finance        pct West            what=other-spend
"""

EMPTY = """
activity:submission-list      finance        -
activity:delivery-new         finance        -
budgets:position-county       auditor        -
plans:newest                  finance        -
"""

WRONG = """
activity:submission-purge     finance        file staged
activity:delivery-new         finance        -
activity:submission-detail    finance        file needs_reason
activity:submission-detail    finance        file published
activity:submission-detail    finance        file withdrawn
activity:line-detail          finance        line given
plans:entry-new               finance        practice Fernville  amount=lots
plans:entry-new               finance        practice Fernville  share_1=101
plans:upload-new              finance        year 2006
activity:feed-new             finance        -
activity:feed-count           finance        year 2006
"""
