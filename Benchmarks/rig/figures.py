"""What a measurement hands back, and how it is printed."""

import statistics
from dataclasses import dataclass


@dataclass
class Figure:
    """One line of the table. A figure that is only there to be seen has no bounds."""

    name: str
    value: float
    unit: str
    must: float | None = None
    aim: float | None = None
    more_is_better: bool = False

    @property
    def verdict(self):
        if self.must is None:
            return ""
        if self.aim is not None and self.reaches(self.aim):
            return "aim"
        return "must" if self.reaches(self.must) else "MISSED"

    def reaches(self, bound):
        return self.value >= bound if self.more_is_better else self.value <= bound

    def row(self):
        bounds = [self.spell(self.must), self.spell(self.aim)]
        return [self.name, *bounds, self.spell(self.value), self.verdict]

    def spell(self, number):
        if number is None:
            return ""
        digits = 0 if number >= 1000 else 1 if number >= 20 else 2
        return f"{number:,.{digits}f} {self.unit}".strip()


def median(numbers):
    return statistics.median(numbers)


def table(figures):
    rows = [["figure", "must", "aim", "measured", "reached"]] + [figure.row() for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
