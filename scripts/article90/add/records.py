"""From filled-in forms to records in their files: all or none, checked before a byte is written."""

from __future__ import annotations

import difflib
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from .. import vocabulary
from ..check import report
from ..check.rules import Problem, line_of, name_of
from ..engines import Engine, rows, text
from ..errors import UserError
from ..vocabulary import BASE, FACTS, ONTOLOGY, RDF_TYPE, short
from .forms import MOST, Field, Form, form, kebab
from .page import Object, Page, Record
from .values import Remembering, partial, thing, value

Given = Mapping[str, Sequence[str]]
# A record later than its list was read to is written, and told of: only who read the list knows its new day.
_LIST_WAS_READ = "S455-complete-list-ends-there"
_SUSPENDED = BASE + "concept/membership-status#suspended"
_ROMAN = dict(zip("IVXLC", (1, 5, 10, 50, 100), strict=True))


@dataclass
class Added:
    """What came of adding: the records, their pages, what the checks find missing, what most records also say, and of which
    lists the coverage should be looked at."""

    records: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    missing: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)

    def difference(self) -> str:
        """The change as a unified diff."""
        told: list[str] = []
        for page in self.pages:
            name = name_of(page.path)
            lines = (page.before.splitlines(True), page.text.splitlines(True))
            told += difflib.unified_diff(*lines, name if page.before else "/dev/null", name)
        return "".join(told)


class Desk:
    """Where forms of one kind are turned into records; the pages that they go to are kept until all are done."""

    def __init__(self, kind: str, source: Engine) -> None:
        """Take forms of `kind`; what they name is looked up in `source`."""
        self.source = Remembering(source)
        self.form: Form = form(kind, self.source)
        self.pages: dict[str, Page] = {}
        self.left_out: set[str] = set()

    def page(self, iri: str) -> Page:
        """The page of a thing."""
        iri = iri.partition("#")[0]
        if iri not in self.pages:
            self.pages[iri] = Page(iri)
        return self.pages[iri]

    def take(self, given: Given) -> str:
        """Put one filled-in form into its page and return the IRI of the record; UserError for one that is wrong."""
        kind = self.form.kind
        first = [" ".join(given.get(name, ())).strip() for name in kind.first]
        for name, written in zip(kind.first, first, strict=True):
            if not written:
                raise UserError(f"Say which {name} the {kind.name} has: 'article90 add {kind.name} --help' shows how.")
        values = self._values({k: v for k, v in given.items() if k not in kind.first})
        if kind.iri in FACTS and not values.get("source"):
            raise UserError("What no source says is not published: say with --source where it was read.")
        record = self._part(first, values) if kind.whole else self._thing(first[0], values)
        self._new(record)
        self.page(record.iri).insert(record)
        self.left_out |= {f.name for f in self.form.fields.values() if f.share >= MOST and f.predicate not in dict(record.says)}
        return record.iri

    def _new(self, record: Record) -> None:
        """UserError when a record of the page says the same already, whatever its sources and notes."""
        notes = {f.predicate for f in self.form.fields.values() if f.name == "source" or (f.is_text and self.form.kind.whole)}
        told = {(p, o) for p, objects in record.says for o in objects if p not in notes}
        there: dict[str, set[tuple[str, Object]]] = {}
        for s, p, o in self.page(record.iri).triples():
            there.setdefault(s.value, set()).add((p.value, o))
        for iri, said in there.items():
            if (RDF_TYPE.value, ox.NamedNode(record.kind)) in said and told <= said:
                raise UserError(f"{short(iri)} says that already ({self._place(iri)}): add to it there.")

    def outside(self, page: Page) -> list[str]:
        """What the coverage of the list on a page does not say yet, in a sentence."""
        if not self.form.kind.whole or self.form.kind.name in ("coverage", "other-value", "act", "provision"):
            return []
        said = page.triples()
        mine = {s for s, p, o in said if p.value == ONTOLOGY + "ofClass" and o.value == self.form.kind.iri}
        until = {o.value for s, p, o in said if s in mine and p.value == ONTOLOGY + "completeUntil"}
        old = {q.subject for q in ox.parse(page.before.encode(), format=ox.RdfFormat.TURTLE)}
        days = (ONTOLOGY + "since", ONTOLOGY + "signed", ONTOLOGY + "consented")
        last = max((o.value for s, p, o in said if s not in old and p.value in days), default="")
        if not mine:
            return [f"{short(page.iri)} does not say how complete this list is: 'article90 add coverage' does."]
        if until and last > max(until):
            return [f"The list of {short(page.iri)} is said to be complete until {max(until)}: does its coverage change?"]
        return []

    def _place(self, iri: str) -> str:
        """Where a record stands, as people find it."""
        page = self.page(iri)
        line = line_of(page.path, iri) if page.before else None
        return f"{name_of(page.path)}, line {line}" if line else name_of(page.path)

    def _values(self, given: Given) -> dict[str, list[Object]]:
        """The terms by the name of the field."""
        values: dict[str, list[Object]] = {}
        options = {**dict((k, [v]) for k, v in self.form.kind.defaults), **given}
        texts: dict[str, list[tuple[Field, str, str]]] = {}
        for option, written in options.items():
            f, lang = self.form.find(option)
            for one in written:
                texts.setdefault(f.name, []).append((f, lang, one))
        language = texts["language"][-1][2] if "language" in texts else "en"
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", language):
            raise UserError(f"'{language[:60]}' is no tag of a language: write it in lower case, for example en, nl or zh-hant.")
        for name, found in texts.items():
            if len(found) > 1 and (found[0][0].is_date or name.endswith("-precision") or found[0][0].is_number):
                raise UserError(f"--{name} is given {len(found)} times: a record has one; another value is an other-value of its own.")
            for f, lang, one in found:
                if name in ("since", "until"):
                    one, precision = partial(one, last=name == "until")
                    if precision and f"{name}-precision" not in texts:
                        values[f"{name}-precision"] = [ox.Literal(precision)]
                term = value(f, one, lang or (language if name == "title" else "en"), self.source)
                values.setdefault(name, []).append(term)
        return values

    def _record(self, iri: str, values: Mapping[str, list[Object]], part_of: str | None = None) -> Record:
        says = tuple((f.predicate, tuple(dict.fromkeys(values[f.name]))) for f in self.form.fields.values() if values.get(f.name))
        return Record(iri, self.form.kind.iri, says, part_of)

    def _thing(self, slug: str, values: dict[str, list[Object]]) -> Record:
        kind = self.form.kind.name
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise UserError(f"'{slug[:60]}' is no slug: write the name that people use, lower case and hyphened, for example eufor-althea.")
        iri = f"{BASE}{kind}/{slug}"
        if self.page(iri).text:
            raise UserError(f"{short(iri)} is there already: {name_of(self.page(iri).path)} describes it.")
        for url in values.get("url", ()) if kind == "source" else ():
            for row in rows(self.source.query(f"SELECT ?s {{ ?s <{ONTOLOGY}url> ?url }}", {"url": url})):
                raise UserError(f"{short(text(row, 's'))} has that address already: one source has one IRI, cite that one.")
        return self._record(iri, values)

    def _part(self, first: list[str], values: dict[str, list[Object]]) -> Record:
        """A part of a thing: where it belongs, and what its fragment is."""
        kind = self.form.kind
        fields = {f.predicate.replace("/", "#").rpartition("#")[2]: f for f in self.form.fields.values()}
        whole, who = fields[kind.whole], fields[kind.who]
        special = {"act": self._act, "coverage": self._coverage, "other-value": self._other_value, "provision": self._provision}
        if kind.name in special:
            return special[kind.name](first, values, whole, who)
        container, member = (thing(w, f.places, self.source) for w, f in zip(first, (whole, who), strict=True))
        values |= {whole.name: [container], who.name: [member]}
        return self._record(f"{container.value}#{self._period(container, member, who, values)}", values)

    def _nodes(self, container: str, who: str, member: Object) -> dict[str, dict[str, list[Object]]]:
        """The records of this class about a member on a page: by IRI, by the name of the field."""
        said = self.page(container).triples()
        mine = {s.value for s, p, o in said if p.value == who and o == member}
        mine &= {s.value for s, p, o in said if p == RDF_TYPE and o.value == self.form.kind.iri}
        names = {f.predicate: f.name for f in self.form.fields.values()}
        found: dict[str, dict[str, list[Object]]] = {iri: {} for iri in sorted(mine)}
        for s, p, o in said:
            if s.value in found and p.value in names:
                found[s.value].setdefault(names[p.value], []).append(o)
        return found

    def _period(self, container: ox.NamedNode, member: ox.NamedNode, who: Field, values: dict[str, list[Object]]) -> str:
        """The fragment of a new period, after a look at those that are there; UserError for one that is there already."""
        there = self._nodes(container.value, who.predicate, member)
        code, role = member.value.rpartition("/")[2], values.get("role", [])
        for iri, old in there.items():
            if old.get("role", []) == role:
                self._apart(iri, old, values)
        taken = {iri.partition("#")[2] for iri in there}
        base = code
        if role and (role[0].value == _SUSPENDED or code in taken):
            base = f"{code}-{role[0].value.partition('#')[2]}"
        if base in taken and base != code:
            base = f"{base}-{_day(values)[:4]}"
        number = 2
        fragment = base
        while fragment in taken:
            fragment, number = f"{base}-{number}", number + 1
        return fragment

    def _apart(self, iri: str, old: dict[str, list[Object]], new: dict[str, list[Object]]) -> None:
        """UserError when a new record repeats an old one, or is no later or earlier period beside it."""
        place = self._place(iri)
        began, begins = _day(old), _day(new)
        if self.form.kind.name == "contribution":  # a state may take part in a mission in several ways at once
            if began == begins and old.get("contribution-kind") == new.get("contribution-kind"):
                raise UserError(f"{short(iri)} is there already, from {began or 'no day'} ({place}): add to it there.")
            return
        if not began or began == begins:
            raise UserError(f"{short(iri)} is there already{f', from {began}' if began else ''} ({place}): add to it there.")
        earlier, later = (old, new) if began < begins else (new, old)
        end = earlier["until"][-1].value if earlier.get("until") else ""
        if not end or end >= _day(later):
            wanted = "give that one its last day first" if earlier is old else "give the new one its last day, with --until"
            raise UserError(f"{short(iri)} is there from {began} ({place}) and the two would overlap: {wanted}.")

    def _act(self, first: list[str], values: dict[str, list[Object]], whole: Field, who: Field) -> Record:
        container = thing(first[0], tuple(dict.fromkeys((*whole.places, "forum"))), self.source)
        actor = thing(first[1], ("organisation", "state", "territory"), self.source)
        said = self.page(container.value).triples()
        of_actor = {s.value for s, p, o in said if p.value in (ONTOLOGY + "party", "http://www.w3.org/ns/org#member") and o == actor}
        periods = sorted(iri for iri in of_actor if not iri.endswith(("-suspended", "-contested")))
        done = values["done"][0].value if values.get("done") else ""
        if not periods:
            raise UserError(f"{short(container.value)} has no record of {short(actor.value)}: add its participation or membership first.")
        begun = {s.value: o.value for s, p, o in said if p.value == ONTOLOGY + "since"}
        part = max((iri for iri in periods if begun.get(iri, "") <= done), key=lambda iri: begun.get(iri, ""), default=periods[0])
        values |= {whole.name: [ox.NamedNode(part)], who.name: [actor]}
        what = values["act-kind"][0].value.partition("#")[2] if values.get("act-kind") else "act"
        name = f"{container.value}#{actor.value.rpartition('/')[2]}-{what}"
        return self._record(self._free(name, done[:4]), values, part_of=part)

    def _coverage(self, first: list[str], values: dict[str, list[Object]], whole: Field, who: Field) -> Record:
        container = thing(first[0], whole.places, self.source)
        wanted = first[1].casefold().removesuffix("s")
        listed = {c.rpartition("#")[2].casefold(): c for c in sorted(FACTS)}
        if wanted not in listed:
            raise UserError(f"'{first[1][:60]}' is no list: choose one of {', '.join(f'{c}s' for c in sorted(listed))}.")
        values |= {whole.name: [container], who.name: [ox.NamedNode(listed[wanted])]}
        return self._record(self._free(f"{container.value}#coverage-{wanted}s"), values)

    def _other_value(self, first: list[str], values: dict[str, list[Object]], whole: Field, who: Field) -> Record:
        about = thing(first[0], whole.places, self.source)
        said = {kebab(p.value.replace("/", "#").rpartition("#")[2]): p for s, p, _ in self.page(about.value).triples() if s == about}
        wanted = kebab(first[1].rpartition(":")[2])
        if wanted not in said:
            raise UserError(
                f"{short(about.value)} says no '{first[1][:60]}' from which another value could differ: it says {', '.join(sorted(said))}."
            )
        values |= {whole.name: [about], who.name: [said[wanted]]}
        path, _, part = about.value.partition("#")
        return self._record(self._free(f"{path}#{part}{'-' * bool(part)}other-{wanted}", "2"), values)

    def _provision(self, first: list[str], values: dict[str, list[Object]], whole: Field, who: Field) -> Record:
        instrument = thing(first[0], whole.places, self.source)
        values |= {whole.name: [instrument], who.name: [ox.Literal(first[1])]}
        article = re.fullmatch(r"([IVXLC]+|\d+)((?:\(\w+\))*)", first[1])
        if not article:
            raise UserError(f"'{first[1][:60]}' is no number of an article, such as 5, IV or 42(7): add other provisions by hand.")
        digits = article[1] if article[1].isdigit() else str(_arabic(article[1]))
        return self._record(self._free(f"{instrument.value}#art{digits}{re.sub(r'[()]+', '-', article[2]).rstrip('-')}"), values)

    def _free(self, iri: str, distinction: str = "") -> str:
        """`iri`, or with what tells it from the one that is there; UserError when it is there and nothing does."""
        there = {s.value for s, _, _ in self.page(iri).triples() if isinstance(s, ox.NamedNode)}
        if iri in there and (not distinction or f"{iri}-{distinction}" in there):
            raise UserError(f"{short(iri)} is there already, in {name_of(self.page(iri).path)}: add to it there.")
        return f"{iri}-{distinction}" if iri in there else iri


def _day(values: Mapping[str, list[Object]]) -> str:
    """The day on which a record begins, as far as it says."""
    return next((values[name][0].value for name in ("since", "consented", "signed", "counted") if values.get(name)), "")


def _arabic(roman: str) -> int:
    digits = [_ROMAN[letter] for letter in roman]
    return sum(-n if n < max(digits[i:]) else n for i, n in enumerate(digits))


def add(kind: str, tables: Sequence[Given], source: Engine, dry_run: bool = False) -> Added:
    """Write records of a kind into their files, all or none, and say what is missing.

    Each of `tables` maps options (without their dashes) to what was written. UserError, and nothing written, when a value
    means nothing or a rule is broken; what a shape only misses, such as a label in Dutch, is told and does not stop it.
    """
    if Path(vocabulary.__file__).resolve().parent == vocabulary.ROOT:
        raise UserError("Facts are added in a clone of the repository, and this is an installed copy.")
    desk, added = Desk(kind, source), Added()
    for number, given in enumerate(tables, 1):
        try:
            added.records.append(desk.take(given))
        except UserError as error:
            raise UserError(f"Row {number}: {error}" if len(tables) > 1 else str(error)) from None
    added.pages = [page for page in desk.pages.values() if page.text != page.before]
    added.missing = _checked(added.pages, added.records)
    added.hints = sorted(desk.left_out)
    added.lists = [told for page in added.pages for told in desk.outside(page)]
    if not dry_run:
        _write(added.pages)
    return added


def _checked(pages: Sequence[Page], records: Sequence[str]) -> list[Problem]:
    """What is still missing on the pages as they will be; UserError for a rule that they break and did not break before."""
    with tempfile.TemporaryDirectory() as folder:
        copies = {}
        for page in pages:
            copy = Path(folder, "data", *page.iri.removeprefix(BASE).split("/")).with_suffix(".ttl")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(page.text.encode())
            copies[name_of(copy)] = page.path
        problems, results = report.check([Path(name) for name in copies])
    counts = {
        (r.focus.value, r.shape) for r in results if r.component in ("MinCountConstraintComponent", "QualifiedMinCountConstraintComponent")
    }
    old: set[tuple[str, str, str]] = set()
    before = [page.path for page in pages if page.before]
    if before and not all(p.subject in records or any(short(iri) in p.message for iri in records) for p in problems):
        # what was wrong on the pages before is not held against the new records
        old = {(p.subject, p.rule, p.message) for p in report.check(before)[0]}
    missing = []
    for p in problems:
        if (p.subject, p.rule, p.message) in old:
            continue
        if p.severity == "violation" and (p.subject, p.rule) not in counts and p.rule != _LIST_WAS_READ:
            raise UserError(f"Nothing was written, since {short(p.subject)} would break a rule: {p.message} [{p.rule}]")
        missing.append(Problem(name_of(copies[p.file]) if p.file in copies else p.file, p.line, p.subject, p.severity, p.rule, p.message))
    return missing


def _write(pages: Sequence[Page]) -> None:
    """Write the pages, each whole: beside its place first, then into it."""
    ready = []
    try:
        for page in pages:
            page.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=page.path.parent, prefix=".", suffix=".new", delete=False) as file:
                ready.append((Path(file.name), page.path))
                file.write(page.text.encode())
            Path(file.name).chmod(page.path.stat().st_mode & 0o777 if page.before else 0o644)
        for new, path in ready:
            new.replace(path)
    except OSError as error:
        raise UserError(f"{error.filename} cannot be written ({error.strerror}).") from None
    finally:
        for new, _ in ready:
            new.unlink(missing_ok=True)
