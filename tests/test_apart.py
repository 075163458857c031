"""Values kept apart are pickled once, and a page that is kept alone equals the one in the plan."""

from dataclasses import dataclass, field

import pytest

from press import recipe
from press.edges import source
from press.kernel import apart, digest
from press.stages.cache import Cache
from press.stages.rendering import _row
from press.stages.stamps import Stamps
from tests.workshop import Workshop


@apart.apart()
@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    text: str
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest.of(self.text))


@apart.apart("leaf")
@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    leaf: Leaf
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest.of(("branch", self.leaf)))


def packed(value: object) -> tuple[bytes, dict[str, bytes]]:
    whole, found = apart.pack(value)
    return whole, {name: apart.pack(part)[0] for name, part in found.items()}


@pytest.mark.parametrize(
    "value",
    [
        ("nothing", 1),
        [Leaf(text="a"), Leaf(text="b"), Leaf(text="a")],
        {"x": Branch(leaf=Leaf(text="a")), "y": Leaf(text="a")},
        Branch(leaf=Leaf(text="a")),
    ],
)
def test_a_value_comes_back_equal(value: object) -> None:
    whole, parts = packed(value)
    assert apart.unpack(whole, parts, {}) == value


def test_what_lies_apart_is_in_no_value_that_holds_it() -> None:
    text = "a long text " * 20
    branch = Branch(leaf=Leaf(text=text))
    whole, parts = packed([branch, branch.leaf])
    assert set(parts) == {f"Branch {branch.digest}", f"Leaf {branch.leaf.digest}"}
    holding = [name for name, data in parts.items() if text.encode() in data]
    assert (text.encode() in whole, holding) == (False, [f"Leaf {branch.leaf.digest}"])


def test_what_lies_apart_is_one_value_again() -> None:
    leaf = Leaf(text="a")
    whole, parts = packed([leaf, Branch(leaf=leaf)])
    first, second = apart.unpack(whole, parts, {})
    assert first is second.leaf


def test_a_missing_part_is_noticed() -> None:
    whole, _ = packed([Leaf(text="a")])
    with pytest.raises(KeyError):
        apart.unpack(whole, {}, {})


def test_a_page_kept_alone_is_the_one_in_the_plan(workshop: Workshop) -> None:
    workshop.configure("feeds: {items: 2, atom: [regions]}\n")
    for number in range(1, 8):
        see = [f"x/n{number - 1}"] if number > 1 else []
        workshop.article(f"x/n{number}", f"Text of [one](n1.md) and {number}.", date=f"2021-01-0{number}", see_also=see)
    workshop.article("x/gone", date="2021-02-01", withdrawn={"date": "2021-02-02", "reason": "It was wrong."})
    workshop.write("content/pages/about.md", "---\ntitle: About\n---\nWe are.\n")
    workshop.build()
    with Cache(workshop.root / ".cache") as cache:
        agenda = recipe.prepare(workshop.request(), source.scan(workshop.root), cache).agenda
        stamps = Stamps(f"pages {workshop.site.resolve()}", cache).all()
        alone = {file: (_row(file, stamp), stamp.apart) for file, stamp in stamps.items() if stamp.apart is not None}
        found = agenda.pages(alone)
        assert "plan" not in vars(agenda), "they were loaded without it"
        planned = {page.claim.file: page for page in agenda.plan.pages}
        assert [page.claim.file for page in found] == list(alone)
        assert alone.keys() == {file for file, page in planned.items() if page.shows or file.startswith("downloads/archive")}
        assert [planned[file] for file in alone] == found
