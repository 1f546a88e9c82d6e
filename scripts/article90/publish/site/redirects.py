"""What a registration at w3id.org needs: an .htaccess that sends each identifier on by what is asked for.

Apache's mod_rewrite does not read q-values by itself: a rule for each tenth of one, from 1 down, does. Of types that are wanted
equally, a page comes before Turtle, and Turtle before the other forms (RFC 9110, section 12.5.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import settings
from ..parts import DERIVED
from ..release import Release
from .forms import MEDIA

_ACCEPTED = {
    "html": ("text/html", "application/xhtml\\+xml"),
    **{ending: (media.replace("+", "\\+").replace(".", "\\."),) for ending, (media, _) in MEDIA.items()},
}
# The two media types of old by which RDF/XML and Turtle are still asked for.
_ACCEPTED["ttl"] += ("application/x-turtle",)
# A wildcard means a page, unless pages are refused.
_ANY = {"html": ("\\*/\\*", "text/\\*"), "ttl": ("\\*/\\*", "text/\\*"), "jsonld": ("application/\\*",)}

# The documents of a release that are no page of the site.
_DOCUMENTS = (*DERIVED, "questions", "catalogue", "alignments", "shapes")


def _quality(tenths: int) -> str:
    """The pattern of a parameter q worth that many tenths; rounded down, so that 0.95 is 0.9."""
    if tenths == 10:
        return r"(?:\s*;\s*(?!q\s*=)[^;,]*)*(?:\s*;\s*q\s*=\s*1(?:\.0{0,3})?)?\s*(?:,|$)"
    if tenths == 0:
        return r"(?:\s*;\s*(?!q\s*=)[^;,]*)*\s*;\s*q\s*=\s*0\.0(?!0?0?\s*(?:,|$))\d{1,2}\s*(?:,|$)"
    return rf"(?:\s*;\s*(?!q\s*=)[^;,]*)*\s*;\s*q\s*=\s*0\.{tenths}\d{{0,2}}\s*(?:,|$)"


def _choosing() -> Iterator[str]:
    """The rules that set FORM to what is wanted most."""
    yield "# What is asked for, by falling quality; nothing asked for is a page."
    yield "RewriteCond %{HTTP:Accept} ^$"
    yield "RewriteRule ^ - [E=FORM:html]"
    for tenths in range(10, -1, -1):
        for wanted in (_ACCEPTED, _ANY):
            for form, types in wanted.items():
                for media in types:
                    yield "RewriteCond %{ENV:FORM} ^$"
                    if wanted is _ANY and form == "html":
                        yield 'RewriteCond %{HTTP:Accept} "!text/html\\s*;\\s*q\\s*=\\s*0(?:\\.0*)?\\s*(?:,|$)" [NC]'
                    yield f'RewriteCond %{{HTTP:Accept}} "(?:^|,)\\s*{media}{_quality(tenths)}" [NC]'
                    yield f"RewriteRule ^ - [E=FORM:{form}]"


def htaccess(release: Release) -> bytes:
    """The file `.htaccess` of the folder article90/ at w3id.org."""
    site, last = settings.SITE, "[R=303,L,NE]"
    version = r"(\d+\.\d+\.\d+)"
    lines = [
        "# Article 90: written by 'article90 build'; see README.md beside it.",
        "Options -MultiViews",
        "DirectorySlash Off",
        "RewriteEngine On",
        "Header always set Access-Control-Allow-Origin *",
        "Header always merge Vary Accept",
        "Header always merge Vary Accept-Language",
        "",
        "# The documents of a release, which are named graphs too; then a file of the site by its ending.",
        f"RewriteRule ^({'|'.join(_DOCUMENTS)})\\.ttl$ {settings.download(release.version, '$1.ttl')} {last}",
        f"RewriteRule ^context\\.jsonld$ {settings.download(release.version, 'context.jsonld')} {last}",
        f"RewriteRule ^((?:[a-z-]+/)?[A-Za-z0-9._-]+\\.(?:{'|'.join(('html', *MEDIA))}))$ {site}$1 {last}",
        "",
        *_choosing(),
        "",
        "# The language of a page: the first that the browser names, English or Dutch.",
        "RewriteCond %{HTTP:Accept-Language} ^\\s*nl\\b [NC]",
        "RewriteRule ^ - [E=TONGUE:nl/]",
        "",
        "# A version is a release, with all its files; the ontology of one is one of them.",
        "RewriteCond %{ENV:FORM} ^html$",
        f"RewriteRule ^(?:ontology/)?{version}(?:/.*)?$ {settings.release_page('$1')} {last}",
        f"RewriteRule ^ontology/{version}$ {settings.download('$1', 'ontology.ttl')} {last}",
        f"RewriteRule ^ontology/(alignments|deprecated)/{version}$ {settings.download('$2', '$1.ttl')} {last}",
        f"RewriteRule ^{version}(?:/.*)?$ {settings.download('$1', 'article90.ttl')} {last}",
        "",
        "# The whole, and what describes it.",
        "RewriteCond %{ENV:FORM} ^(html|csv)$",
        f"RewriteRule ^$ {site}%{{ENV:TONGUE}}index.html {last}",
        f"RewriteRule ^$ {settings.download(release.version, 'catalogue.ttl')} {last}",
        "RewriteCond %{ENV:FORM} !^html$",
        f"RewriteRule ^dataset/?$ {settings.download(release.version, 'catalogue.ttl')} {last}",
        "RewriteCond %{ENV:FORM} ^html$",
        f"RewriteRule ^ontology/(?:alignments|deprecated)/?$ {site}%{{ENV:TONGUE}}ontology.html {last}",
        "RewriteCond %{ENV:FORM} ^html$",
        f"RewriteRule ^shape/(?:generic|house)/?$ {site}%{{ENV:TONGUE}}shape.html {last}",
        f"RewriteRule ^shape/(?:generic|house)/?$ {settings.download(release.version, 'shapes.ttl')} {last}",
        "",
        "# A thing, in the form that is wanted; a type that there is not is refused.",
        "RewriteCond %{ENV:FORM} ^html$",
        f"RewriteRule ^((?:[a-z-]+/)?[A-Za-z0-9._-]+)/?$ {site}%{{ENV:TONGUE}}$1.html {last}",
        "RewriteCond %{ENV:FORM} ^(.+)$",
        f"RewriteRule ^((?:[a-z-]+/)?[A-Za-z0-9._-]+)/?$ {site}$1.%1 {last}",
        "RewriteCond %{ENV:FORM} ^$",
        "RewriteRule ^ - [R=406,L]",
        "",
    ]
    return "\n".join(lines).encode()


README = """# Registering w3id.org/article90

This folder is what goes to `article90/` in <https://github.com/perma-id/w3id.org>: fork it, copy `.htaccess` and this file
there, and open a pull request. The addresses in it come from `scripts/article90/publish/settings.py` (SITE and REPOSITORY) and
are placeholders until these two are set; build again after setting them.

Who answers for it: the Article 90 editors, {repository}.

Every identifier is answered with 303 and the place of the form that was asked for:

| Accept | sent to |
|---|---|
| text/html, nothing, or anything | `{site}organisation/nato.html` (`nl/` before it where Dutch is the first language named) |
| text/turtle | `{site}organisation/nato.ttl` |
| application/ld+json | `{site}organisation/nato.jsonld` |
| application/n-triples | `{site}organisation/nato.nt` |
| application/rdf+xml | `{site}organisation/nato.rdf` |
| text/csv | `{site}organisation/nato.csv` |

q-values are honoured to a tenth. An identifier with a fragment is answered with that of the thing it is part of: the fragment
never leaves the client. `/0.2.0` and what is below it lead to the release of that version.
"""


def readme() -> bytes:
    """How to register, for whoever does it."""
    return README.format(site=settings.SITE, repository=settings.REPOSITORY).encode()
