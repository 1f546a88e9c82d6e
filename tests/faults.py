"""One slip of an editor a line: where it is made, and the rule that has to see it.

A fault is an edit, by a regular expression, of one published file that holds the place; which file, and which place in it, is drawn.
"""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A kind of fault: `what` in `folder`, made by writing `new` for what matches `old`, seen by one of the `rules`."""

    what: str
    folder: str
    old: str
    new: str
    rules: str


DAY = r'"\d{4}-\d\d-\d\d"\^\^xsd:date'
PART = r"^([\w.-]+):([\w.-]+) a "
PARTICIPATION = r"^([\w-]+):([\w.-]+) a a90:Participation ;\n"
MEMBERSHIP = r"^([\w-]+):([\w.-]+) a org:Membership ;\n"
MISSION = r"^(mission:[\w-]+) a a90:Mission ;\n"
LABEL = r'skos:prefLabel "([^"]*)"@en'
IRI = "https://w3id.org/article90/"


def day(text: str) -> str:
    return f'"{text}"^^xsd:date'


TERMS = [
    Fault("a class in lower case", "mission", MISSION, r"\1 a a90:mission ;\n", "declared-terms"),
    Fault("a class of no ontology", "measure", r" a a90:Measure ;", " a a90:Regime ;", "declared-terms"),
    Fault("a property misspelt", "organisation", r"a90:until ", "a90:untl ", "declared-terms"),
    Fault("a property with a capital", "treaty", r"a90:since ", "a90:Since ", "declared-terms"),
    Fault("a class for a property", "mission", r"a90:host ", "a90:Hosting ", "declared-terms"),
    Fault("a property of SKOS misspelt", "mission", r"skos:altLabel ", "skos:altlabel ", "declared-terms"),
    Fault("a deprecated property", "source", r"a90:read ", "a90:dateRead ", "deprecated-terms"),
    Fault("a deprecated class", "person", r" a schema:Role ;", " a a90:Tenure ;", "deprecated-terms"),
    Fault("a mission called an event", "mission", MISSION, r"\1 a a90:Event ;\n", "in-domain"),
    Fault("a treaty called a mission", "treaty", r" a a90:Treaty ;", " a a90:Mission ;", "in-domain"),
    Fault("a contribution called an attestation", "mission", r" a a90:Contribution ;", " a a90:Attestation ;", "in-domain"),
    Fault("two classes", "mission", MISSION, r"\1 a a90:Mission , a90:Measure ;\n", "one-class"),
    Fault("no class", "measure", r" a a90:Measure ;", "", "typed"),
    Fault("a party to a measure", "measure", r"a90:undertakenBy ", f"a90:party <{IRI}state/NLD> ; a90:undertakenBy ", "in-domain"),
    Fault(
        "a modality of a mission",
        "mission",
        r"a90:missionType ",
        f"a90:modality <{IRI}concept/modality#must> ; a90:missionType ",
        "in-domain",
    ),
    Fault("a lead of a contribution", "mission", r"a90:contributor ", "a90:ledBy ", "in-domain"),
    Fault(
        "a membership as a party", "treaty", r"a90:party state:\w+", f"a90:party <{IRI}organisation/nato#NLD>", "S81-participation-party"
    ),
    Fault("a treaty as a party", "treaty", r"a90:party state:\w+", f"a90:party <{IRI}treaty/npt>", "S81-participation-party"),
    Fault(
        "a thing elsewhere as a party",
        "treaty",
        r"a90:party state:\w+",
        "a90:party <http://dbpedia.org/resource/Malta>",
        "S81-participation-party",
    ),
    Fault(
        "bound: the parties to an organisation",
        "treaty",
        r"a90:bindsPartiesTo [\w:-]+",
        f"a90:bindsPartiesTo <{IRI}organisation/nato>",
        "in-range",
    ),
    Fault(
        "bound: the members of a treaty", "declaration", r"a90:bindsMembersOf [\w:-]+", f"a90:bindsMembersOf <{IRI}treaty/npt>", "in-range"
    ),
    Fault("owed to a treaty", "treaty", r"a90:owedTo [\w:-]+", f"a90:owedTo <{IRI}treaty/npt>", "in-range"),
    Fault("a depositary that is a treaty", "treaty", r"a90:depositary [\w:-]+", f"a90:depositary <{IRI}treaty/npt>", "in-range"),
    Fault("led by a membership", "mission", r"a90:ledBy [\w:-]+", f"a90:ledBy <{IRI}organisation/nato#NLD>", "S175-mission-lead-kind"),
    Fault("hosted by an organisation", "mission", r"a90:host state:\w+", f"a90:host <{IRI}organisation/nato>", "S166-mission-host"),
    Fault("mandated by a state", "mission", r"a90:mandatedBy [\w:-]+", f"a90:mandatedBy <{IRI}state/NLD>", "S167-mission-mandate"),
    Fault("founded by a state", "organisation", r"a90:foundedBy [\w:-]+", f"a90:foundedBy <{IRI}state/NLD>", "S43-organisation-founded"),
    Fault(
        "part of an organisation", "territory", r"a90:partOfState [\w:-]+", f"a90:partOfState <{IRI}organisation/un>", "S37-territory-part"
    ),
    Fault("a target in words", "measure", r"a90:target [\w:-]+", 'a90:target "IRQ"', "value-kind"),
    Fault("a day in words", "mission", rf"a90:decided {DAY}", 'a90:decided "spring 2001"', "value-kind"),
    Fault("a link for a text", "mission", r'a90:seat "[^"]*"@en', f"a90:seat <{IRI}state/NLD>", "value-kind"),
    Fault("a number of the wrong sort", "mission", r"a90:authorisedStrength \d+", r"a90:authorisedStrength 300.5", "value-kind"),
    Fault("an amount in words", "measure", r"a90:amount [\d.]+", 'a90:amount "about a million"', "value-kind"),
]
SOURCES = [
    Fault("no source", "organisation", r" ;\n    dcterms:source [^;]*? \.", " .", "sourced"),
    Fault("a source in words", "organisation", r"dcterms:source [\w:-]+", 'dcterms:source "UNTC"@en', "value-kind"),
    Fault("a source that is a state", "organisation", r"dcterms:source [\w:-]+", f"dcterms:source <{IRI}state/NLD>", "source-is-read"),
    Fault("a source that is a page", "treaty", r"dcterms:source [\w:-]+", "dcterms:source <https://treaties.un.org/>", "source-is-read"),
    Fault("a source that is not there", "mission", r"dcterms:source [\w:-]+", "dcterms:source source:not-there", "no-dangling-links"),
    Fault("a source without a day", "source", r"    a90:read [^\n]*\n", "", "S14-source-read"),
    Fault("a source without an address", "source", r"    a90:url [^\n]*\n", "", "S13-source-address"),
    Fault("a source without a publisher", "source", r"    dc:publisher [^\n]*\n", "", "S12-source-publisher"),
    Fault(
        "a source of another kind of kind",
        "source",
        r"a90:sourceKind [\w:-]+",
        f"a90:sourceKind <{IRI}concept/event-kind#attack>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "read before it was published",
        "source",
        rf"dcterms:issued {DAY}",
        f"dcterms:issued {day('2026-11-27')}",
        "S456-published-before-it-was-read S410-done-in-the-past",
    ),
    Fault("read in the future", "source", rf"a90:read {DAY}", f"a90:read {day('2062-11-26')}", "S410-done-in-the-past"),
    Fault("an address with www. only", "source", r'a90:url "https?://', 'a90:url "www.', "web-addresses S13-source-address"),
    Fault("an address of one's own machine", "source", r'a90:url "https?://[^/"]*', 'a90:url "http://localhost:8000', "web-addresses"),
    Fault("a blank in an address", "source", r'a90:url "(https?://[^"]*)"', r'a90:url "\1 page"', "web-addresses S13-source-address"),
]
PLACES = [
    Fault(
        "a party in another treaty", "treaty", r"a90:instrument treaty:[\w-]+", f"a90:instrument <{IRI}treaty/untoc>", "part-of-its-file"
    ),
    Fault(
        "a member in another organisation",
        "organisation",
        r"org:organization [\w:-]+",
        f"org:organization <{IRI}organisation/osce>",
        "part-of-its-file",
    ),
    Fault(
        "a contribution to another mission",
        "mission",
        r"a90:mission mission:[\w-]+",
        f"a90:mission <{IRI}mission/isaf>",
        "part-of-its-file",
    ),
    Fault(
        "an article of another treaty",
        "treaty",
        r"dcterms:isPartOf treaty:[\w-]+",
        f"dcterms:isPartOf <{IRI}treaty/untoc>",
        "part-of-its-file",
    ),
    Fault(
        "a figure of another indicator",
        "indicator",
        r"a90:indicator indicator:[\w-]+",
        f"a90:indicator <{IRI}indicator/battle-tanks>",
        "part-of-its-file",
    ),
    Fault("the coverage of another list", "treaty", r"a90:coverageOf [\w:-]+", f"a90:coverageOf <{IRI}treaty/untoc>", "part-of-its-file"),
    Fault(
        "grounded in another treaty",
        "treaty",
        r"a90:groundedIn [\w.:-]+",
        f"a90:groundedIn <{IRI}treaty/north-atlantic-treaty#art5>",
        "part-of-its-file",
    ),
    Fault(
        "a concept in another scheme",
        "concept",
        r"skos:inScheme concept:[\w-]+",
        f"skos:inScheme <{IRI}concept/modality>",
        "part-of-its-file",
    ),
    Fault("a successor from another file", "state", r"a90:successor state:\w+", f"a90:successor <{IRI}state/NLD>", "part-of-its-file"),
    Fault("another value of another thing", "state", r"a90:about [\w:-]+", f"a90:about <{IRI}treaty/npt>", "part-of-its-file"),
    Fault("a subject of another file", "measure", r"^measure:[\w-]+ a ", "measure:somewhere-else a ", "one-rule"),
    Fault("only parts are left", "organisation", r"(?s)^organisation:[\w-]+ a .*? \.\n\n", "", "one-rule"),
    Fault("a blank node", "mission", r"a90:host state:\w+", "a90:host [ a a90:State ]", "no-blank-nodes"),
    Fault(
        "a link with http",
        "mission",
        r"a90:host state:(\w+)",
        r"a90:host <http://w3id.org/article90/state/\1>",
        "links-of-ours S166-mission-host",
    ),
    Fault(
        "a link with www", "measure", r"a90:target state:(\w+)", r"a90:target <https://www.w3id.org/article90/state/\1>", "links-of-ours"
    ),
    Fault(
        "a link in capitals",
        "measure",
        r"a90:undertakenBy [\w:-]+",
        "a90:undertakenBy <https://w3id.org/Article90/state/NLD>",
        "links-of-ours S193-measure-by",
    ),
    Fault("a link to nothing", "mission", r"a90:mandatedBy [\w:-]+", f"a90:mandatedBy <{IRI}resolution/unsc-9999>", "no-dangling-links"),
    Fault("a link to no part", "treaty", r"a90:groundedIn ([\w-]+):[\w.-]+", r"a90:groundedIn \1:art9999", "no-dangling-links"),
    Fault("a link to a state in small letters", "mission", r"a90:host state:\w+", f"a90:host <{IRI}state/nld>", "no-dangling-links"),
]
FILES = [
    Fault("nothing in it", "resolution", r"(?s)\A.*\Z", "", "empty-file"),
    Fault("prefixes only", "resolution", r"(?s)\n\n.*\Z", "\n", "empty-file"),
    Fault("a full stop gone", "resolution", r" \.\n$", "\n", "syntax"),
    Fault("a quotation mark gone", "mission", LABEL, r'skos:prefLabel "\1@en', "syntax"),
    Fault("a prefix gone", "mission", r"@prefix skos:[^\n]*\n", "", "syntax"),
    Fault("a merge left open", "treaty", r"\n\n", "\n<<<<<<< HEAD\n", "syntax"),
    Fault("a comma for a semicolon", "mission", r"@en ;\n", "@en ,\n", "syntax"),
]
DATES = [
    Fault("a day that is none", "organisation", rf"a90:since {DAY}", f"a90:since {day('2023-02-29')}", "real-dates"),
    Fault("a day turned round", "treaty", rf"a90:since {DAY}", f"a90:since {day('24-08-1949')}", "real-dates"),
    Fault("a moment", "mission", rf"a90:since {DAY}", 'a90:since "2004-12-02T00:00:00"^^xsd:dateTime', "only-dates"),
    Fault("a year", "mission", rf"a90:since {DAY}", 'a90:since "2004"^^xsd:gYear', "only-dates"),
    Fault("a day without its datatype", "treaty", r'a90:consented ("[\d-]+")\^\^xsd:date', r"a90:consented \1", "value-kind S03-date-type"),
    Fault("2206 for 2006", "organisation", rf"a90:until {DAY}", f"a90:until {day('2206-05-05')}", "likely-dates"),
    Fault("0201 for 2001", "mission", rf"a90:since {DAY}", f"a90:since {day('0201-05-05')}", "likely-dates"),
    Fault("an end before the beginning", "organisation", rf"a90:until {DAY}", f"a90:until {day('1901-05-05')}", "S01-period-in-order"),
    Fault("two first days", "mission", rf"(a90:since {DAY})", rf"\1 , {day('1999-05-05')}", "S02-one-period"),
    Fault("a precision of ten years", "organisation", r'a90:sincePrecision "\w+"', 'a90:sincePrecision "decade"', "S04-precision"),
    Fault(
        "the precision of no day",
        "mission",
        rf"a90:since {DAY} ;",
        'a90:sincePrecision "month" ; skos:editorialNote "No day."@en ;',
        "S411-precision-of-a-day",
    ),
    Fault(
        "a day in the middle of the month that is known",
        "mission",
        rf"a90:since {DAY} ;",
        f'a90:since {day("2005-03-15")} ;\n    a90:sincePrecision "month" ;',
        "S500-first-or-last-of-what-is-known",
    ),
    Fault(
        "an end unknown, with no latest day",
        "organisation",
        rf"a90:until {DAY} ;",
        'a90:untilPrecision "unknown" ;',
        "S06-unknown-end-has-a-latest-day",
    ),
    Fault("adopted in 2062", "resolution", rf"a90:adopted {DAY}", f"a90:adopted {day('2062-05-05')}", "S410-done-in-the-past"),
    Fault("signed in 2062", "treaty", rf"a90:signed {DAY}", f"a90:signed {day('2062-05-05')}", "S410-done-in-the-past"),
    Fault("consented in 2062", "treaty", rf"a90:consented {DAY}", f"a90:consented {day('2062-05-05')}", "S410-done-in-the-past"),
    Fault("counted in 2062", "mission", rf"a90:counted {DAY}", f"a90:counted {day('2062-05-05')}", "S410-done-in-the-past"),
    Fault(
        "a member from 2062",
        "organisation",
        rf"({MEMBERSHIP}(?:    .*\n)*?    a90:since ){DAY}",
        rf"\1{day('2062-05-05')}",
        "S05-not-in-the-future",
    ),
    Fault(
        "a mission from 2062",
        "mission",
        rf"({MISSION}(?:    .*\n)*?    a90:since ){DAY}",
        rf"\1{day('2062-05-05')}",
        "S05-not-in-the-future",
    ),
    Fault(
        "an end in 2062 without a notice",
        "treaty",
        rf"({PARTICIPATION}(?:    .*\n)*?    a90:since {DAY} ;\n)",
        rf"\1    a90:until {day('2062-05-05')} ;\n",
        "S417-end-to-come-needs-a-notice",
    ),
    Fault("how it ended, and not when", "organisation", rf"    a90:until {DAY} ;\n(    a90:endedBy)", r"\1", "S66-ended-has-a-day"),
    Fault("adopted on two days", "resolution", rf"(a90:adopted {DAY})", rf"\1 , {day('1999-05-05')}", "S74-one-adoption"),
    Fault("no date at all", "resolution", r"    a90:adopted [^\n]*\n", "", "S71-instrument-dated"),
    Fault(
        "in force before it was signed",
        "treaty",
        rf"(?s)\A(.{{100,1500}}?    a90:since ){DAY}",
        rf"\g<1>{day('1850-05-05')}",
        "S72-instrument-dates-in-order S424-in-force-once-it-is-open",
    ),
    Fault(
        "in force before it was open",
        "treaty",
        rf"a90:openedForSignature {DAY}",
        f"a90:openedForSignature {day('2025-05-05')}",
        "S424-in-force-once-it-is-open",
    ),
]
PARTIES = [
    Fault(
        "signed before there was a text",
        "treaty",
        rf"a90:signed {DAY}( ;\n    a90:consented)",
        rf"a90:signed {day('1801-05-05')}\1",
        "S413-signed-once-there-is-a-text",
    ),
    Fault(
        "consented before signing",
        "treaty",
        rf"(a90:signed {DAY} ;\n    a90:consented ){DAY}",
        rf"\g<1>{day('1801-05-05')}",
        "S85-consent-not-before-signature",
    ),
    Fault(
        "bound before consenting",
        "treaty",
        rf"(a90:consentMode consent-mode:accession ;\n    a90:since ){DAY}",
        rf"\g<1>{day('1801-05-05')}",
        "S86-force-not-before-consent",
    ),
    Fault(
        "bound before the treaty",
        "treaty",
        rf"(a90:consentMode consent-mode:ratification ;\n    a90:since ){DAY}",
        rf"\g<1>{day('1801-05-05')}",
        "S87-force-not-before-the-treaty",
    ),
    Fault(
        "out before consenting",
        "treaty",
        rf"(a90:consented {DAY} ;\n(?:    a90:consentMode.*\n)?)    a90:since {DAY} ;",
        rf"\1    a90:until {day('1801-05-05')} ;",
        "S414-ends-after-it-was-entered",
    ),
    Fault(
        "a party before it was a state",
        "treaty",
        r"a90:party state:(?:CAN|AUS|JPN|BRA|FRA|GBR|BEL)( ;\n    a90:instrument.*\n    a90:(?:signed|consented) \"19)",
        r"a90:party state:TLS\1",
        "S415-party-existed",
    ),
    Fault(
        "a party after it was a state",
        "treaty",
        r"a90:party state:(?:CAN|AUS|JPN|BRA|FRA|GBR) ;",
        "a90:party state:DDR ;",
        "S416-ceased-party-is-no-party",
    ),
    Fault(
        "a participation without a day",
        "treaty",
        rf"({PARTICIPATION}    a90:party.*\n    a90:instrument.*\n)"
        r"(?:    a90:(?:signed|consented|since|consentMode).*\n)+(    dcterms:source)",
        r"\1\4",
        "S84-participation-says-something",
    ),
    Fault("three parties", "treaty", r"a90:party (state:\w+) ;", r"a90:party \1 , state:CAN , state:AUS ;", "S81-participation-party"),
    Fault(
        "the same party for another",
        "treaty",
        r"a90:party state:(?:ALB|AFG|DZA|AND|AGO) ;",
        "a90:party state:CAN ;",
        "S89-participations-do-not-overlap",
    ),
    Fault(
        "accession by a signatory",
        "treaty",
        rf"(a90:signed {DAY} ;\n    a90:consented {DAY} ;\n    a90:consentMode consent-mode:)ratification",
        r"\1accession",
        "S460-accession-of-a-signatory",
    ),
    Fault(
        "a mode from another scheme",
        "treaty",
        r"a90:consentMode [\w:-]+",
        f"a90:consentMode <{IRI}concept/beginning#accession>",
        "S400-concept-of-its-scheme",
    ),
    Fault("a mode in words", "treaty", r"a90:consentMode [\w:-]+", 'a90:consentMode "accession"', "S83-participation-mode"),
    Fault("no party", "treaty", r"    a90:party state:\w+ ;\n", "", "S81-participation-party"),
    Fault(
        "an application before the participation",
        "treaty",
        rf"(a TerritorialApplication|a a90:TerritorialApplication)( ;\n(?:    .*\n)*?    a90:since ){DAY}",
        rf"\1\g<2>{day('1801-05-05')}",
        "S94-application-within-participation S419-application-not-before-consent",
    ),
    Fault(
        "an application to another state's territory",
        "treaty",
        r"a90:territory territory:[\w-]+",
        "a90:territory territory:HKG",
        "S418-application-within-its-state",
    ),
    Fault(
        "a notice after the end",
        "treaty",
        rf"(a90:actKind act-kind:notice-of-withdrawal ;\n(?:    .*\n)*?    a90:done ){DAY}",
        rf"\g<1>{day('2026-11-25')}",
        "S90-notice-before-end S326-act-not-effective-before-it-is-done",
    ),
    Fault(
        "an effect of a notice years after the end",
        "treaty",
        rf"(a90:endedBy ending:withdrawal(?:.*\n)*?    a90:actKind act-kind:notice-of-withdrawal ;\n(?:    .*\n)*?    a90:effective ){DAY}",
        rf"\g<1>{day('2031-11-25')}",
        "S501-ends-as-notified",
    ),
    Fault(
        "an act with effect before it is done",
        "treaty",
        rf"a90:effective {DAY}",
        f"a90:effective {day('1901-05-05')}",
        "S326-act-not-effective-before-it-is-done",
    ),
    Fault("an act of another party", "treaty", r"a90:actor state:\w+", "a90:actor state:NLD", "S327-act-of-the-party"),
    Fault(
        "a list of which nothing is said",
        "treaty",
        r"(?s)\n[\w-]+:coverage-participations a .*? \.\n(?=.* a a90:Participation)",
        "",
        "S75-participations-completeness",
    ),
    Fault(
        "a list complete before its last party",
        "treaty",
        rf"a90:completeUntil {DAY}",
        f"a90:completeUntil {day('1901-05-05')}",
        "S455-complete-list-ends-there",
    ),
    Fault(
        "a list complete in 2062",
        "treaty",
        rf"a90:completeUntil {DAY}",
        f"a90:completeUntil {day('2062-05-05')}",
        "S348-coverage-not-in-the-future",
    ),
]
MEMBERS = [
    Fault("no member", "organisation", r"    org:member state:\w+ ;\n", "", "S56-membership-member"),
    Fault(
        "a member that is a membership",
        "organisation",
        r"org:member state:\w+",
        f"org:member <{IRI}organisation/nato#NLD>",
        "S56-membership-member",
    ),
    Fault(
        "a member of a state",
        "organisation",
        r"org:organization [\w:-]+",
        f"org:organization <{IRI}state/NLD>",
        "S57-membership-organisation",
    ),
    Fault(
        "a member before the organisation",
        "organisation",
        rf"({MEMBERSHIP}(?:    .*\n)*?    a90:since ){DAY}( ;\n    a90:begunBy)",
        rf"\g<1>{day('1801-05-05')}\4",
        "S62-membership-within-lifetime",
    ),
    Fault(
        "a member before it was a state",
        "organisation",
        r"org:member state:(?:CAN|AUS|JPN|BRA|FRA|GBR|BEL|NLD) ;",
        "org:member state:SSD ;",
        "S63-member-within-lifetime",
    ),
    Fault(
        "a member twice",
        "organisation",
        r"(org:member (state:\w+) ;\n    org:organization .*\n    a90:since .*\n    a90:begunBy beginning:founding ;\n    dcterms"
        r"(?s:.*?)org:member )state:\w+",
        r"\1\2",
        "S64-memberships-do-not-overlap",
    ),
    Fault("no first day", "organisation", rf"({MEMBERSHIP}(?:    .*\n)*?)    a90:since {DAY} ;\n", r"\1", "S58-membership-since"),
    Fault(
        "a beginning from another scheme",
        "organisation",
        r"a90:begunBy [\w:-]+",
        f"a90:begunBy <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "an ending from another scheme",
        "organisation",
        r"a90:endedBy [\w:-]+",
        f"a90:endedBy <{IRI}concept/beginning#accession>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "a role from another scheme",
        "organisation",
        r"a90:begunBy [\w:-]+",
        f"org:role <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "an organisation in itself",
        "organisation",
        rf"({MEMBERSHIP})    org:member state:\w+ ;\n    org:organization ([\w:-]+)",
        r"\1    org:member \4 ;\n    org:organization \4",
        "S436-not-a-member-of-itself",
    ),
    Fault(
        "members of which nothing is said",
        "organisation",
        r"(?s)\n[\w-]+:coverage-memberships a .*? \.\n(?=.* a org:Membership)",
        "",
        "S44-list-completeness",
    ),
    Fault(
        "a suspension of no member",
        "organisation",
        r"a90:begunBy [\w:-]+",
        f"org:role <{IRI}concept/membership-status#suspended>",
        "S65-suspension-within-membership",
    ),
    Fault(
        "an organisation without a first day",
        "organisation",
        rf"(?s)\A(.{{0,2500}}?)\n    a90:since {DAY} ;",
        r"\1",
        "S42-organisation-since",
    ),
]
STATES = [
    Fault("the code of another state", "state", r'a90:iso3166alpha3 "\w+"', 'a90:iso3166alpha3 "ZZZ"', "S463-code-is-the-name"),
    Fault("a code in small letters", "state", r'a90:iso3166alpha2 "\w+"', 'a90:iso3166alpha2 "zz"', "S22-state-alpha2"),
    Fault("a code used twice", "state", r'a90:m49 "(?!528)\d+"', 'a90:m49 "528"', "S26-codes-unique"),
    Fault("a code of two digits", "state", r'a90:m49 "\d(\d\d)"', r'a90:m49 "\1"', "S23-state-m49"),
    Fault(
        "a page of Wikidata", "state", r"owl:sameAs wd:(Q\d+)", r"owl:sameAs <https://www.wikidata.org/wiki/\1>", "S430-wikidata-address"
    ),
    Fault("another state's item", "state", r"owl:sameAs wd:Q(?!55\b|183\b)\d+", "owl:sameAs wd:Q183", "S431-one-thing-an-item"),
    Fault("another state's place", "state", r'a90:geonames "(?!2750405)\d+"', 'a90:geonames "2750405"', "S432-one-place-a-number"),
    Fault("no Dutch name", "state", r'(skos:prefLabel "[^"]*"@en) , "[^"]*"@nl', r"\1", "S07-labels-dutch S27-names-complete"),
    Fault("no French name", "state", r'(skos:prefLabel [^\n]*?) , "[^"]*"@fr', r"\1", "S27-names-complete"),
    Fault("two English names", "state", LABEL, r'skos:prefLabel "\1"@en , "Other"@en', "S07-labels-unique"),
    Fault("two formal names", "state", r'a90:formalName "([^"]*)"@en', r'a90:formalName "\1"@en , "Other"@en', "S24-state-formal-name"),
    Fault(
        "a succession before the state",
        "state",
        rf"(?s)(\A.*?\n    a90:since .*?a90:successionKind [\w:-]+ ;\n    a90:since ){DAY}",
        rf"\g<1>{day('1801-05-05')}",
        "S427-successor-exists",
    ),
    Fault(
        "succeeded by a territory",
        "state",
        r"a90:predecessor state:\w+",
        f"a90:predecessor <{IRI}territory/CUW>",
        "S30-succession-predecessor",
    ),
    Fault(
        "a state that continues itself",
        "state",
        r"a90:continues state:\w+",
        "a90:continues state:SRB , state:RUS , state:EGY",
        "S412-no-loop S428-continued-state-has-ended",
    ),
    Fault(
        "a kind of succession from another scheme",
        "state",
        r"a90:successionKind [\w:-]+",
        f"a90:successionKind <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "a kind of territory from another scheme",
        "territory",
        r"a90:territoryKind [\w:-]+",
        f"a90:territoryKind <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
]
COMMITMENTS = [
    Fault("borne by nobody", "treaty", r"    a90:bindsPartiesTo treaty:[\w-]+ ;\n", "", "S121-commitment-has-a-bearer"),
    Fault(
        "a bearer named in two ways",
        "treaty",
        r"    a90:bindsPartiesTo treaty",
        r"    a90:bearer <https://w3id.org/article90/state/NLD> ;\n    a90:bindsPartiesTo treaty",
        "S107-one-way-of-naming-the-bearer",
    ),
    Fault(
        "the parties to another treaty",
        "treaty",
        r"a90:bindsPartiesTo treaty:[\w-]+",
        f"a90:bindsPartiesTo <{IRI}treaty/untoc>",
        "S422-binds-parties-to-its-own-text",
    ),
    Fault("an obligation that may", "treaty", r"a90:modality modality:must ", "a90:modality modality:may ", "S402-modality-of-its-class"),
    Fault("no modality", "treaty", r"    a90:modality modality:\S+ ;\n", "", "S102-modality"),
    Fault(
        "a type from another scheme",
        "treaty",
        r"a90:commitmentType [\w:-]+",
        f"a90:commitmentType <{IRI}concept/mission-type#observation>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "a fulfilment from another scheme",
        "treaty",
        r"a90:fulfilment [\w:-]+",
        f"a90:fulfilment <{IRI}concept/mission-type#observation>",
        "S400-concept-of-its-scheme",
    ),
    Fault(
        "a commitment not described",
        "treaty",
        r"(a a90:Obligation ;\n    skos:prefLabel.*\n)    dcterms:description.*\n",
        r"\1",
        "S104-described",
    ),
    Fault("a commitment of no article", "treaty", r"    a90:groundedIn .*\n", "", "S101-grounded"),
    Fault("an obligation in a political text", "declaration", r" a a90:Pledge ;", " a a90:Obligation ;", "S123-obligation-is-legal"),
    Fault("a pledge in a treaty", "treaty", r" a a90:Obligation ;", " a a90:Pledge ;", "S122-pledge-is-political"),
    Fault(
        "an obligation older than its treaty",
        "treaty",
        r"(a a90:Obligation ;\n)(?!(?:    .*\n)*?    a90:since)",
        rf"\1    a90:since {day('1801-05-05')} ;\n",
        "S420-commitment-not-before-its-text",
    ),
    Fault(
        "a deadline before the treaty",
        "treaty",
        r"(a a90:Obligation ;\n)",
        rf"\1    a90:deadline {day('1801-05-05')} ;\n",
        "S421-deadline-after-the-text",
    ),
    Fault("a threshold below nothing", "declaration", r"a90:value ([\d.]+)", r"a90:value -\1", "S423-threshold-not-negative"),
    Fault(
        "0.02 for two percent",
        "declaration",
        r"a90:value [\d.]+",
        "a90:value 0.02",
        "S132-percent-not-fraction S131-threshold-parts-add-up",
    ),
    Fault("a whole number for a decimal", "treaty", r"a90:value \d+\.\d+", "a90:value 2", "S129-threshold-value"),
    Fault("a threshold without a unit", "declaration", r"    a90:unit .*\n", "", "S130-threshold-unit"),
    Fault("parts that do not add up", "declaration", r"a90:value (?:1\.5|3\.5)", "a90:value 7.5", "S131-threshold-parts-add-up"),
    Fault(
        "a comparator from another scheme",
        "declaration",
        r"a90:comparator [\w:-]+",
        f"a90:comparator <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
    Fault("a threshold laid on nobody", "declaration", r"    a90:laidOn .*\n", "", "S137-threshold-laid-on"),
    Fault(
        "replaced by itself",
        "declaration",
        r"(?s)^(declaration:[\w-]+)( a .*?)dcterms:replaces declaration:[\w-]+",
        r"\1\2dcterms:replaces \1",
        "S124-no-loop-of-replacement",
    ),
    Fault("a term of forty months", "treaty", r'a90:term "[^"]*"', 'a90:term "P40M"', "S317-term-canonical"),
    Fault("a term from nowhere", "treaty", r"    a90:termFrom .*\n", "", "S316-term-says-from-when"),
    Fault("a reservation to nothing", "treaty", r"    a90:concerns .*\n", "", "S135-reservation-concerns"),
    Fault("a reservation of nobody", "treaty", r"    a90:madeBy .*\n", "", "S134-reservation-maker"),
    Fault("an article without a number", "treaty", r"    a90:number .*\n", "", "S78-provision-number"),
]
MISSIONS = [
    Fault(
        "a type from another scheme",
        "mission",
        r"a90:missionType [\w:-]+",
        f"a90:missionType <{IRI}concept/commitment-type#defence>",
        "S400-concept-of-its-scheme",
    ),
    Fault("no type", "mission", r"    a90:missionType .*\n", "", "S162-mission-type"),
    Fault("a latitude alone", "mission", r"    geo:long .*\n", "", "S440-both-coordinates"),
    Fault("a place on no earth", "mission", r"geo:lat [-\d.]+", "geo:lat 143.8", "S174-coordinates"),
    Fault(
        "decided after the end",
        "mission",
        rf"(a90:decided ){DAY}((?: ;\n    .*)*?;\n    a90:until)",
        rf"\g<1>{day('2026-11-25')}\2",
        "S172-decided-not-after-end",
    ),
    Fault(
        "a mandate that ended before",
        "mission",
        rf"a90:mandateUntil {DAY}",
        f"a90:mandateUntil {day('1901-05-05')}",
        "S441-mandate-after-the-launch",
    ),
    Fault(
        "its own successor", "mission", r"(?s)(mission:[\w-]+)( a .*?)a90:succeeds mission:[\w-]+", r"\1\2a90:succeeds \1", "S412-no-loop"
    ),
    Fault(
        "the name of another mission",
        "mission",
        LABEL,
        'skos:prefLabel "International Security Assistance Force"@en',
        "S433-one-thing-a-name",
    ),
    Fault(
        "renewed after the end",
        "mission",
        rf"({MISSION}(?:    .*\n)*?)(    a90:until \"(?:19|20[01]))",
        rf"\1    a90:mandateRenewedBy <{IRI}resolution/unsc-2795> ;\n\3",
        "S170-renewals-in-order",
    ),
    Fault("chapter 77", "mission", r"a90:charterChapter \d+", "a90:charterChapter 77", "S429-charter-chapter-number"),
    Fault(
        "a contribution before the mission",
        "mission",
        rf"(a90:mission mission:[\w-]+ ;\n(?:    .*\n)*?    a90:since ){DAY}",
        rf"\g<1>{day('1901-05-05')}",
        "S187-contribution-within-mission",
    ),
    Fault(
        "personnel in words",
        "mission",
        r"a90:personnel \d+",
        'a90:personnel "circa 300"',
        "S185-contribution-personnel S353-attestation-personnel",
    ),
    Fault(
        "fewer persons than none",
        "mission",
        r"a90:personnel (\d+)",
        r"a90:personnel -\1",
        "S185-contribution-personnel S353-attestation-personnel",
    ),
    Fault("persons counted in no way", "mission", r"    a90:personnelBasis .*\n", "", "S186-personnel-says-what-it-counts"),
    Fault(
        "persons counted in 1901",
        "mission",
        rf"(a90:personnel.*\n(?:    .*\n)*?    a90:counted ){DAY}",
        rf"\g<1>{day('1901-05-05')}",
        "S445-counted-before-the-end S355-attestation-within-mission",
    ),
    Fault(
        "a strength counted in 1901",
        "mission",
        rf"(a90:deployedStrength.*\n(?:    .*\n)*?    a90:counted ){DAY}",
        rf"\g<1>{day('1901-05-05')}",
        "S442-counted-while-it-ran S445-counted-before-the-end",
    ),
    Fault("a contribution of nobody", "mission", r"    a90:contributor .*\n", "", "S181-contribution-contributor"),
    Fault("a strength below nothing", "mission", r"a90:authorisedStrength (\d+)", r"a90:authorisedStrength -\1", "S443-numbers-are-counts"),
    Fault(
        "a contributor before it existed",
        "mission",
        r"a90:contributor state:NLD( ;\n(?:    .*\n)*?    a90:since \"(?:19|2000|2001))",
        r"a90:contributor state:TLS\1",
        "S446-contributor-existed",
    ),
    Fault("a host after it ceased", "mission", r"a90:host state:\w+ ;", "a90:host state:DDR ;", "S171-host-existed"),
    Fault(
        "an aim from another scheme",
        "mission",
        r"a90:aim [\w:-]+",
        f"a90:aim <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
]
ACTS = [
    Fault("1915 for 2015", "resolution", r'a90:adopted "20(\d\d-\d\d-\d\d)"', r'a90:adopted "19\1"', "S425-year-of-its-symbol"),
    Fault(
        "another year in the number of an act",
        "legal-act",
        r'(a90:adopted (?:.*\n    )*?a90:celex "3)\d{4}',
        r"\g<1>1958",
        "S425-year-of-its-symbol",
    ),
    Fault(
        "the symbol of another resolution",
        "resolution",
        r'a90:documentSymbol "S/RES/\d+',
        'a90:documentSymbol "S/RES/9999',
        "S464-resolution-of-its-number S426-number-of-its-symbol",
    ),
    Fault("the name of another resolution", "resolution", r"resolution \d+ \(", "resolution 9999 (", "S426-number-of-its-symbol"),
    Fault("a chapter nought", "resolution", r"a90:charterChapter \d+", "a90:charterChapter 0", "S429-charter-chapter-number"),
    Fault("a regime on no ground", "measure", r"    a90:basedOn .*\n", "", "S198-sanctions-have-a-basis"),
    Fault("an amount in no currency", "measure", r"    a90:currency .*\n", "", "S197-amount-has-a-currency"),
    Fault("a currency by its sign", "measure", r'a90:currency "\w+"', 'a90:currency "€"', "S196-measure-currency"),
    Fault(
        "an aim that is a threat", "measure", r"a90:aim [\w:-]+", f"a90:aim <{IRI}concept/ending#withdrawal>", "S401-measure-serves-an-aim"
    ),
    Fault("a measure of nobody", "measure", r"    a90:undertakenBy .*\n", "", "S193-measure-by"),
    Fault(
        "a kind of event from another scheme",
        "event",
        r"a90:eventKind [\w:-]+",
        f"a90:eventKind <{IRI}concept/ending#withdrawal>",
        "S400-concept-of-its-scheme",
    ),
    Fault("an event on no day", "event", r"    a90:since .*\n", "", "S203-event-since"),
    Fault("fewer dead than none", "event", r"a90:fatalities (\d+)", r"a90:fatalities -\1", "S443-numbers-are-counts"),
    Fault("two pillars in one place", "strategy", r"a90:order [2-9]", "a90:order 1", "S212-pillars-in-order"),
    Fault("a strategy of nobody", "strategy", r"    a90:adoptedBy .*\n", "", "S207-strategy-adopted"),
]
FIGURES = [
    Fault("the year 20244", "indicator", r"a90:year (\d{4})", r"a90:year \g<1>4", "S450-year-not-after-its-edition S451-year-of-our-time"),
    Fault("a year after the edition", "indicator", r"a90:year \d{4}", "a90:year 2031", "S450-year-not-after-its-edition"),
    Fault("the year 202", "indicator", r"a90:year (\d{3})\d", r"a90:year \1", "S451-year-of-our-time"),
    Fault(
        "230 percent",
        "indicator",
        r"(?s)(\A.*?a90:unit unit:PERCENT .*?a90:value )\d+\.(\d+)",
        r"\g<1>230.\2",
        "S147-percent-in-range",
    ),
    Fault(
        "ten times as much",
        "indicator",
        r"(a90:year 201[4-9] ;\n    a90:indicator [\w:-]+ ;\n    a90:value \d)\.(\d)",
        r"\g<1>\2.",
        "S452-editions-agree-roughly",
    ),
    Fault(
        "two values in an edition", "indicator", r"(a90:state state:)BEL( ;\n    a90:year 2015)", r"\1CAN\2", "S146-one-value-an-edition"
    ),
    Fault("the figure of a territory", "indicator", r"a90:state state:\w+", f"a90:state <{IRI}territory/CUW>", "S141-observation-state"),
    Fault("a value with a comma", "indicator", r"a90:value (\d+)\.(\d+)", r'a90:value "\1,\2"', "S143-observation-value"),
    Fault("a value of no year", "indicator", r"    a90:year .*\n", "", "S142-observation-year"),
    Fault("a value of no edition", "indicator", r"    a90:edition .*\n", "", "S145-observation-edition"),
    Fault("an indicator without a unit", "indicator", r"    a90:unit .*\n", "", "S149-indicator-unit"),
]
TEXTS = [
    Fault("HTML for an ampersand", "mission", LABEL, r'skos:prefLabel "\1 &amp; more"@en', "clean-text"),
    Fault("bold letters", "mission", LABEL, r'skos:prefLabel "<b>\1</b>"@en', "clean-text"),
    Fault("a blank that is not seen", "mission", LABEL, 'skos:prefLabel "\\1\u200b"@en', "clean-text"),
    Fault("a blank at the end", "measure", LABEL, r'skos:prefLabel "\1 "@en', "clean-text"),
    Fault("two blanks", "measure", LABEL, r'skos:prefLabel "The  \1"@en', "clean-text"),
    Fault("a bell", "measure", LABEL, r'skos:prefLabel "\1\\u0007"@en', "clean-text"),
    Fault("letters in the wrong encoding", "state", LABEL, 'skos:prefLabel "\\1 CuraÃ§ao"@en', "clean-text"),
    Fault("an empty name", "event", LABEL, 'skos:prefLabel ""@en', "clean-text"),
    Fault("a sentence for a name", "event", LABEL, 'skos:prefLabel "' + "What happened there " * 14 + 'once"@en', "clean-text"),
    Fault("a language of three letters", "treaty", r"(skos:prefLabel [^\n]*)@nl", r"\1@dut", "languages S07-labels-dutch"),
    Fault("a language in capitals", "treaty", LABEL, r'skos:prefLabel "\1"@EN', "languages"),
    Fault("a name in no language", "mission", r'skos:altLabel "([^"]*)"@en', r'skos:altLabel "\1"', "languages"),
    Fault("no English name", "mission", r'"[^"]*"@en , ', "", "S07-labels-english"),
    Fault(
        "a description copied as its translation",
        "treaty",
        r'dcterms:description "([^"]*)"@en ;',
        r'dcterms:description "\1"@en , "\1"@nl ;',
        "S435-translated",
    ),
    Fault(
        "a description copied from another",
        "mission",
        r'(?s)\A(.{0,1500}?dcterms:description )"[^"]*"@en',
        r'\1"The battlegroup in Slovakia, one of the four that the Allies '
        r'set up after the Russian invasion of Ukraine in February 2022."@en',
        "S434-described-in-its-own-words",
    ),
    Fault(
        "a draft on one's own machine",
        "mission",
        r'skos:editorialNote "',
        'skos:editorialNote "See http://localhost:8080/draft. ',
        "web-addresses",
    ),
    Fault(
        "a concept broader than itself", "concept", r"^([\w-]+:[\w-]+)( a skos:Concept ;\n)", r"\1\2    skos:broader \1 ;\n", "S412-no-loop"
    ),
    Fault("a concept not defined in Dutch", "concept", r'(skos:definition "[^"]*"@en) , "[^"]*"@nl', r"\1", "S223-concept-defined-dutch"),
    Fault(
        "two concepts of one name", "concept", r'skos:prefLabel "withdrawal"@en', 'skos:prefLabel "expulsion"@en', "S224-definitions-differ"
    ),
]

ALL = [*TERMS, *SOURCES, *PLACES, *FILES, *DATES, *PARTIES, *MEMBERS, *STATES, *COMMITMENTS, *MISSIONS, *ACTS, *FIGURES, *TEXTS]

# What no rule can tell from the file and the other data, and why.
UNDECIDABLE = {
    "personnel a thousand times too high": "Missions of a thousand and of a million differ in the number alone; a second source tells.",
    "a strength one digit short": "The same.",
    "a comparator turned round": "At least and at most are both said in treaties.",
    "latitude and longitude swapped": "Both lie on the earth; most pairs do so either way round.",
    "a member that is the territory for the state": "Territories are members of some organisations.",
    "another state of the same age for the party": "The list of the depositary tells, and not the data.",
    "a day wrong by a month": "Any day within the life of the things is a possible one.",
    "no depositary": "Some treaties have none, of others it was not found.",
    "an end without how it ended": "The way is often not in the source.",
    "a day that is not the first of its year, with the precision year": "A state joins after its own first day, a bound worth giving.",
    "ratification without a signature": "Many lists leave signatures out, and say so in words only.",
    "a source that does not say what it is cited for": "It has to be read.",
    "a date in Dutch order turned round, 3 for 4 May": "Both are days of the calendar.",
    "an English text tagged as Dutch": "Names are often the same in both; for sentences this would take a guesser of languages.",
    "a first name for a formal one": "Both are names.",
    "two bearers where one is meant": "Commitments with several bearers are right, as in the Budapest Memorandum.",
    "lines that end in CR LF": "Turtle reads both; the formatter puts it right.",
}
