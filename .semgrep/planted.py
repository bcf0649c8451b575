"""One of each that the rules must find; nothing of it is ever run."""

# ruleid: markup-that-is-not-escaped
mark_safe(request.GET["name"])
# ruleid: sql-put-together
cursor.execute(f"SELECT * FROM person WHERE name = '{name}'")
# ruleid: sql-put-together
Person.objects.filter(pk=1).extra(where=[name])
# ok: sql-put-together
cursor.execute("SELECT * FROM person WHERE name = %s", [name])


# ruleid: form-without-its-token
@csrf_exempt
def form(request):
    # ruleid: leads-where-the-request-says
    return redirect(request.GET.get("next"))


# ruleid: through-a-shell
subprocess.run(f"ls {name}", shell=True)
# ruleid: waits-for-ever
requests.get("https://www.example.org/")
# ok: waits-for-ever
requests.get("https://www.example.org/", timeout=2)
# ruleid: money-is-no-float
share = float(entry.amount)
# ruleid: rows-that-nobody-asked-about
everything = Line.objects.all()
# ruleid: deserialises-what-was-sent
pickle.loads(request.body)
