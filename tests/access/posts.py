"""The directory of posts: who holds them, since when, and what is vacant."""

GETS = """
posts:post-list        -            login 200 200 200 200 200 200 200
posts:post-list-table  -            login 200 200 200 200 200 200 200
posts:post-detail      post West    login 200 200 200 200 200 200 200
posts:post-detail      post none    login 404 404 404 404 404 404 404
"""

DEEDS = """
posts:post-new     -            login 200 200 403 403 403 200 403
posts:post-change  post West    login 200 404 403 403 403 404 403
posts:post-change  post none    login 404 404 403 403 403 404 403
posts:post-fill    post West    login 200 404 403 403 403 404 403
posts:post-fill    post none    login 404 404 403 403 403 404 403
posts:post-abolish post West    login 200 404 403 403 403 404 403
posts:post-abolish post none    login 404 404 403 403 403 404 403
posts:tenure-end   tenure West  login 200 404 403 403 403 404 403
posts:tenure-end   tenure none  login 404 404 403 403 403 404 403
posts:tenure-withdraw  tenure West  login 200 404 403 403 403 404 403
posts:tenure-withdraw  tenure none  login 404 404 403 403 403 404 403
"""
