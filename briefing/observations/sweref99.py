"""SWEREF 99 TM (EPSG:3006): degrees → metres, so that surfaces can be measured.

Gauss-Krüger's conformal projection by Lantmäteriet's formulae ("Gauss conformal projection (Transverse Mercator)", Krüger's series),
which are exact to a millimetre in Sweden.
"""

from __future__ import annotations

from math import asin, asinh, atan, atanh, cos, cosh, radians, sin, sinh, sqrt, tan, tanh

from briefing.observations.boundary import Position

_AXIS, _FLATTENING = 6_378_137.0, 1 / 298.257222101  # GRS 80
_MERIDIAN, _SCALE, _FALSE_EASTING = 15.0, 0.9996, 500_000.0
_E2 = _FLATTENING * (2 - _FLATTENING)
_N = _FLATTENING / (2 - _FLATTENING)
_ROOF = _AXIS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16 + 41 * _N**4 / 180,
    13 * _N**2 / 48 - 3 * _N**3 / 5 + 557 * _N**4 / 1440,
    61 * _N**3 / 240 - 103 * _N**4 / 140,
    49561 * _N**4 / 161280,
)


def metres(position: Position) -> Position:
    """Easting and northing in metres of a longitude and latitude in degrees."""
    longitude, latitude = map(radians, position)
    conformal = _conformal(latitude)
    difference = longitude - radians(_MERIDIAN)
    xi = atan(tan(conformal) / cos(difference))
    eta = atanh(cos(conformal) * sin(difference))
    northing, easting = xi, eta
    for number, beta in enumerate(_BETA, start=1):
        northing += beta * sin(2 * number * xi) * cosh(2 * number * eta)
        easting += beta * cos(2 * number * xi) * sinh(2 * number * eta)
    return _SCALE * _ROOF * easting + _FALSE_EASTING, _SCALE * _ROOF * northing


def _conformal(latitude: float) -> float:
    """The conformal latitude, in closed form, of a geodetic one."""
    excentricity = sqrt(_E2)
    return asin(tanh(asinh(tan(latitude)) - excentricity * atanh(excentricity * sin(latitude))))
