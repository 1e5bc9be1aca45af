"""The formats that can be read, by name: observations.READERS imports pandas, which is too slow for --help and for a tick."""

FORMATS = (
    "bra-sol-dbfil",
    "bra-sol-textfil",
    "bra-sol-excel",
    "bra-sol-html",
    "bra-kommun-csv",
    "bra-lagesbild",
    "bra-tabell",
    "polisen-handelser",
    "kolada",
    "json-stat",
    "pxweb-json",
    "px",
    "opendatasoft",
    "tabell",
    "uppgifter",
    "bedomningar",
    "geojson",
    "register",
)
