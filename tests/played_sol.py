"""Brå's SOL as it is described: a form with a session, menus with ids of their own, and answers from the demo's published figures."""

from __future__ import annotations

from functools import cache
from itertools import count, product
from urllib.parse import parse_qs, urlsplit

from player import Asked, Reply
from workspaces import REPOSITORY

BASE = "/solwebb/action/"
URL = f"https://statistik.bra.se{BASE.rstrip('/')}"
YEARLY, QUARTERLY = "101", "90"
ABOVE = {  # offence → those above it in the tree, which an answer repeats
    "Totalt antal brott": (),
    "3-7 kap. Brott mot person": ("Brott mot brottsbalken",),
    "8 kap. Stöld, rån och andra tillgreppsbrott": ("Brott mot brottsbalken",),
    "Inbrottsstöld i bostad": ("Brott mot brottsbalken", "8 kap. Stöld, rån och andra tillgreppsbrott"),
    "9 kap. Bedrägeri och annan oredlighet": ("Brott mot brottsbalken",),
    "12 kap. Skadegörelsebrott": ("Brott mot brottsbalken",),
}
_OFFENCES = {YEARLY: tuple(ABOVE), QUARTERLY: ("Totalt antal brott",)}
_FILES = {YEARLY: "ar.txt", QUARTERLY: "kvartal.txt"}
_FIRST_ID = {YEARLY: 5036, QUARTERLY: 13192}
HEADER = "Region;Brott;År;Period;Antal;/100 000 inv\n"
MOST = 10_000


class Sol:
    """The server: sessions by their cookie, each bound to a menu and holding a selection."""

    def __init__(self) -> None:
        self.sessions: dict[str, dict[str, object]] = {}
        self.asked: list[dict[str, list[str]]] = []

    def __call__(self, asked: Asked) -> Reply:
        path, query = urlsplit(asked.path).path.removeprefix(BASE), parse_qs(urlsplit(asked.path).query)
        if path == "start":
            number = f"S{len(self.sessions) + 1}"
            self.sessions[number] = {}
            return Reply(b"<html></html>", headers={"Set-Cookie": f"JSESSIONID={number}; Path=/solwebb; Secure; HttpOnly"})
        session = self.sessions.get(asked.headers.get("cookie", "").removeprefix("JSESSIONID="))
        if session is None:
            return Reply("<html>En obefintlig menyrad har valts</html>".encode("latin-1"))
        return getattr(self, path.rpartition("/")[2])(session, asked, query)

    def urval(self, session: dict[str, object], asked: Asked, query: dict[str, list[str]]) -> Reply:
        session["menu"] = query["menyid"][0]
        return Reply(page(query["menyid"][0]).encode("latin-1"), headers={"Content-Type": "text/html;charset=ISO-8859-1"})

    def vantapopup(self, session: dict[str, object], asked: Asked, query: dict[str, list[str]]) -> Reply:
        """What it does not understand it drops in silence."""
        fields = parse_qs(asked.body.decode())
        known = ids(str(session["menu"]))
        chosen = {name: [each for each in fields[f"{name}_id_string"][0].split("*") if each in known[name]] for name in known}
        session["chosen"] = chosen
        self.asked.append(chosen)
        return Reply(b"<html></html>")

    def sok(self, session: dict[str, object], asked: Asked, query: dict[str, list[str]]) -> Reply:
        sizes = [len(each) for each in dict(session["chosen"]).values()]  # type: ignore[call-overload]
        if sizes[0] * sizes[1] * sizes[2] * 2 > MOST:
            return Reply("<html>Fel/Error <p>Felmeddelande: Sökningen är för stor</p></html>".encode("latin-1"))
        session["found"] = True
        return Reply(b"<html><frameset></frameset></html>")

    def dbfil(self, session: dict[str, object], asked: Asked, query: dict[str, list[str]]) -> Reply:
        menu, chosen = str(session["menu"]), dict(session["chosen"])  # type: ignore[call-overload]
        assert session.pop("found"), "asked for without a search"
        return Reply(answer(menu, chosen).encode("latin-1"), headers={"Content-Type": "text/plain;charset=ISO-8859-1"})


@cache
def rows(menu: str) -> dict[tuple[str, str, str, str], str]:
    """Area, offence, year, period → number and rate, as the demo has them."""
    text = (REPOSITORY / "sources" / "bra-anmalda-brott" / "2026-K2" / _FILES[menu]).read_bytes().decode("latin-1")
    cells = [line.split(";") for line in text.splitlines()[1:]]
    return {(area, offence, year, period): f"{number};{rate}" for area, offence, year, period, number, rate, _ in cells}


@cache
def ids(menu: str) -> dict[str, dict[str, object]]:
    """Id → what it stands for, of offences, areas and periods; the ids of one menu are no ids in another."""
    number = count(_FIRST_ID[menu])
    areas = sorted({area for area, *_ in rows(menu)})
    periods = dict.fromkeys((year, period) for _, _, year, period in rows(menu))
    return {
        "brottstyp": {str(next(number)): each for each in _OFFENCES[menu]},
        "region": {str(8500 + at): each for at, each in enumerate(areas)},
        "period": {str(2000 + next(number)): each for each in periods},
    }


def page(menu: str) -> str:
    known = ids(menu)
    lines = ['arrayNivaett[0] = "1*Brott"', 'arrayRegionNivaEtt[0] = "8291*Hela landet"']
    for at, (id, name) in enumerate(known["brottstyp"].items()):
        path = ", ".join((*ABOVE[str(name)], str(name)))
        shown = f"{name} totalt" if name == "Inbrottsstöld i bostad" else name
        lines.append(f'arrayNivatva[{2 * at}] = "{id}*{shown}*{id}*{path}"')
        lines.append(f'arrayNivatva[{2 * at + 1}] = "{id}*\\xA0\\xA0{shown}*1*{path}"')
    lines += [f'arrayRegionNivaTva[{at}] = "{id}*\\xA0{name}*1*{name}"' for at, (id, name) in enumerate(known["region"].items())]
    for at, (id, (year, period)) in enumerate(known["period"].items()):  # type: ignore[misc]
        name, full, kind = (period, period, "-1") if year == "År" else (period, f"{year} {period}", "1")
        lines.append(f'arrayPeriod[{at}] = "{id}*{name}*{at}*{full}*{kind}"')
    script = ";\n".join(lines)
    return f"<html><script>var arrayNivatva = new Array();\n{script};\n</script></html>"


def answer(menu: str, chosen: dict[str, list[str]]) -> str:
    """Each area's offences, those above them first, without values."""
    known = ids(menu)
    written = []
    for region, offence, period in product(chosen["region"], chosen["brottstyp"], chosen["period"]):
        area, name, (year, label) = known["region"][region], str(known["brottstyp"][offence]), known["period"][period]  # type: ignore[misc]
        written += [f"{area};{above};{year};{label};..;..;" for above in ABOVE[name]]
        written.append(f"{area};{name};{year};{label};{rows(menu).get((str(area), name, year, label), '..;..')};")
    return HEADER + "\n".join(written) + "\n"
