"""Which lines go in, and where: what was read, held against what stands in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.lists.areas import Area, read_area
from resolvers.lists.entries import ListedContact, ListedNeed, ListedPartner, ListedResource
from resolvers.lists.keyed import StoredLine, load_own_numbers, load_stored, words_of
from resolvers.lists.lines import KeyedEntry
from resolvers.lists.naming import Asker
from resolvers.lists.options import ImportOptions
from resolvers.lists.partner_book import BookEntry, PartnerBook, load_partners
from resolvers.lists.partner_lines import named_partner
from resolvers.lists.refusals import Fault, FileRefused
from resolvers.lists.region_tree import UNASSIGNED, Names, RegionTree, load_regions
from resolvers.lists.report import Duplicate
from storage.codes import PartnerKind
from storage.tables import RegionRow


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """A line that can go in: the region it stands in, the partner it names, the area a resource serves."""

    keyed: KeyedEntry
    region: Names
    partner: BookEntry | None = None
    area: Area | None = None


@dataclass(slots=True)
class Plan:
    """What would be written, and why some lines would not."""

    regions: RegionTree
    partners: PartnerBook
    lines: list[PlacedEntry] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def region_row(self, names: Names) -> RegionRow:
        """Return the row of a region, once all that are to be added stand."""
        row = self.regions.row(names)
        assert row is not None, "regions are planted before anything stands in them"
        return row


async def make_plan(session: AsyncSession, entries: Iterable[KeyedEntry], options: ImportOptions) -> Plan:
    """Return which entries would go in as the database stands; writes nothing.

    Raises
    ------
    FileRefused
        NO_SUCH_REGION when the region of the options does not exist and may not be added.
    """
    regions = await load_regions(session)
    base = _base(regions, options)
    plan = Plan(regions, await load_partners(session, regions.paths()))
    placed = [(keyed, _region(plan, keyed, base, options)) for keyed in entries]
    stored = await load_stored(session, options.noun, _keys(regions, placed))
    ours = await load_own_numbers(session, options.noun, [keyed.own_number for keyed, _ in placed if keyed.own_number])
    first_lines: dict[tuple[Names, str], KeyedEntry] = {}
    for keyed, region in placed:
        row = regions.row(region)
        there = stored.get((row.id, keyed.key)) if row else None
        before = first_lines.setdefault((region, keyed.key), keyed)
        if keyed.own_number in ours:
            plan.duplicates.append(Duplicate(keyed.entry.line, number=keyed.own_number))
        elif there is not None:
            _note_stored(plan, keyed, there)
        elif before is not keyed:
            _note_repeated(plan, keyed, before)
        else:
            _put_in(plan, keyed, region)
    return plan


def _base(regions: RegionTree, options: ImportOptions) -> Names:
    """Return the region of the options; with leave to add regions it is added where it is missing."""
    if options.may_add_regions:
        regions.add_path(options.region)
    elif options.region and not regions.has(options.region):
        raise FileRefused("", "NO_SUCH_REGION", value="/".join(options.region))
    return options.region


def _region(plan: Plan, keyed: KeyedEntry, base: Names, options: ImportOptions) -> Names:
    chain = keyed.entry.chain
    if not base and not (options.may_add_regions and chain):
        return plan.regions.place((), UNASSIGNED, may_add=True)[0]
    region, unknown = plan.regions.place(base, chain, may_add=options.may_add_regions)
    if unknown:
        names = "/".join(step.name for step in unknown)
        plan.warnings.append(Fault(keyed.entry.line, "REGION_UNKNOWN", value=names))
    return region


def _keys(regions: RegionTree, placed: Sequence[tuple[KeyedEntry, Names]]) -> Mapping[UUID, Sequence[str]]:
    keys: dict[UUID, list[str]] = {}
    for keyed, region in placed:
        row = regions.row(region)
        if row is not None:
            keys.setdefault(row.id, []).append(keyed.key)
    return keys


def _note_stored(plan: Plan, keyed: KeyedEntry, there: StoredLine) -> None:
    entry = keyed.entry
    if entry.external_id and there.words != words_of(entry):
        plan.faults.append(Fault(entry.line, "NUMBER_USED", value=entry.external_id))
    else:
        plan.duplicates.append(Duplicate(entry.line, number=there.number))


def _note_repeated(plan: Plan, keyed: KeyedEntry, before: KeyedEntry) -> None:
    entry = keyed.entry
    if entry.external_id and words_of(before.entry) != words_of(entry):
        plan.faults.append(Fault(entry.line, "NUMBER_USED", value=entry.external_id))
    else:
        plan.duplicates.append(Duplicate(entry.line, first_line=before.entry.line))


def _put_in(plan: Plan, keyed: KeyedEntry, region: Names) -> None:
    entry = keyed.entry
    if isinstance(entry, ListedPartner):
        known = plan.partners.find(entry.name, region)
        if known is None:
            plan.lines.append(PlacedEntry(keyed, region, _enter(plan, entry, region)))
        else:
            first_line = known.listed.line if known.listed else None
            plan.duplicates.append(Duplicate(entry.line, entry.name, first_line))
        return
    listed = entry.partner if isinstance(entry, ListedResource) else _asking_partner(entry)
    area = None
    if isinstance(entry, ListedResource):
        area, unknown = read_area(entry, plan.regions, region)
        plan.warnings.extend(Fault(entry.line, "AREA_UNKNOWN", value=name) for name in unknown)
    plan.lines.append(PlacedEntry(keyed, region, _enter(plan, listed, region) if listed else None, area))


def _asking_partner(need: ListedNeed) -> ListedPartner | None:
    if need.asker is not Asker.NAMED_PARTNER:
        return None
    return named_partner(need.line, need.chain, need.asker_name, ListedContact())


def _enter(plan: Plan, listed: ListedPartner, region: Names) -> BookEntry:
    entry = plan.partners.enter(listed, region)
    if entry.listed is listed and listed.kind is PartnerKind.GROUP and not listed.contact.name:
        plan.warnings.append(Fault(listed.line, "CONTACT_MISSING"))
    return entry
