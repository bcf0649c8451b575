"""Pages about the service itself: what its words mean. They show nothing of anybody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pbc.core import glossary


@login_not_required
@require_safe
def words(request):
    return render(request, "pbc/glossary.html", {"parts": glossary.PARTS})
