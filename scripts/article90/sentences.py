"""What is said, in every language, of the lists that an answer closes over: `limits.py` says when, the site's `limits.js` likewise."""

MINIMUM = {"en": "at least", "nl": "ten minste"}
WORDS = {
    "en": {
        "no": "No: nothing is recorded, and the lists that would hold it were read.",
        "no, as read": "No, as far as the lists that would hold it were read: nothing is recorded.",
        "not recorded": "Not recorded, which means neither yes nor no.",
        "open": "%(name)s: the %(list)s is open, and nothing follows from what it does not hold",
        "ends": "%(name)s: the %(list)s was read to %(day)s only, and nothing follows from what it does not hold",
        "opens": "Of %(n)d %(whose)s the %(lists)s are open, and nothing follows from what they do not hold",
        "ceased": "A list of parties tells of the states of today: that it does not hold one that has ended says nothing.",
        "contested": "%(name)s: that place was contested on the day; article90 describe %(claim)s has what each side says.",
        "silent": "%(name)s: whether this one is in the list the source leaves open; article90 describe %(claim)s says why.",
        "latest": "%(name)s: the first day of this party is the latest possible, and it may have been one before: "
        "article90 describe %(claim)s says why.",
        "left out": "; 1 row is left out",
        "lefts out": "; %(n)d rows are left out",
        "minimum": "1 number is a minimum ('at least'): the list that it is counted from is open.",
        "minimums": "%(n)d numbers are minimums ('at least'): the lists that they are counted from are open.",
        "read": "%(name)s: the %(list)s was read to %(day)s.",
        "together": "The lists were read to %(day)s.",
        "earliest": "The lists were read to different days, the earliest to %(day)s (%(name)s, %(list)s).",
    },
    "nl": {
        "no": "Nee: er is niets vastgelegd, en de lijsten waarin het zou staan zijn gelezen.",
        "no, as read": "Nee, zover de lijsten waarin het zou staan zijn gelezen: er is niets vastgelegd.",
        "not recorded": "Niet vastgelegd, wat noch ja noch nee betekent.",
        "open": "%(name)s: de %(list)s staat open, en uit wat er niet in staat volgt niets",
        "ends": "%(name)s: de %(list)s is maar gelezen tot en met %(day)s, en uit wat er niet in staat volgt niets",
        "opens": "Van %(n)d %(whose)s staan de %(lists)s open, en uit wat er niet in staat volgt niets",
        "ceased": "Een lijst van partijen vertelt van de staten van nu: dat een opgehouden staat er niet in staat, zegt niets.",
        "contested": "%(name)s: die plaats was op de dag betwist; article90 describe %(claim)s heeft wat elke kant zegt.",
        "silent": "%(name)s: of deze in de lijst staat laat de bron open; article90 describe %(claim)s zegt waarom.",
        "latest": "%(name)s: de eerste dag van deze partij is de uiterst mogelijke, en zij kan het eerder zijn geweest: "
        "article90 describe %(claim)s zegt waarom.",
        "left out": "; 1 rij is weggelaten",
        "lefts out": "; %(n)d rijen zijn weggelaten",
        "minimum": "1 getal is een minimum ('ten minste'): de lijst waaruit het is geteld staat open.",
        "minimums": "%(n)d getallen zijn minima ('ten minste'): de lijsten waaruit ze zijn geteld staan open.",
        "read": "%(name)s: de %(list)s is gelezen tot en met %(day)s.",
        "together": "De lijsten zijn gelezen tot en met %(day)s.",
        "earliest": "De lijsten zijn tot verschillende dagen gelezen, de vroegste tot en met %(day)s (%(name)s, %(list)s).",
    },
}
