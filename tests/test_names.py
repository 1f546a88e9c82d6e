"""A name or code leads to the thing that is meant, or to a refusal that names the choices; nothing is guessed."""

import pytest
from article90 import answers, engines, names, vocabulary
from article90.add.values import Remembering
from article90.errors import UserError
from article90.names import fold


@pytest.fixture(scope="module")
def oxigraph(oxigraph: engines.Engine) -> engines.Engine:
    """The names of everything are asked for by every test: they are fetched once."""
    return Remembering(oxigraph)


def found(written: str, oxigraph, *kinds: str, lang: str = "en") -> str:
    node = names.resolve(written, kinds, oxigraph, lang) if kinds else answers.find(written, oxigraph, lang)
    return vocabulary.short(node.value)


def refused(written: str, oxigraph, *kinds: str, lang: str = "en") -> str:
    with pytest.raises(UserError) as error:
        found(written, oxigraph, *kinds, lang=lang)
    return str(error.value)


@pytest.mark.parametrize(
    "written",
    ["Netherlands", "netherlands", "Koninkrijk der Nederlanden", "Pays-Bas", "The Netherlands", "NLD", "NL", "528", "Q29999", "wd:Q29999"],
)
def test_the_netherlands_is_the_state(oxigraph, written: str) -> None:
    """`describe Netherlands` once showed a country in the Kingdom, whose slug was looked at before any label."""
    assert found(written, oxigraph) == "state:NLD"


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("NLD", "NLD"),
        ("nl", "NLD"),
        ("DE", "DEU"),
        ("276", "DEU"),  # M49
        ("210", "NLD"),  # Correlates of War
        ("SUHH", "SUN"),  # ISO 3166-3
        ("Q183", "DEU"),
        ("http://www.wikidata.org/entity/Q183", "DEU"),
        ("TÜRKİYE", "TUR"),
        ("Turkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Espana", "ESP"),
        ("Bosnia & Herzegovina", "BIH"),
    ],
)
def test_a_state_is_found_by_the_codes_and_names_that_the_help_promises(oxigraph, written: str, state: str) -> None:
    assert found(written, oxigraph, "state") == f"state:{state}"


def test_a_code_of_two_things_is_refused_with_both(oxigraph) -> None:
    """345 was Yugoslavia, then Serbia and Montenegro, then Serbia, in the Correlates of War; AU is a body and a state."""
    said = refused("345", oxigraph, "state")
    assert "more than one thing" in said
    assert all(s in said for s in ("state:YUG", "state:SCG", "state:SRB"))
    said = refused("AU", oxigraph)
    assert "organisation:au" in said and "state:AUS" in said


def test_a_slug_of_two_things_is_refused_with_both(oxigraph) -> None:
    assert "more than one thing" in refused("mfo", oxigraph)


@pytest.mark.parametrize(
    ("written", "there"),
    [("TWN", "territory:TWN"), ("XKX", "territory:XKX"), ("state:TWN", "territory:TWN"), ("NATO", "organisation:nato")],
)
def test_what_stands_in_another_folder_is_named(oxigraph, written: str, there: str) -> None:
    assert there in refused(written, oxigraph, "state")


def test_a_name_is_preferred_to_a_slug(oxigraph) -> None:
    """The Dutch constitution has the slug `nl`, which is nobody's name for it."""
    assert found("NL", oxigraph) == "state:NLD"
    assert found("npt", oxigraph, "treaty") == "treaty:npt"


@pytest.mark.parametrize(
    ("written", "never"),
    [("UK", "UKR"), ("Swaziland", "AND"), ("Ivory Coast", "EST"), ("DRC", "TUR"), ("Zaire", "ARE"), ("Curacao", "AGO")],
)
def test_a_word_is_not_answered_with_a_code(oxigraph, written: str, never: str) -> None:
    """Three-letter codes and names in thirty languages once stood in one pool, and the short ones won."""
    try:
        assert found(written, oxigraph, "state") != f"state:{never}"
    except UserError as error:
        assert f"state:{never}" not in str(error)


def test_near_misses_are_names_that_would_be_accepted(oxigraph) -> None:
    said = refused("Netherlnds", oxigraph, "state")
    assert "Did you mean Netherlands (state:NLD)" in said
    assert "Niederlande" not in refused("Niederlnde", oxigraph, "state", lang="nl")
    assert "Duitsland" in refused("Duitsand", oxigraph, "state", lang="nl")


def test_a_long_name_is_not_echoed_whole(oxigraph) -> None:
    assert len(refused("x" * 100_000, oxigraph, "state")) < 300


def test_names_fold_to_one_form() -> None:
    assert fold("Türkiye") == fold("TÜRKİYE") == fold("turkiye")
    assert fold("Côte d’Ivoire") == fold("Cote d'Ivoire")
    assert fold("The Gambia") == fold("gambia")
    assert fold("Comprehensive Nuclear-Test-Ban Treaty") == fold("comprehensive nuclear test ban treaty")
    assert fold("…") == ""
