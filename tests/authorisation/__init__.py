"""Who may do what: one line for each public service function that takes an actor, each page and each route.

The tests of this folder find the functions, pages and routes themselves and fail with the name of each that has no line
here, and with each line of something that is gone. To add one:

* **A service function** ``services/x.py: f(actor, …)`` gets ``"x.f": needs(P.THE_PERMISSION)`` in ``of_services.py``;
  several permissions mean that one of them is enough. Who has one of them must get past ``Forbidden`` (a result,
  ``NotFound``, ``Invalid`` and ``Conflict`` all count as past), everybody else must be refused with it, and somebody
  must have succeeded. Arguments come from ``USUAL`` by the name of the parameter; what is unusual is given:
  ``needs(P.X, number=lambda world: world.letter, text="…")``. A callable is asked for the value with the world.
  Where a function asks for different permissions, each case is a line of its own: ``"x.f, of an employee"``.
  ``own="number"`` says that the parameter names a thing of the applicant *whose*: for all others of this permission it
  must be ``NotFound``; ``personal=True`` that it is the person's alone, for colleagues and employees too.
  ``needs_no_success="why"`` is for a function whose success cannot be prepared here.
* A function that pays a duty (``actor.must_owe``): ``owes(Duty.X, …)``; ``needs(…, or_owes=Duty.X)`` if others may too.
* A function everybody known may call, about nothing but themselves: ``everybody("why")``.
* A function without an actor, because nobody is known yet or nobody acts: ``of_nobody.py`` with the reason. Helpers
  whose first parameter is a database session need no line: they are called by functions that have asked already.
* **A page** gets a line in ``of_pages.py``: ``screen(P.THE_PERMISSION)``, with the query it needs to be drawn without
  a refusal; ``screen(visitors=True)`` where nobody need be known; ``pays(Duty.X)`` where a duty is paid: whoever owes
  it finds this page at every address, nobody else finds it at any. ``link="consumer's password"`` follows a link first.
* **A route** gets ``"METHOD /path"`` in ``of_routes.py`` (``ROUTES`` of both portals, or ``ONLY`` of one): the address
  to ask for, who gets ``200`` (or *given*), what the other people of this portal get, and what visitors get.
"""
