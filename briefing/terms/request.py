"""All that briefing.toml and the command line say of one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.terms.area import Area, LocalArea, Municipality
from briefing.terms.boundary_change import BoundaryChange, in_force
from briefing.terms.committee import Committee
from briefing.terms.edition import EditionId, IssuedEdition, Logged, Review, Status, StatutoryEdition
from briefing.terms.indicator import Indicator
from briefing.terms.period import Day, Period, Quarter
from briefing.terms.sensitivity import Sensitivity


@dataclass(frozen=True)
class Request:
    """One edition to be made.

    `period` is the quarter or year that the edition is about, or the day of the meeting it is made for; nothing about a later
    day enters it. `indicators` is the whole catalogue. `peers` are the comparable municipalities of `peers_year`, `county` the other
    municipalities of the county (länets kommuner). `areas` are the declared parts of the municipality, `boundary_changes` how they have
    changed.
    `cut_off`: deliveries received on that day or later are not used; None uses all that has come. `version` is
    empty for a draft. `threshold`: counts of people below it are not published from sources that are not public. `public`: for everyone to
    read, so that only öppna values and texts enter it. `committee` is the nämnd that the edition is for, None for the whole
    municipality. `decision` is the paragraph or number of the decision that made it Slutlig, `review` who has made the sekretessprövning of
    a public one (None: nobody). `statutory` is the whole lägesbild, another than this, that the law's two years are counted from.
    `issued` are the lägesbilder, other than this, of which residents are to be informed; `log` what has been done with this edition.
    Of an area with fewer cases than `fewest_cases`, or fewer inhabitants than `smallest_population`, no rate is computed.
    `likelihood`: the words of likelihood that judgements may use → what each means. `is_special`: a särskild lägesbild, made for a day on
    which the calendar has no meeting.
    """

    edition: EditionId
    period: Quarter | Day
    municipality: Municipality
    peers: tuple[Area, ...]
    peers_year: int
    indicators: tuple[Indicator, ...]
    status: Status = Status.ARBETSMATERIAL
    version: str = ""
    replaces: str = ""
    ceiling: Sensitivity = Sensitivity.INTERN
    cut_off: date | None = None
    dnr: str = ""
    council: str = "Strategiska rådet"
    contact: str = ""
    areas: tuple[LocalArea, ...] = ()
    public: bool = False
    committee: Committee | None = None
    county: tuple[Area, ...] = ()
    threshold: int = 5
    decision: str = ""
    review: Review | None = None
    statutory: StatutoryEdition | None = None
    issued: tuple[IssuedEdition, ...] = ()
    log: tuple[Logged, ...] = ()
    boundary_changes: tuple[BoundaryChange, ...] = ()
    fewest_cases: int = 5
    smallest_population: int = 1_000
    likelihood: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_special: bool = False

    @property
    def areas_in_force(self) -> tuple[LocalArea, ...]:
        """The declared parts that there are on the last day of the period."""
        return in_force(self.areas, self.boundary_changes, self.period.last_day)

    def indicator(self, indicator_id: str) -> Indicator | None:
        """The catalogue's indicator of that id; None when the catalogue has none."""
        return next((each for each in self.indicators if each.id == indicator_id), None)

    def uses(self, covers: Period) -> bool:
        """Whether what people say of that period may enter the edition.

        For a quarter's edition the period has ended when the quarter has; for a meeting it has begun.
        """
        if isinstance(self.period, Day):
            return covers.first_day <= self.period.day
        return covers.last_day <= self.period.last_day
