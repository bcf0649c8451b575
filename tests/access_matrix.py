"""Who meets what at every address of the site, by role and by whose thing it shows.

West Hertfordshire is finance's; DacCom, a group of three in Dacorum, the lead's; Fernville, one of
them, the manager's. Parkwood is of the same group. Red House is a group of one in West
Hertfordshire. Stanmore is one of three of Stevenage, under East & North: foreign to all of them.
The decision of West Hertfordshire asks DacCom to confirm and is to be told to somebody. Each of
DacCom, West Hertfordshire and Stevenage has a body with a meeting. The line of a locality is an
unassigned one, and a cell is that of a line. `none` is the code of nothing. `login` leads to the
login page, `go` anywhere else.
"""

ROLES = ("stranger", "finance", "lead", "manager", "auditor", "administrator")

# Addresses that change nothing answer 405 to a POST, for everybody who is signed in.
READ_ONLY = "login 405 405 405 405 405"

GETS = """
home                              -                     login 200 200 200 200 200
search                            -                     login 200 200 200 200 200
system                            -                     login 403 403 403 403 200
demonstration-next                -                     login 404 403 403 403 403
demonstration-corrected           -                     login 404 403 403 403 403

activity:submission-list          -                     login 200 403 403 200 403
activity:submission-detail        file Dacorum          login 200 403 403 200 403
activity:submission-detail        file Stevenage        login 404 403 403 200 403
activity:submission-detail        file none             login 404 403 403 404 403
activity:submission-changes       file Dacorum          login 200 403 403 200 403
activity:submission-changes       file Stevenage        login 404 403 403 200 403
activity:submission-changes       file none             login 404 403 403 404 403
activity:submission-list-table    -                     login 200 403 403 200 403
activity:submission-changes-table file Dacorum          login 200 403 403 200 403
activity:submission-changes-table file Stevenage        login 404 403 403 200 403
activity:submission-changes-table file none             login 404 403 403 404 403
activity:feed-list                -                     login 200 403 403 200 403
activity:line-detail              line Dacorum          login 200 404 404 200 403
activity:line-detail              line Fernville        login 200 200 200 200 403
activity:line-detail              line Stevenage        login 404 404 404 200 403
activity:line-detail              line none             login 404 404 404 404 403
activity:source-cell              cell Dacorum          login 200 404 404 200 403
activity:source-cell              cell Fernville        login 200 200 200 200 403
activity:source-cell              cell Stevenage        login 404 404 404 200 403
activity:source-cell              cell none             login 404 404 404 404 403

budgets:position                  -                     login go  go  go  go  403
budgets:position-county           county                login 200 200 404 200 403
budgets:position-scope            pct West              login 200 200 404 200 403
budgets:position-scope            pct East              login 200 404 404 200 403
budgets:position-scope            pct none              login 404 404 404 404 403
budgets:position-scope            locality Dacorum      login 200 200 404 200 403
budgets:position-scope            locality Stevenage    login 404 200 404 200 403
budgets:position-scope            locality none         login 404 404 404 404 403
budgets:position-scope            group DacCom          login 200 200 200 200 403
budgets:position-scope            group Stevenage       login 404 200 200 200 403
budgets:position-scope            group Red House       login 200 404 404 200 403
budgets:position-scope            group none            login 404 404 404 404 403
budgets:position-scope            practice Fernville    login 200 200 200 200 403
budgets:position-scope            practice Parkwood     login 200 200 404 200 403
budgets:position-scope            practice Red House    login 200 404 404 200 403
budgets:position-scope            practice Stanmore     login 404 404 404 200 403
budgets:position-scope            practice none         login 404 404 404 404 403
budgets:position-scope            hospital none         login 404 404 404 404 403

budgets:figure                    figure Dacorum        login go  go  go  go  403
budgets:figure                    figure none           login 404 404 404 404 403

budgets:position-stated-county    county                login 200 200 404 200 403
budgets:position-stated-scope     pct West              login 200 200 404 200 403
budgets:position-stated-scope     pct East              login 200 404 404 200 403
budgets:position-stated-scope     locality Dacorum      login 200 200 404 200 403
budgets:position-stated-scope     locality Stevenage    login 404 200 404 200 403
budgets:position-stated-scope     group DacCom          login 200 200 200 200 403
budgets:position-stated-scope     group Stevenage       login 404 200 200 200 403
budgets:position-stated-scope     group Red House       login 200 404 404 200 403
budgets:position-stated-scope     practice Fernville    login 200 200 200 200 403
budgets:position-stated-scope     practice Parkwood     login 200 200 404 200 403
budgets:position-stated-scope     practice Stanmore     login 404 404 404 200 403
budgets:position-stated-scope     practice none         login 404 404 404 404 403
budgets:position-stated-table-county county               login 200 200 404 200 403
budgets:position-stated-table-scope pct West              login 200 200 404 200 403
budgets:position-stated-table-scope pct East              login 200 404 404 200 403
budgets:position-stated-table-scope locality Dacorum      login 200 200 404 200 403
budgets:position-stated-table-scope locality Stevenage    login 404 200 404 200 403
budgets:position-stated-table-scope group DacCom          login 200 200 200 200 403
budgets:position-stated-table-scope group Stevenage       login 404 200 200 200 403
budgets:position-stated-table-scope group Red House       login 200 404 404 200 403
budgets:position-stated-table-scope practice Fernville    login 200 200 200 200 403
budgets:position-stated-table-scope practice Parkwood     login 200 200 404 200 403
budgets:position-stated-table-scope practice Stanmore     login 404 404 404 200 403
budgets:position-stated-table-scope practice none         login 404 404 404 404 403

budgets:position-rows-county      county                login 404 404 404 200 403
budgets:position-rows-scope       pct West              login 200 404 404 200 403
budgets:position-rows-scope       pct East              login 404 404 404 200 403
budgets:position-rows-scope       locality Dacorum      login 200 404 404 200 403
budgets:position-rows-scope       locality Stevenage    login 404 404 404 200 403
budgets:position-rows-scope       group DacCom          login 200 200 404 200 403
budgets:position-rows-scope       group Stevenage       login 404 404 404 200 403
budgets:position-rows-scope       group Red House       login 200 404 404 200 403
budgets:position-rows-scope       practice Fernville    login 200 200 200 200 403
budgets:position-rows-scope       practice Parkwood     login 200 200 404 200 403
budgets:position-rows-scope       practice Stanmore     login 404 404 404 200 403
budgets:position-rows-scope       practice none         login 404 404 404 404 403

budgets:position-table-county     county                login 200 200 404 200 403
budgets:position-table-scope      pct West              login 200 200 404 200 403
budgets:position-table-scope      pct East              login 200 404 404 200 403
budgets:position-table-scope      pct none              login 404 404 404 404 403
budgets:position-table-scope      locality Dacorum      login 200 200 404 200 403
budgets:position-table-scope      locality Stevenage    login 404 200 404 200 403
budgets:position-table-scope      locality none         login 404 404 404 404 403
budgets:position-table-scope      group DacCom          login 200 200 200 200 403
budgets:position-table-scope      group Stevenage       login 404 200 200 200 403
budgets:position-table-scope      group Red House       login 200 404 404 200 403
budgets:position-table-scope      group none            login 404 404 404 404 403
budgets:position-table-scope      practice Fernville    login 200 200 200 200 403
budgets:position-table-scope      practice Parkwood     login 200 200 404 200 403
budgets:position-table-scope      practice Red House    login 200 404 404 200 403
budgets:position-table-scope      practice Stanmore     login 404 404 404 200 403
budgets:position-table-scope      practice none         login 404 404 404 404 403

budgets:position-rows-table-county county                login 404 404 404 200 403
budgets:position-rows-table-scope pct West              login 200 404 404 200 403
budgets:position-rows-table-scope pct East              login 404 404 404 200 403
budgets:position-rows-table-scope locality Dacorum      login 200 404 404 200 403
budgets:position-rows-table-scope locality Stevenage    login 404 404 404 200 403
budgets:position-rows-table-scope group DacCom          login 200 200 404 200 403
budgets:position-rows-table-scope group Stevenage       login 404 404 404 200 403
budgets:position-rows-table-scope group Red House       login 200 404 404 200 403
budgets:position-rows-table-scope practice Fernville    login 200 200 200 200 403
budgets:position-rows-table-scope practice Parkwood     login 200 200 404 200 403
budgets:position-rows-table-scope practice Stanmore     login 404 404 404 200 403
budgets:position-rows-table-scope practice none         login 404 404 404 404 403
diary:meeting-list                -                     login 200 200 200 200 403
diary:body-detail                 body DacCom           login 404 200 200 200 403
diary:body-detail                 body West             login 200 404 404 200 403
diary:body-detail                 body Stevenage        login 404 404 404 200 403
diary:body-detail                 body none             login 404 404 404 404 403
diary:body-detail-table           body DacCom           login 404 200 200 200 403
diary:body-detail-table           body West             login 200 404 404 200 403
diary:body-detail-table           body Stevenage        login 404 404 404 200 403
diary:body-detail-table           body none             login 404 404 404 404 403
diary:meeting-detail              meeting DacCom        login 404 200 200 200 403
diary:meeting-detail              meeting West          login 200 404 404 200 403
diary:meeting-detail              meeting Stevenage     login 404 404 404 200 403
diary:meeting-detail              meeting none          login 404 404 404 404 403
diary:meeting-calendar            meeting DacCom        login 404 200 200 200 403
diary:meeting-calendar            meeting Stevenage     login 404 404 404 200 403
diary:meeting-calendar            meeting none          login 404 404 404 404 403
diary:paper                       paper DacCom          login 404 200 200 200 403
diary:paper                       paper West            login 200 404 404 200 403
diary:paper                       paper Stevenage       login 404 404 404 200 403
diary:paper                       paper none            login 404 404 404 404 403
people:person-list                -                     login 403 403 403 200 200
people:person-list-table          -                     login 403 403 403 200 200
people:post-list                  -                     login 403 403 403 200 200
people:post-list-table            -                     login 403 403 403 200 200
people:access-list                -                     login 403 403 403 200 200
people:access-list-table          -                     login 403 403 403 200 200
people:person-detail              person manager        login 403 403 403 200 200
people:person-detail              person none           login 403 403 403 404 404
people:person-detail-table        person manager        login 403 403 403 200 200
people:person-detail-table        person none           login 403 403 403 404 404

registers:organisation-list       register groups       login 200 200 200 200 200
registers:organisation-list       register none         login 404 404 404 404 404
registers:group-detail            group DacCom          login 200 200 200 200 200
registers:group-detail            group none            login 404 404 404 404 404
registers:organisation-list-table register groups       login 200 200 200 200 200
registers:organisation-list-table register none         login 404 404 404 404 404
registers:group-detail-table      group DacCom          login 200 200 200 200 200
registers:group-detail-table      group none            login 404 404 404 404 404
minutes:taken                     minutes DacCom        login 404 200 200 200 403
minutes:taken                     minutes Stevenage     login 404 404 404 200 403
minutes:taken                     minutes none          login 404 404 404 404 403
minutes:copy                      copy DacCom           login 404 200 200 200 403
minutes:copy                      copy Stevenage        login 404 404 404 200 403
minutes:copy                      copy none             login 404 404 404 404 403
minutes:detail                    minutes DacCom        login 404 200 200 200 403
minutes:detail                    minutes Stevenage     login 404 404 404 200 403
minutes:detail                    minutes none          login 404 404 404 404 403
meetings:action-list              -                     login 200 200 200 200 403
meetings:action-list-table        -                     login 200 200 200 200 403
meetings:action-of                pct West              login 200 404 404 200 403
meetings:action-of                pct East              login 404 404 404 200 403
meetings:action-of                locality Dacorum      login 200 404 404 200 403
meetings:action-of                locality Stevenage    login 404 404 404 200 403
meetings:action-of                group DacCom          login 404 200 404 200 403
meetings:action-of                group Stevenage       login 404 404 404 200 403
meetings:action-of                practice Fernville    login 200 200 200 200 403
meetings:action-of                practice Parkwood     login 200 200 404 200 403
meetings:action-of                practice Stanmore     login 404 404 404 200 403
meetings:action-of                practice none         login 404 404 404 404 403
meetings:action-of                hospital none         login 404 404 404 404 403
meetings:action-of-table          pct West              login 200 404 404 200 403
meetings:action-of-table          pct East              login 404 404 404 200 403
meetings:action-of-table          locality Dacorum      login 200 404 404 200 403
meetings:action-of-table          locality Stevenage    login 404 404 404 200 403
meetings:action-of-table          group DacCom          login 404 200 404 200 403
meetings:action-of-table          group Stevenage       login 404 404 404 200 403
meetings:action-of-table          practice Fernville    login 200 200 200 200 403
meetings:action-of-table          practice Parkwood     login 200 200 404 200 403
meetings:action-of-table          practice Stanmore     login 404 404 404 200 403
meetings:action-of-table          practice none         login 404 404 404 404 403
meetings:action-of-table          hospital none         login 404 404 404 404 403
meetings:action-detail            action Fernville      login 200 200 200 200 403
meetings:action-detail            action Parkwood       login 200 200 404 200 403
meetings:action-detail            action DacCom         login 404 200 404 200 403
meetings:action-detail            action Stanmore       login 404 404 404 200 403
meetings:action-detail            action none           login 404 404 404 404 403

decisions:decision-list           -                     login 200 200 200 200 403
decisions:decision-list-table     -                     login 200 200 200 200 403
decisions:decision-detail         decision DacCom       login 404 200 200 200 403
decisions:decision-detail         decision West         login 200 200 404 200 403
decisions:decision-detail         decision Stevenage    login 404 404 404 200 403
decisions:decision-detail         decision none         login 404 404 404 404 403
decisions:decision-detail-table   decision DacCom       login 404 200 200 200 403
decisions:decision-detail-table   decision West         login 200 200 404 200 403
decisions:decision-detail-table   decision Stevenage    login 404 404 404 200 403
decisions:decision-detail-table   decision none         login 404 404 404 404 403
decisions:open-list               -                     login 200 200 200 200 403
decisions:concern-list            -                     login 200 200 200 200 403
decisions:mandate-list            -                     login 200 200 200 200 403
decisions:representative-list     -                     login 200 200 200 200 403
decisions:representation          board West            login 200 404 404 200 403
decisions:representation          board none            login 404 404 404 404 403
decisions:representation-table    board West            login 200 404 404 200 403
decisions:representation-table    board none            login 404 404 404 404 403
posts:post-list                   -                     login 200 200 200 200 200
posts:post-detail                 post West             login 200 200 200 200 200
posts:post-detail                 post none             login 404 404 404 404 404
decisions:question-detail         question West         login 200 200 404 200 403
decisions:question-detail         question Stevenage    login 404 404 404 200 403
decisions:question-detail         question none         login 404 404 404 404 403
decisions:question-detail-table   question West         login 200 200 404 200 403
decisions:question-detail-table   question Stevenage    login 404 404 404 200 403
decisions:question-detail-table   question none         login 404 404 404 404 403

budgets:statement                 practice Fernville    login 200 200 200 200 403
budgets:statement                 practice Parkwood     login 200 200 404 200 403
budgets:statement                 practice Red House    login 200 404 404 200 403
budgets:statement                 practice Stanmore     login 404 404 404 200 403
budgets:statement                 practice none         login 404 404 404 404 403

core:register                     -                     login 200 200 200 200 200
core:locality-detail              locality Dacorum      login 200 200 200 200 200
core:locality-detail              locality Stevenage    login 200 200 200 200 200
core:locality-detail              locality none         login 404 404 404 404 404
core:practice-detail              practice Fernville    login 200 200 200 200 200
core:practice-detail              practice Stanmore     login 200 200 200 200 200
core:practice-detail              practice none         login 404 404 404 404 404
core:register-table               -                     login 200 200 200 200 200
core:locality-detail-table        locality Dacorum      login 200 200 200 200 200
core:locality-detail-table        locality Stevenage    login 200 200 200 200 200
core:locality-detail-table        locality none         login 404 404 404 404 404
core:practice-detail-table        practice Fernville    login 200 200 200 200 200
core:practice-detail-table        practice Stanmore     login 200 200 200 200 200
core:practice-detail-table        practice none         login 404 404 404 404 404

plans:newest                      -                     login go go go go 403
plans:year-detail                 year 2006             login 200 200 200 200 403
plans:year-detail                 year 1999             login 404 404 404 404 403
plans:year-detail-table           year 2006             login 200 200 200 200 403
plans:year-detail-table           year 1999             login 404 404 404 404 403
plans:ledger                      pct West              login 200 404 404 200 403
plans:ledger                      pct East              login 404 404 404 200 403
plans:ledger                      locality Dacorum      login 200 404 404 200 403
plans:ledger                      locality Stevenage    login 404 404 404 200 403
plans:ledger                      group DacCom          login 200 200 404 200 403
plans:ledger                      group Stevenage       login 404 404 404 200 403
plans:ledger                      practice Fernville    login 200 200 200 200 403
plans:ledger                      practice Parkwood     login 200 200 404 200 403
plans:ledger                      practice Stanmore     login 404 404 404 200 403
plans:ledger                      practice none         login 404 404 404 404 403
plans:ledger-table                pct West              login 200 404 404 200 403
plans:ledger-table                pct East              login 404 404 404 200 403
plans:ledger-table                locality Dacorum      login 200 404 404 200 403
plans:ledger-table                locality Stevenage    login 404 404 404 200 403
plans:ledger-table                group DacCom          login 200 200 404 200 403
plans:ledger-table                group Stevenage       login 404 404 404 200 403
plans:ledger-table                practice Fernville    login 200 200 200 200 403
plans:ledger-table                practice Parkwood     login 200 200 404 200 403
plans:ledger-table                practice Stanmore     login 404 404 404 200 403
plans:ledger-table                practice none         login 404 404 404 404 403
plans:upload-template             year 2006             login 200 403 403 403 403
plans:upload-template             year 1999             login 404 403 403 403 403
plans:upload-detail               upload Fernville      login 200 403 403 403 403
plans:upload-detail               upload Stanmore       login 404 403 403 403 403
plans:upload-detail               upload none           login 404 403 403 403 403
plans:targets                     pct West              login 200 404 404 200 403
plans:targets                     pct East              login 404 404 404 200 403
plans:targets                     locality Dacorum      login 200 404 404 200 403
plans:targets                     practice Fernville    login 404 404 404 404 403
plans:targets-table               pct West              login 200 404 404 200 403
plans:targets-table               pct East              login 404 404 404 200 403
plans:targets-table               locality Dacorum      login 200 404 404 200 403
plans:targets-table               practice Fernville    login 404 404 404 404 403
"""

# Addresses of deeds meet a GET and a POST alike: the form or the way back to it, and the deed.
# 200/go is the form, and the way on from the deed.
DEEDS = """
minutes:read                      -                     login 200 200 403 403 403
minutes:keep                      -                     login go  go  403 403 403
kept-form                         -                     login go  go  go  go  go
minutes:item                      words DacCom          login 404 200 403 403 403
minutes:item                      words Stevenage       login 404 404 403 403 403
minutes:item                      words none            login 404 404 403 403 403
minutes:initials                  words DacCom          login 404 go/200 403 403 403
minutes:initials                  words Stevenage       login 404 404 403 403 403
minutes:initials                  words none            login 404 404 403 403 403
minutes:choose                    text DacCom           login 404 go  403 403 403
minutes:choose                    text Stevenage        login 404 404 403 403 403
minutes:choose                    text none             login 404 404 403 403 403
minutes:circulate                 minutes DacCom        login 404 go  403 403 403
minutes:circulate                 minutes Stevenage     login 404 404 403 403 403
minutes:circulate                 minutes none          login 404 404 403 403 403
minutes:approve                   minutes DacCom        login 404 go  403 403 403
minutes:approve                   minutes Stevenage     login 404 404 403 403 403
minutes:approve                   minutes none          login 404 404 403 403 403
minutes:amend                     minutes DacCom        login 404 go/200 403 403 403
minutes:amend                     minutes Stevenage     login 404 404 403 403 403
minutes:amend                     minutes none          login 404 404 403 403 403
meetings:action-new               -                     login 200 200 200 403 403
meetings:mails                    -                     login 200 200 200 200 403
meetings:action-close             action Fernville      login go  go  go  403 403
meetings:action-close             action Parkwood       login go  go  404 403 403
meetings:action-close             action Stanmore       login 404 404 404 403 403
meetings:action-close             action none           login 404 404 404 403 403
meetings:action-reopen            action Fernville      login go  go  go  403 403
meetings:action-reopen            action Stanmore       login 404 404 404 403 403
meetings:action-reopen            action none           login 404 404 404 403 403
meetings:action-drop              action Fernville      login go  go  go  403 403
meetings:action-drop              action Stanmore       login 404 404 404 403 403
meetings:action-drop              action none           login 404 404 404 403 403
meetings:action-note              action Fernville      login go  go  go  403 403
meetings:action-note              action Stanmore       login 404 404 404 403 403
meetings:action-note              action none           login 404 404 404 403 403
meetings:action-change            action Fernville      login 200 200 200 403 403
meetings:action-change            action Parkwood       login 200 200 404 403 403
meetings:action-change            action Stanmore       login 404 404 404 403 403
meetings:action-change            action none           login 404 404 404 403 403
decisions:decision-new            -                     login 200 200 200 403 403
decisions:decision-change         decision DacCom       login 404 200 404 403 403
decisions:decision-change         decision West         login 200 404 404 403 403
decisions:decision-change         decision Stevenage    login 404 404 404 403 403
decisions:decision-change         decision none         login 404 404 404 403 403
decisions:decision-chase          decision DacCom       login 404 go  404 403 403
decisions:decision-chase          decision West         login go  404 404 403 403
decisions:decision-chase          decision Stevenage    login 404 404 404 403 403
decisions:decision-chase          decision none         login 404 404 404 403 403
decisions:telling-new             decision DacCom       login 404 200 404 403 403
decisions:telling-new             decision West         login 200 404 404 403 403
decisions:telling-new             decision Stevenage    login 404 404 404 403 403
decisions:telling-new             decision none         login 404 404 404 403 403
decisions:telling-send            telling West          login 200 404 404 403 403
decisions:telling-send            telling Stevenage     login 404 404 404 403 403
decisions:telling-send            telling none          login 404 404 404 403 403
decisions:telling-acknowledge     telling West          login 200 404 404 403 403
decisions:telling-acknowledge     telling Stevenage     login 404 404 404 403 403
decisions:telling-acknowledge     telling none          login 404 404 404 403 403
decisions:open-new                -                     login 200 200 200 403 403
decisions:open-answer             open DacCom           login 404 200 404 403 403
decisions:open-answer             open none             login 404 404 404 403 403
decisions:concern-new             -                     login 200 200 200 403 403
decisions:concern-send            concern DacCom        login 404 200 404 403 403
decisions:concern-send            concern none          login 404 404 404 403 403
decisions:concern-reply           concern DacCom        login 404 200 404 403 403
decisions:concern-reply           concern none          login 404 404 404 403 403
decisions:mandate-new             -                     login 200 200 200 403 403
decisions:mandate-end             mandate DacCom        login 404 200 404 403 403
decisions:mandate-end             mandate none          login 404 404 404 403 403
decisions:nominate                board West            login 200 404 403 403 403
decisions:nominate                board none            login 404 404 403 403 403
decisions:nomination-end          nomination West       login 200 404 403 403 403
decisions:nomination-end          nomination none       login 404 404 403 403 403
posts:post-new                    -                     login 200 200 403 403 403
posts:post-change                 post West             login 200 404 403 403 403
posts:post-change                 post none             login 404 404 403 403 403
posts:post-fill                   post West             login 200 404 403 403 403
posts:post-fill                   post none             login 404 404 403 403 403
posts:tenure-end                  tenure West           login 200 404 403 403 403
posts:tenure-end                  tenure none           login 404 404 403 403 403
decisions:answer-new              asked West            login 200 200 404 403 403
decisions:answer-new              asked Stevenage       login 404 404 404 403 403
decisions:answer-new              asked none            login 404 404 404 403 403
diary:calendar                    -                     login 200/go 200/go 200/go 200/go 403
diary:body-new                    -                     login 200 200 403 403 403
diary:body-change                 body DacCom           login 404 200 403 403 403
diary:body-change                 body West             login 200 404 403 403 403
diary:body-change                 body Stevenage        login 404 404 403 403 403
diary:body-change                 body none             login 404 404 403 403 403
diary:seat-new                    body DacCom           login 404 200 403 403 403
diary:seat-new                    body West             login 200 404 403 403 403
diary:seat-new                    body Stevenage        login 404 404 403 403 403
diary:seat-new                    body none             login 404 404 403 403 403
diary:series-new                  body DacCom           login 404 200 403 403 403
diary:series-new                  body West             login 200 404 403 403 403
diary:series-new                  body Stevenage        login 404 404 403 403 403
diary:series-new                  body none             login 404 404 403 403 403
diary:meeting-new                 body DacCom           login 404 200 403 403 403
diary:meeting-new                 body West             login 200 404 403 403 403
diary:meeting-new                 body Stevenage        login 404 404 403 403 403
diary:meeting-new                 body none             login 404 404 403 403 403
diary:seat-end                    seat DacCom           login 404 200 403 403 403
diary:seat-end                    seat West             login 200 404 403 403 403
diary:seat-end                    seat Stevenage        login 404 404 403 403 403
diary:seat-end                    seat none             login 404 404 403 403 403
diary:meeting-move                meeting DacCom        login 404 200 403 403 403
diary:meeting-move                meeting West          login 200 404 403 403 403
diary:meeting-move                meeting Stevenage     login 404 404 403 403 403
diary:meeting-move                meeting none          login 404 404 403 403 403
diary:meeting-cancel              meeting DacCom        login 404 200 403 403 403
diary:meeting-cancel              meeting West          login 200 404 403 403 403
diary:meeting-cancel              meeting Stevenage     login 404 404 403 403 403
diary:meeting-cancel              meeting none          login 404 404 403 403 403
diary:meeting-invite              meeting DacCom        login 404 200/go 403 403 403
diary:meeting-invite              meeting West          login 200/go 404 403 403 403
diary:meeting-invite              meeting Stevenage     login 404 404 403 403 403
diary:meeting-invite              meeting none          login 404 404 403 403 403
diary:attendance                  meeting DacCom        login 404 200 403 403 403
diary:attendance                  meeting West          login 200 404 403 403 403
diary:attendance                  meeting Stevenage     login 404 404 403 403 403
diary:attendance                  meeting none          login 404 404 403 403 403
diary:item-new                    meeting DacCom        login 404 200 403 403 403
diary:item-new                    meeting West          login 200 404 403 403 403
diary:item-new                    meeting Stevenage     login 404 404 403 403 403
diary:item-new                    meeting none          login 404 404 403 403 403
diary:item-change                 item DacCom           login 404 200 403 403 403
diary:item-change                 item West             login 200 404 403 403 403
diary:item-change                 item Stevenage        login 404 404 403 403 403
diary:item-change                 item none             login 404 404 403 403 403
diary:item-off                    item DacCom           login 404 go 403 403 403
diary:item-off                    item West             login go 404 403 403 403
diary:item-off                    item Stevenage        login 404 404 403 403 403
diary:item-off                    item none             login 404 404 403 403 403
diary:item-reports                item DacCom           login 404 200/go 403 403 403
diary:item-reports                item West             login 200/go 404 403 403 403
diary:item-reports                item Stevenage        login 404 404 403 403 403
diary:item-reports                item none             login 404 404 403 403 403
diary:paper-new                   item DacCom           login 404 200 403 403 403
diary:paper-new                   item West             login 200 404 403 403 403
diary:paper-new                   item Stevenage        login 404 404 403 403 403
diary:paper-new                   item none             login 404 404 403 403 403
diary:paper-off                   paper DacCom          login 404 go 403 403 403
diary:paper-off                   paper West            login go 404 403 403 403
diary:paper-off                   paper Stevenage       login 404 404 403 403 403
diary:paper-off                   paper none            login 404 404 403 403 403
activity:delivery-new             -                     login 200 403 403 403 403
registers:practice-new            -                     login 200 403 403 403 200
registers:practice-edit           practice Fernville    login 200 403 403 403 200
registers:practice-edit           practice Stanmore     login 404 403 403 403 200
registers:practice-edit           practice none         login 404 403 403 403 404
registers:practice-move           practice Fernville    login 200 403 403 403 200
registers:practice-move           practice Stanmore     login 404 403 403 403 200
registers:practice-move           practice none         login 404 403 403 403 404
registers:practice-stand          practice Fernville    login 200 403 403 403 200
registers:practice-stand          practice Stanmore     login 404 403 403 403 200
registers:practice-stand          practice none         login 404 403 403 403 404
registers:practice-close          practice Fernville    login 200 403 403 403 200
registers:practice-close          practice Stanmore     login 404 403 403 403 200
registers:practice-close          practice none         login 404 403 403 403 404
registers:organisation-new        register groups       login 200 403 403 403 200
registers:organisation-new        register localities   login 200 403 403 403 200
registers:organisation-new        register none         login 404 403 403 403 404
registers:organisation-edit       group DacCom          login 200 403 403 403 200
registers:organisation-edit       locality Dacorum      login 200 403 403 403 200
registers:organisation-edit       locality Stevenage    login 404 403 403 403 200
registers:organisation-edit       locality none         login 404 403 403 403 404
activity:feed-new                 -                     login 200 403 403 403 403
activity:feed-count               year 2006             login 200 403 403 403 403
activity:feed-count               year 1999             login 404 403 403 403 403
people:person-new                 -                     login 403 403 403 403 200
people:person-edit                person manager        login 403 403 403 403 200
people:person-edit                person none           login 403 403 403 403 404
people:person-appoint             person manager        login 403 403 403 403 200
people:person-appoint             person none           login 403 403 403 403 404
people:person-leave               person manager        login 403 403 403 403 200
people:person-leave               person none           login 403 403 403 403 404
people:person-door                person manager        login 403 403 403 403 200
people:person-door                person none           login 403 403 403 403 404
people:person-link                person manager        login 403 403 403 403 200
people:person-link                person none           login 403 403 403 403 404
people:appointment-end            appointment manager   login 403 403 403 403 200
people:appointment-end            appointment none      login 403 403 403 403 404
people:appointment-deputy         appointment manager   login 403 403 403 403 200
people:appointment-deputy         appointment none      login 403 403 403 403 404
people:appointment-decide         appointment manager   login 403 403 403 403 200
people:appointment-decide         appointment none      login 403 403 403 403 404
activity:submission-publish       file Dacorum          login go  403 403 403 403
activity:submission-publish       file Stevenage        login 404 403 403 403 403
activity:submission-publish       file none             login 404 403 403 403 403
activity:submission-coverage      file Dacorum          login 200 403 403 403 403
activity:submission-coverage      file Stevenage        login 404 403 403 403 403
activity:submission-coverage      file none             login 404 403 403 403 403
activity:submission-discard       file Dacorum          login go  403 403 403 403
activity:submission-discard       file Stevenage        login 404 403 403 403 403
activity:submission-discard       file none             login 404 403 403 403 403
activity:submission-undo          file Dacorum          login go  403 403 403 403
activity:submission-undo          file Stevenage        login 404 403 403 403 403
activity:submission-undo          file none             login 404 403 403 403 403
activity:submission-redo          file Dacorum          login go  403 403 403 403
activity:submission-redo          file Stevenage        login 404 403 403 403 403
activity:submission-redo          file none             login 404 403 403 403 403
activity:line-assign              line Dacorum          login 200 403 403 403 403
activity:line-assign              line Stevenage        login 404 403 403 403 403
activity:line-assign              line none             login 404 403 403 403 403
activity:line-take-back           line Dacorum          login go  403 403 403 403
activity:line-take-back           line Stevenage        login 404 403 403 403 403
activity:line-take-back           line none             login 404 403 403 403 403
errand-retry                      errand finance's      login go  403 403 403 go
errand-retry                      errand site's         login 404 403 403 403 go
errand-retry                      errand none           login 404 403 403 403 404

plans:upload-new                  year 2006             login 200 403 403 403 403
plans:upload-new                  year 1999             login 404 403 403 403 403
plans:upload-enter                upload Fernville      login go  403 403 403 403
plans:upload-enter                upload Stanmore       login 404 403 403 403 403
plans:upload-enter                upload none           login 404 403 403 403 403
plans:year-new                    -                     login 200 403 403 403 403
plans:year-close                  year 2006             login 200 403 403 403 403
plans:year-close                  year 1999             login 404 403 403 403 403
plans:year-reopen                 year 2006             login 200 403 403 403 403
plans:year-reopen                 year 1999             login 404 403 403 403 403
plans:entry-new                   pct West              login 200 403 403 403 403
plans:entry-new                   pct East              login 404 403 403 403 403
plans:entry-new                   locality Dacorum      login 200 403 403 403 403
plans:entry-new                   group DacCom          login 200 403 403 403 403
plans:entry-new                   practice Fernville    login 200 403 403 403 403
plans:entry-new                   practice Stanmore     login 404 403 403 403 403
plans:entry-new                   practice none         login 404 403 403 403 403
plans:target-new                  pct West              login 200 403 403 403 403
plans:target-new                  pct East              login 404 403 403 403 403
plans:target-new                  locality Dacorum      login 200 403 403 403 403
plans:target-new                  practice Fernville    login 404 403 403 403 403
plans:entry-reverse               entry Fernville       login 200/go 403 403 403 403
plans:entry-reverse               entry Stanmore        login 404 403 403 403 403
plans:entry-reverse               entry none            login 404 403 403 403 403
"""

# The same for all who are signed in. GET: stranger, others; POST: stranger, others.
ALIKE = """
session-stay                            login 405 login 200
healthz                                 200   200   405   405
glossary                                200   200   405   405
help                                    200   200   405   405
accessibility                           200   200   405   405
privacy                                 200   200   405   405
account_login                           200   go    200   go
account_logout                          go    200   go    go
account_inactive                        200   200   405   405
account_signup                          200   go    200   go
account_reauthenticate                  login 200   login 200
account_change_password                 login 200   login 200
account_set_password                    login go    login go
account_reset_password_from_key         200   200   200   200
forgotten                               200   200   200   200
diary:feed                              404   404   405   405
account_reset_password_from_key_done    200   200   405   405
"""
