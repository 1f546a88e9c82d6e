"""What is wrong with a query that is no SPARQL 1.1, in one sentence: where, what stands there, what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .sparql import TOKEN, bare

# Stands between the prefixes that are written in front of a query and the query, so that places are told in what was typed.
SEAM = " \t \t "
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_CLOSING = {"{": "}", "(": ")", "[": "]"}
# What of a parser's list of what it expected helps a person; most entries are letters of names, or words that fit by chance.
_HELPS = re.compile(r"[{}()\[\].;,]|BY|AS|IN|WHERE")


def place(text: str, at: int) -> str:
    """The line and column of the character `at`, both counted from 1."""
    before = text[:at]
    start = before.rfind("\n") + 1
    if not start and SEAM in text:
        start = text.index(SEAM) + len(SEAM)
    return f"line {before.count(chr(10)) + 1}, column {at - start + 1}"


def explained(text: str, error: object) -> str:
    """The sentence for a query that a parser refused with `error` (pyoxigraph's or pyparsing's)."""
    for sentence in _mistakes(text):
        return f"The query is not SPARQL 1.1: {sentence}"
    at, expected = _complaint(text, str(error))
    token = _word(text, at)
    if expected:
        wanted = f"expected {expected}"
    elif text[token] in "}.":
        wanted = "the pattern before it is not whole; it takes a subject, a property and a value"
    elif text[token] in "?$<\"'":
        wanted = "it fits in no pattern; a '.' or ';' may be missing before it"
    else:
        wanted = "it does not belong here, or what stands before it is not whole"
    return f"The query is not SPARQL 1.1: {place(text, token)}, at '{_cut(text[token:])}': {wanted}."


def _complaint(text: str, said: str) -> tuple[int, str]:
    """The character at which a parser stopped, and what it says that it expected."""
    found = re.search(r"error at (\d+):(\d+): expected (?:one of )?(.*)", said, re.DOTALL)
    if not found:
        found = re.search(r"\(at char (\d+)\)", said)
        return (int(found[1]) if found else len(text)), ""
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
    if "a variable that is unbound" in found[3]:
        return at, "in SELECT only variables that GROUP BY names, or an aggregate such as (SAMPLE(?x) AS ?y)"
    kept = [e.strip('"') for e in re.split(r", (?=[\"A-Z\['])", found[3])]
    # a long list means that almost anything was expected
    return at, " or ".join(kept) if len(kept) <= 3 and all(_HELPS.fullmatch(e) for e in kept) else ""


def _word(text: str, at: int) -> int:
    """Where the word or sign begins at which a parser gave up: it tells a place in it, or the blank before it."""
    after = re.search(r"\S", text[at:])
    at = at + after.start() if after else len(text.rstrip()) - 1
    while at > 0 and re.fullmatch(r"\w\w", text[at - 1 : at + 1]):
        at -= 1
    return at


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else line[:30].rsplit(" ", 1)[0] + " ..."


def _mistakes(text: str) -> Iterator[str]:
    """The mistakes that people make most, each as the end of a sentence."""
    from rapidfuzz import process

    plain = bare(text)
    words = re.findall(r"[A-Za-z]+", re.sub(r"(?i)\b(?:PREFIX\s+[\w.-]*:|BASE)", " ", plain))
    if not words:
        yield "it is empty. Write SELECT ... WHERE { ... }."
        return
    yield from cut_off(text)
    for found in re.finditer(r"(?i)\bPREFIX\s+([\w.-]+)\s*<", without_comments(text)):
        yield f"{place(text, found.start())}: a colon is missing after the prefix '{found[1]}'."
    for found in re.finditer(r"<([^<>\s\"{}|]+:[^<>\n{}]* [^<>\n{}]*)>", plain):
        yield f"{place(text, found.start())}, at '{_cut(found[0])}': an IRI cannot hold a blank."
    first = words[0].upper()
    if first in _UPDATES:
        yield f"it is an update ({first}), and only questions are asked here. Use SELECT, ASK, CONSTRUCT or DESCRIBE."
    elif first not in FORMS:
        near = process.extractOne(first, FORMS, score_cutoff=70)
        meant = f"; did you mean {near[0]}?" if near else "."
        yield f"it begins with '{_cut(words[0])}', where SELECT, ASK, CONSTRUCT or DESCRIBE is expected{meant}"
    yield from _open_strings(text, plain)
    known = declared(text)
    for at, prefix, local in prefixed(text):
        if prefix not in known:
            yield f"{place(text, at)}, at '{prefix}:{local}': the prefix '{prefix}:' is not declared. Write PREFIX {prefix}: <...> first."
            return
    if nothing := re.search(r"(?i)\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?(?:WHERE\b\s*)?\{", without_comments(text)):
        yield f"{place(text, nothing.start())}: SELECT names no variable. Write SELECT * for all, or SELECT ?x ?y."
    yield from _brackets(text, plain)
    for found in re.finditer(r"(?i)(?<![\w:.-])(ORDER|GROUP)\b(?!\s+BY\b)(?!:)", plain):
        yield f"{place(text, found.start())}, at '{_cut(text[found.start() :])}': expected BY after {found[1].upper()}."
    for found in re.finditer(r"(?i)\(\s*(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\([^()]*\)\s*\)", plain.partition("{")[0]):
        yield f"{place(text, found.start())}, at '{_cut(text[found.start() :])}': expected AS and a variable, as in (COUNT(*) AS ?n)."
    for found in re.finditer(r"(?i)\bFILTER\s+(?!NOT\b|EXISTS\b)[\w:]+\s*\([^()]*\)\s*(?:[=<>!]|&&|\|\|)", plain):
        yield f"{place(text, found.start())}, at '{_cut(text[found.start() :])}': expected brackets around the whole condition of FILTER."
    yield from _modifiers(text, plain)
    for found in re.finditer(r"(?i)\bBIND\s*\(.*?\bAS\s+([?$]\w+)\s*\)", text):
        if re.search(re.escape(found[1]) + r"\b", text[text.find("{") : found.start()]):
            yield f"{place(text, found.start())}: BIND gives a value to {found[1]}, which the patterns before it use already."


def _open_strings(text: str, plain: str) -> Iterator[str]:
    """A quotation mark that no other closes."""
    for at, sign in enumerate(plain):
        if sign in "'\"":
            yield f"{place(text, at)}, at '{_cut(text[at:])}': the string that begins here does not end on its line."
            return


def _brackets(text: str, plain: str) -> Iterator[str]:
    """A bracket too many, or one that is never closed."""
    stack: list[int] = []
    for at, sign in enumerate(plain):
        if sign in _CLOSING:
            stack.append(at)
        elif sign in _CLOSING.values():
            if not stack:
                yield f"{place(text, at)}: '{sign}' closes nothing."
                return
            opened = plain[stack.pop()]
            if _CLOSING[opened] != sign:
                yield f"{place(text, at)}: '{sign}' stands where '{_CLOSING[opened]}' is expected."
                return
    if stack:
        at = stack[-1]
        yield f"{place(text, at)}: the '{plain[at]}' that opens here is never closed."


def cut_off(text: str) -> Iterator[str]:
    """A name with a fragment, `treaty:npt#art6`, whose end a parser takes for a comment."""
    for found in TOKEN.finditer(text):
        name = re.search(r"(?:^|[\s(^/|!])([A-Za-z][\w-]*:[\w/.-]+)$", text[: found.start()])
        if name and found[0].startswith("#") and re.match(r"#[\w-]", found[0]):
            part = re.match(r"#[\w.-]*\w", found[0])
            whole = name[1] + (part[0] if part else "")
            yield f"{place(text, name.start(1))}, at '{whole}': '#' begins a comment there. Write the whole IRI between < and >."


def _modifiers(text: str, plain: str) -> Iterator[str]:
    """What belongs after the last bracket (SPARQL 1.1, section 18.2.4.2), found inside brackets that hold no SELECT of their own."""
    opened: list[int] = []
    for found in re.finditer(r"(?i)[{}]|(?<![\w:.-])(?:LIMIT|OFFSET|ORDER|GROUP|HAVING)\b(?!:)", plain):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            opened = opened[:-1]
        elif opened and not re.search(r"(?i)\bSELECT\b", plain[opened[-1] : found.start()]):
            yield f"{place(text, found.start())}, at '{_cut(text[found.start() :])}': {found[0].upper()} belongs after the closing bracket."


def prefixed(text: str) -> Iterator[tuple[int, str, str]]:
    """Each prefixed name in a query: where it stands, its prefix, its local part, but for those that declare a prefix."""
    plain = re.sub(r"(?i)\bPREFIX\s+[\w.-]*:", lambda m: " " * len(m[0]), bare(text))
    name = r"(?<![\w.:@-])(?<!\^\^)([A-Za-z](?:[\w.-]*[\w-])?)?:((?:[\w:%-]|\\.|\.(?=[\w:%\\-]))*)"
    for found in re.finditer(name + r"|\^\^([\w-]+):([\w-]+)", plain):
        if found[3]:
            yield found.start() + 2, found[3], found[4]
        else:
            yield found.start(), found[1] or "", found[2]


def declared(text: str) -> dict[str, str]:
    """The prefixes that a query declares (SPARQL 1.1, section 4.1.1)."""
    return {found[1] or "": found[2] for found in re.finditer(r"(?i)\bPREFIX\s+([A-Za-z][\w.-]*)?:\s*<([^<>\s]*)>", without_comments(text))}


def without_comments(text: str) -> str:
    """A query with its comments blanked out."""
    return TOKEN.sub(lambda m: " " * len(m[0]) if m[0].startswith("#") else m[0], text)
