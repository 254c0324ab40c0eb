"""An import-linter contract: from another package only its doors may be imported, foundations apart."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorContract(Contract):
    """Every package of `container` is reached through one of `doors`; `foundations` may be imported directly.

    One contract for all packages, present and future; import-linter's own "protected" would need a block for each,
    and would leave open what nobody thought of listing.
    """

    type_name = "door"

    container = fields.StringField()
    doors = fields.ListField(subfield=fields.StringField())
    foundations = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every direct import between two packages."""
        del verbose  # nothing to add: all trespasses are listed anyway
        trespasses = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if self.package(importer)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self.is_trespass(importer, imported)
        ]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def package(self, module: str) -> str:
        """The package a module belongs to; empty for modules of others and for the container itself."""
        parts = module.split(".")
        return parts[1] if parts[0] == self.container and len(parts) > 1 else ""

    def is_trespass(self, importer: str, imported: str) -> bool:
        """Whether this import goes around the door."""
        package = self.package(imported)
        if package in {"", self.package(importer), *self.foundations}:
            return False
        parts = imported.split(".")
        return len(parts) < 3 or parts[2] not in self.doors

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes around the door."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} imports {imported}; use the public names of that package", bold=False)
