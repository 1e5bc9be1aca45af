"""[fetch]: how a source is collected is declared, and what is wrong in it is told at once."""

from __future__ import annotations

import pytest

from briefing.errors import DeclarationError
from briefing.sources.declaration import parse_source
from briefing.sources.source import Source
from briefing.terms.period import Year

HEAD = 'format = "{}"\ntitle = "T"\nproducer = "P"\nsensitivity = "oppen"\n[fetch]\n'
KOLADA = HEAD.format("kolada") + 'kind = "kolada"\nurl = "https://api.kolada.se/v3"\nhosts = ["api.kolada.se"]\n'
SIDA = HEAD.format("bra-kommun-csv") + 'kind = "sida"\nurl = "https://bra.se/statistik"\nhosts = ["bra.se"]\n'
SOL = HEAD.format("bra-sol-dbfil") + 'kind = "bra-sol"\nurl = "https://statistik.bra.se/solwebb/action"\nhosts = ["statistik.bra.se"]\n'
MENU = '[[fetch.tables]]\nid = "101"\nvalues.period = ["ar"]\nvalues.brott = ["Totalt antal brott"]\n'
FORMATS = ("bra-sol-dbfil", "kolada", "bra-kommun-csv", "polisen-handelser", "json-stat", "tabell")


def parsed(text: str) -> Source:
    return parse_source(text, "kalla", set(), {}, FORMATS, "source.toml")


def test_a_declaration_is_read() -> None:
    fetch = parsed(KOLADA + 'first = "2015"\nareas = ["kommunen", "0680"]\n').fetch
    assert fetch is not None
    assert (fetch.kind, fetch.hosts, fetch.first, fetch.areas) == ("kolada", ("api.kolada.se",), Year(2015), ("kommunen", "0680"))
    assert parsed(SIDA + 'files = ["Anmälda brott {kommun} {ar}.csv"]\n').fetch is not None
    assert parsed(SOL + 'every = "vecka"\nca_file = "extra.pem"\n' + MENU).fetch is not None
    assert parsed(HEAD.format("kolada").replace("[fetch]\n", "")).fetch is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (KOLADA + "verify = false\n", "fetch > verify: the key is not known here"),
        (KOLADA + "loopback_allowed = true\n", "fetch > loopback_allowed: the key is not known here"),
        (KOLADA.replace('"kolada"\nurl', '"koladan"\nurl'), "fetch > kind: 'koladan' is not a kind of service"),
        (KOLADA.replace("https", "http"), "fetch > url: 'http://api.kolada.se/v3' does not begin with https://"),
        (KOLADA.replace('["api.kolada.se"]', '["kolada.se"]'), "fetch > url: its host 'api.kolada.se' is not on the list"),
        (KOLADA.replace('["api.kolada.se"]', "[]"), "fetch > hosts: no host is named"),
        (
            KOLADA.replace('["api.kolada.se"]', '["https://api.kolada.se"]'),
            "fetch > hosts: 'https://api.kolada.se' is not the name of a host",
        ),
        (KOLADA + 'areas = ["grannar"]\n', "fetch > areas: 'grannar' is not a word for areas"),
        (KOLADA + 'groups = ["Liknande {lan}"]\n', "fetch > groups: 'lan' is not a place in a title"),
        (KOLADA + 'files = ["{ar}.csv"]\n', "fetch > files: the kind kolada has no use for the key"),
        (KOLADA.replace('format = "kolada"', 'format = "tabell"'), "fetch > kind: answers of the kind kolada cannot be read as tabell"),
        (KOLADA + 'every = "timme"\n', "fetch > every: 'timme' is not how often a source is collected"),
        (KOLADA + 'ca_file = "../../extra.pem"\n', "fetch > ca_file: '../../extra.pem' is not the name of a .pem file"),
        (SOL, "fetch > tables: the key is missing"),
        (SOL + MENU.replace("101", "år"), "fetch > tables > år: 'år' is not the number of a menu"),
        (SOL + MENU.replace('ar"', 'vecka"'), "values > period: 'vecka' is not a period of SOL"),
        (SOL + MENU.replace("values.brott", "values.brotten"), "values > brotten: 'brotten' is not a variable of SOL"),
        (SIDA, "fetch > files: the key is missing"),
        (SIDA + 'files = ["brott.csv"]\n', "fetch > files: 'brott.csv' does not say where the period stands"),
        (SIDA + 'files = ["brott {vecka} {ar}.csv"]\n', "fetch > files: 'vecka' is not a place in a file's name"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(DeclarationError) as raised:
        parsed(text)
    assert told in str(raised.value)
