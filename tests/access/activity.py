"""Files, feeds, lines and cells."""

GETS = """
activity:submission-list           -               login 200 403 403 200 403 403 403
activity:submission-detail         file Dacorum    login 200 403 403 200 403 403 403
activity:submission-detail         file Stevenage  login 404 403 403 200 403 403 403
activity:submission-detail         file none       login 404 403 403 404 403 403 403
activity:submission-changes        file Dacorum    login 200 403 403 200 403 403 403
activity:submission-changes        file Stevenage  login 404 403 403 200 403 403 403
activity:submission-changes        file none       login 404 403 403 404 403 403 403
activity:submission-list-table     -               login 200 403 403 200 403 403 403
activity:submission-changes-table  file Dacorum    login 200 403 403 200 403 403 403
activity:submission-changes-table  file Stevenage  login 404 403 403 200 403 403 403
activity:submission-changes-table  file none       login 404 403 403 404 403 403 403
activity:feed-list                 -               login 200 403 403 200 403 403 403
activity:line-detail               line Dacorum    login 200 404 404 200 403 403 403
activity:line-detail               line Fernville  login 200 200 200 200 403 403 403
activity:line-detail               line Stevenage  login 404 404 404 200 403 403 403
activity:line-detail               line none       login 404 404 404 404 403 403 403
activity:source-cell               cell Dacorum    login 200 404 404 200 403 403 403
activity:source-cell               cell Fernville  login 200 200 200 200 403 403 403
activity:source-cell               cell Stevenage  login 404 404 404 200 403 403 403
activity:source-cell               cell none       login 404 404 404 404 403 403 403
"""

DEEDS = """
activity:delivery-new              -               login 200 403 403 403 403 403 403
activity:feed-new                  -               login 200 403 403 403 403 403 403
activity:feed-count                year 2006       login 200 403 403 403 403 403 403
activity:feed-count                year 1999       login 404 403 403 403 403 403 403
activity:submission-publish        file Dacorum    login go  403 403 403 403 403 403
activity:submission-publish        file Stevenage  login 404 403 403 403 403 403 403
activity:submission-publish        file none       login 404 403 403 403 403 403 403
activity:submission-coverage       file Dacorum    login 200 403 403 403 403 403 403
activity:submission-coverage       file Stevenage  login 404 403 403 403 403 403 403
activity:submission-coverage       file none       login 404 403 403 403 403 403 403
activity:submission-discard        file Dacorum    login go  403 403 403 403 403 403
activity:submission-discard        file Stevenage  login 404 403 403 403 403 403 403
activity:submission-discard        file none       login 404 403 403 403 403 403 403
activity:submission-undo           file Dacorum    login go  403 403 403 403 403 403
activity:submission-undo           file Stevenage  login 404 403 403 403 403 403 403
activity:submission-undo           file none       login 404 403 403 403 403 403 403
activity:submission-redo           file Dacorum    login go  403 403 403 403 403 403
activity:submission-redo           file Stevenage  login 404 403 403 403 403 403 403
activity:submission-redo           file none       login 404 403 403 403 403 403 403
activity:submission-purge          file Dacorum    login 200/go 403 403 403 200/403 403 403
activity:submission-purge          file Stevenage  login 404 403 403 403 200/403 403 403
activity:submission-purge          file none       login 404 403 403 403 404 403 403
activity:submission-purge-confirm  file Dacorum    login go  403 403 403 go  403 403
activity:submission-purge-confirm  file Stevenage  login 404 403 403 403 go  403 403
activity:submission-purge-confirm  file none       login 404 403 403 403 404 403 403
activity:submission-purge-refuse   file Dacorum    login go  403 403 403 go  403 403
activity:submission-purge-refuse   file Stevenage  login 404 403 403 403 go  403 403
activity:submission-purge-refuse   file none       login 404 403 403 403 404 403 403
activity:line-assign               line Dacorum    login 200 403 403 403 403 403 403
activity:line-assign               line Stevenage  login 404 403 403 403 403 403 403
activity:line-assign               line none       login 404 403 403 403 403 403 403
activity:line-take-back            line Dacorum    login go  403 403 403 403 403 403
activity:line-take-back            line Stevenage  login 404 403 403 403 403 403 403
activity:line-take-back            line none       login 404 403 403 403 403 403 403
"""
