"""The registers of organisations and practices."""

GETS = """
registers:organisation-list        register groups      login 200 200 200 200 200 200 403
registers:organisation-list        register none        login 404 404 404 404 404 404 403
registers:group-detail             group DacCom         login 200 200 200 200 200 200 403
registers:group-detail             group none           login 404 404 404 404 404 404 403
registers:organisation-list-table  register groups      login 200 200 200 200 200 200 403
registers:organisation-list-table  register none        login 404 404 404 404 404 404 403
registers:group-detail-table       group DacCom         login 200 200 200 200 200 200 403
registers:group-detail-table       group none           login 404 404 404 404 404 404 403
core:register                      -                    login 200 200 200 200 200 200 403
core:locality-detail               locality Dacorum     login 200 200 200 200 200 200 403
core:locality-detail               locality Stevenage   login 200 200 200 200 200 200 403
core:locality-detail               locality none        login 404 404 404 404 404 404 403
core:practice-detail               practice Fernville   login 200 200 200 200 200 200 403
core:practice-detail               practice Stanmore    login 200 200 200 200 200 200 403
core:practice-detail               practice none        login 404 404 404 404 404 404 403
core:register-table                -                    login 200 200 200 200 200 200 403
core:locality-detail-table         locality Dacorum     login 200 200 200 200 200 200 403
core:locality-detail-table         locality Stevenage   login 200 200 200 200 200 200 403
core:locality-detail-table         locality none        login 404 404 404 404 404 404 403
core:practice-detail-table         practice Fernville   login 200 200 200 200 200 200 403
core:practice-detail-table         practice Stanmore    login 200 200 200 200 200 200 403
core:practice-detail-table         practice none        login 404 404 404 404 404 404 403
"""

DEEDS = """
registers:practice-new             -                    login 200 403 403 403 200 403 403
registers:practice-edit            practice Fernville   login 200 403 403 403 200 403 403
registers:practice-edit            practice Stanmore    login 404 403 403 403 200 403 403
registers:practice-edit            practice none        login 404 403 403 403 404 403 403
registers:practice-move            practice Fernville   login 200 403 403 403 200 403 403
registers:practice-move            practice Stanmore    login 404 403 403 403 200 403 403
registers:practice-move            practice none        login 404 403 403 403 404 403 403
registers:practice-stand           practice Fernville   login 200 403 403 403 200 403 403
registers:practice-stand           practice Stanmore    login 404 403 403 403 200 403 403
registers:practice-stand           practice none        login 404 403 403 403 404 403 403
registers:practice-close           practice Fernville   login 200 403 403 403 200 403 403
registers:practice-close           practice Stanmore    login 404 403 403 403 200 403 403
registers:practice-close           practice none        login 404 403 403 403 404 403 403
registers:practice-reopen          practice Fernville   login 200 403 403 403 200 403 403
registers:practice-reopen          practice Stanmore    login 404 403 403 403 200 403 403
registers:practice-reopen          practice none        login 404 403 403 403 404 403 403
registers:locality-move            locality Dacorum     login 200 403 403 403 200 403 403
registers:locality-move            locality Stevenage   login 404 403 403 403 200 403 403
registers:locality-move            locality none        login 404 403 403 403 404 403 403
registers:organisation-new         register groups      login 200 403 403 403 200 403 403
registers:organisation-new         register localities  login 200 403 403 403 200 403 403
registers:organisation-new         register none        login 404 403 403 403 404 403 403
registers:organisation-edit        group DacCom         login 200 403 403 403 200 403 403
registers:organisation-edit        locality Dacorum     login 200 403 403 403 200 403 403
registers:organisation-edit        locality Stevenage   login 404 403 403 403 200 403 403
registers:organisation-edit        locality none        login 404 403 403 403 404 403 403
"""
