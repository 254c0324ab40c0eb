"""What F-03 tells: what mediation is, rights and duties of the parties (人民调解法 art. 3, 4, 23, 24, 31, 32)."""

from django.utils.translation import gettext_lazy as _


NATURE = (
    _("The people's mediation committee is a mass organisation that settles disputes among the people."),
    _("Mediation is voluntary and equal, breaks no law and takes no right to go to court from anybody."),
    _("Mediation is free of charge."),
    _("An agreement that was reached binds the parties; each keeps to it."),
    _("Within 30 days the parties may together ask the court to confirm it; about its content either may sue."),
)
RIGHTS = (
    _("to choose or accept the mediator;"),
    _("to accept mediation, to refuse it, or to ask for its end, at every step;"),
    _("to ask that mediation is held in public or not in public;"),
    _("to express one's will freely and to agree of one's own free will."),
)
DUTIES = (
    _("to tell the facts of the dispute truthfully;"),
    _("to keep order at the mediation and to respect the mediator;"),
    _("to respect the other party in the use of its rights."),
)
