"""Budgets, the ledger, allocations and control totals, and the years."""

GETS = """
plans:newest             -                   login go  go  go  go  403 403 403
plans:year-detail        year 2006           login 200 200 200 200 403 403 403
plans:year-detail        year 1999           login 404 404 404 404 403 403 403
plans:year-detail-table  year 2006           login 200 200 200 200 403 403 403
plans:year-detail-table  year 1999           login 404 404 404 404 403 403 403
plans:ledger             pct West            login 200 404 404 200 403 403 403
plans:ledger             pct East            login 404 404 404 200 403 403 403
plans:ledger             locality Dacorum    login 200 404 404 200 403 403 403
plans:ledger             locality Stevenage  login 404 404 404 200 403 403 403
plans:ledger             group DacCom        login 200 200 404 200 403 403 403
plans:ledger             group Stevenage     login 404 404 404 200 403 403 403
plans:ledger             practice Fernville  login 200 200 200 200 403 403 403
plans:ledger             practice Parkwood   login 200 200 404 200 403 403 403
plans:ledger             practice Stanmore   login 404 404 404 200 403 403 403
plans:ledger             practice none       login 404 404 404 404 403 403 403
plans:ledger-table       pct West            login 200 404 404 200 403 403 403
plans:ledger-table       pct East            login 404 404 404 200 403 403 403
plans:ledger-table       locality Dacorum    login 200 404 404 200 403 403 403
plans:ledger-table       locality Stevenage  login 404 404 404 200 403 403 403
plans:ledger-table       group DacCom        login 200 200 404 200 403 403 403
plans:ledger-table       group Stevenage     login 404 404 404 200 403 403 403
plans:ledger-table       practice Fernville  login 200 200 200 200 403 403 403
plans:ledger-table       practice Parkwood   login 200 200 404 200 403 403 403
plans:ledger-table       practice Stanmore   login 404 404 404 200 403 403 403
plans:ledger-table       practice none       login 404 404 404 404 403 403 403
plans:upload-template    year 2006           login 200 403 403 403 403 403 403
plans:upload-template    year 1999           login 404 403 403 403 403 403 403
plans:upload-detail      upload Fernville    login 200 403 403 403 403 403 403
plans:upload-detail      upload Stanmore     login 404 403 403 403 403 403 403
plans:upload-detail      upload none         login 404 403 403 403 403 403 403
plans:targets            pct West            login 200 404 404 200 403 403 403
plans:targets            pct East            login 404 404 404 200 403 403 403
plans:targets            locality Dacorum    login 200 404 404 200 403 403 403
plans:targets            practice Fernville  login 404 404 404 404 403 403 403
plans:targets-table      pct West            login 200 404 404 200 403 403 403
plans:targets-table      pct East            login 404 404 404 200 403 403 403
plans:targets-table      locality Dacorum    login 200 404 404 200 403 403 403
plans:targets-table      practice Fernville  login 404 404 404 404 403 403 403
"""

DEEDS = """
plans:upload-new         year 2006           login 200    403 403 403 403 403 403
plans:upload-new         year 1999           login 404    403 403 403 403 403 403
plans:upload-enter       upload Fernville    login go     403 403 403 403 403 403
plans:upload-enter       upload Stanmore     login 404    403 403 403 403 403 403
plans:upload-enter       upload none         login 404    403 403 403 403 403 403
plans:year-new           -                   login 200    403 403 403 403 403 403
plans:year-close         year 2006           login 200    403 403 403 403 403 403
plans:year-close         year 1999           login 404    403 403 403 403 403 403
plans:year-reopen        year 2006           login 200    403 403 403 403 403 403
plans:year-reopen        year 1999           login 404    403 403 403 403 403 403
plans:entry-new          pct West            login 200    403 403 403 403 403 403
plans:entry-new          pct East            login 404    403 403 403 403 403 403
plans:entry-new          locality Dacorum    login 200    403 403 403 403 403 403
plans:entry-new          group DacCom        login 200    403 403 403 403 403 403
plans:entry-new          practice Fernville  login 200    403 403 403 403 403 403
plans:entry-new          practice Stanmore   login 404    403 403 403 403 403 403
plans:entry-new          practice none       login 404    403 403 403 403 403 403
plans:target-new         pct West            login 200    403 403 403 403 403 403
plans:target-new         pct East            login 404    403 403 403 403 403 403
plans:target-new         locality Dacorum    login 200    403 403 403 403 403 403
plans:target-new         practice Fernville  login 404    403 403 403 403 403 403
plans:entry-reverse      entry Fernville     login 200/go 403 403 403 403 403 403
plans:entry-reverse      entry Stanmore      login 404    403 403 403 403 403 403
plans:entry-reverse      entry none          login 404    403 403 403 403 403 403
"""
