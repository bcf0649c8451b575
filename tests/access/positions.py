"""Positions, what was stated, the rows behind them and the statements of practices."""

GETS = """
budgets:position                      -                   login go  go  go  go  403 403 403
budgets:position-county               county              login 200 200 404 200 403 403 403
budgets:position-scope                pct West            login 200 200 404 200 403 403 403
budgets:position-scope                pct East            login 200 404 404 200 403 403 403
budgets:position-scope                pct none            login 404 404 404 404 403 403 403
budgets:position-scope                locality Dacorum    login 200 200 404 200 403 403 403
budgets:position-scope                locality Stevenage  login 404 200 404 200 403 403 403
budgets:position-scope                locality none       login 404 404 404 404 403 403 403
budgets:position-scope                group DacCom        login 200 200 200 200 403 403 403
budgets:position-scope                group Stevenage     login 404 200 200 200 403 403 403
budgets:position-scope                group Red House     login 200 404 404 200 403 403 403
budgets:position-scope                group none          login 404 404 404 404 403 403 403
budgets:position-scope                practice Fernville  login 200 200 200 200 403 403 403
budgets:position-scope                practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-scope                practice Red House  login 200 404 404 200 403 403 403
budgets:position-scope                practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-scope                practice none       login 404 404 404 404 403 403 403
budgets:position-scope                hospital none       login 404 404 404 404 403 403 403
budgets:figure                        figure Dacorum      login go  go  go  go  403 403 403
budgets:figure                        figure none         login 404 404 404 404 403 403 403
budgets:position-stated-county        county              login 200 200 404 200 403 403 403
budgets:position-stated-scope         pct West            login 200 200 404 200 403 403 403
budgets:position-stated-scope         pct East            login 200 404 404 200 403 403 403
budgets:position-stated-scope         locality Dacorum    login 200 200 404 200 403 403 403
budgets:position-stated-scope         locality Stevenage  login 404 200 404 200 403 403 403
budgets:position-stated-scope         group DacCom        login 200 200 200 200 403 403 403
budgets:position-stated-scope         group Stevenage     login 404 200 200 200 403 403 403
budgets:position-stated-scope         group Red House     login 200 404 404 200 403 403 403
budgets:position-stated-scope         practice Fernville  login 200 200 200 200 403 403 403
budgets:position-stated-scope         practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-stated-scope         practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-stated-scope         practice none       login 404 404 404 404 403 403 403
budgets:position-stated-table-county  county              login 200 200 404 200 403 403 403
budgets:position-stated-table-scope   pct West            login 200 200 404 200 403 403 403
budgets:position-stated-table-scope   pct East            login 200 404 404 200 403 403 403
budgets:position-stated-table-scope   locality Dacorum    login 200 200 404 200 403 403 403
budgets:position-stated-table-scope   locality Stevenage  login 404 200 404 200 403 403 403
budgets:position-stated-table-scope   group DacCom        login 200 200 200 200 403 403 403
budgets:position-stated-table-scope   group Stevenage     login 404 200 200 200 403 403 403
budgets:position-stated-table-scope   group Red House     login 200 404 404 200 403 403 403
budgets:position-stated-table-scope   practice Fernville  login 200 200 200 200 403 403 403
budgets:position-stated-table-scope   practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-stated-table-scope   practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-stated-table-scope   practice none       login 404 404 404 404 403 403 403
budgets:position-rows-county          county              login 404 404 404 200 403 403 403
budgets:position-rows-scope           pct West            login 200 404 404 200 403 403 403
budgets:position-rows-scope           pct East            login 404 404 404 200 403 403 403
budgets:position-rows-scope           locality Dacorum    login 200 404 404 200 403 403 403
budgets:position-rows-scope           locality Stevenage  login 404 404 404 200 403 403 403
budgets:position-rows-scope           group DacCom        login 200 200 404 200 403 403 403
budgets:position-rows-scope           group Stevenage     login 404 404 404 200 403 403 403
budgets:position-rows-scope           group Red House     login 200 404 404 200 403 403 403
budgets:position-rows-scope           practice Fernville  login 200 200 200 200 403 403 403
budgets:position-rows-scope           practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-rows-scope           practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-rows-scope           practice none       login 404 404 404 404 403 403 403
budgets:position-table-county         county              login 200 200 404 200 403 403 403
budgets:position-table-scope          pct West            login 200 200 404 200 403 403 403
budgets:position-table-scope          pct East            login 200 404 404 200 403 403 403
budgets:position-table-scope          pct none            login 404 404 404 404 403 403 403
budgets:position-table-scope          locality Dacorum    login 200 200 404 200 403 403 403
budgets:position-table-scope          locality Stevenage  login 404 200 404 200 403 403 403
budgets:position-table-scope          locality none       login 404 404 404 404 403 403 403
budgets:position-table-scope          group DacCom        login 200 200 200 200 403 403 403
budgets:position-table-scope          group Stevenage     login 404 200 200 200 403 403 403
budgets:position-table-scope          group Red House     login 200 404 404 200 403 403 403
budgets:position-table-scope          group none          login 404 404 404 404 403 403 403
budgets:position-table-scope          practice Fernville  login 200 200 200 200 403 403 403
budgets:position-table-scope          practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-table-scope          practice Red House  login 200 404 404 200 403 403 403
budgets:position-table-scope          practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-table-scope          practice none       login 404 404 404 404 403 403 403
budgets:position-rows-table-county    county              login 404 404 404 200 403 403 403
budgets:position-rows-table-scope     pct West            login 200 404 404 200 403 403 403
budgets:position-rows-table-scope     pct East            login 404 404 404 200 403 403 403
budgets:position-rows-table-scope     locality Dacorum    login 200 404 404 200 403 403 403
budgets:position-rows-table-scope     locality Stevenage  login 404 404 404 200 403 403 403
budgets:position-rows-table-scope     group DacCom        login 200 200 404 200 403 403 403
budgets:position-rows-table-scope     group Stevenage     login 404 404 404 200 403 403 403
budgets:position-rows-table-scope     group Red House     login 200 404 404 200 403 403 403
budgets:position-rows-table-scope     practice Fernville  login 200 200 200 200 403 403 403
budgets:position-rows-table-scope     practice Parkwood   login 200 200 404 200 403 403 403
budgets:position-rows-table-scope     practice Stanmore   login 404 404 404 200 403 403 403
budgets:position-rows-table-scope     practice none       login 404 404 404 404 403 403 403
budgets:statement                     practice Fernville  login 200 200 200 200 403 403 403
budgets:statement                     practice Parkwood   login 200 200 404 200 403 403 403
budgets:statement                     practice Red House  login 200 404 404 200 403 403 403
budgets:statement                     practice Stanmore   login 404 404 404 200 403 403 403
budgets:statement                     practice none       login 404 404 404 404 403 403 403
"""
