"""The protocols of the agenda, run in place."""

from plgwork.analysis.fit import fit
from plgwork.analysis.running import steps
from plgwork.errors import AccessError
from plgwork.models.meetings import Block, Presence
from plgwork.models.protocols import Fitted
from plgwork.models.runs import Run, RunPlan, RunRoles
from plgwork.pages.guard import guarded
from plgwork.pages.meetings.sitting import Sitting
from plgwork.pages.run import ran
from plgwork.pages.run.playing import Playing
from plgwork.widgets import Links, Panels, Section

NONE = "No block of this agenda has a protocol. Give one to a block, and it can be run here."
HERE = (Presence.PRESENT, Presence.PART)


class Running:
    """A button for each protocol of the agenda, and the player of the one that runs."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.panels, self.links = Panels(), Links()
        self.section = Section("run")
        self._playing: Playing | None = None
        self._blocks: dict[str, Block] = {}
        self.links.listen("ask", guarded(sitting.say)(lambda message: self._start(message["text"])))

    def reread(self) -> None:
        """Show what can be run, or what runs."""
        meeting, protocols = self._sitting.meeting, self._sitting.workbook.content.protocols
        blocks = [
            block for block in (meeting.blocks if meeting else ()) if block.protocol_id in protocols
        ]
        run = self._open_run([block.protocol_id for block in blocks])
        if run:
            self._play(run)
            return
        self._playing = None
        self._blocks = {f"Start: {_name(block, protocols[block.protocol_id].name)}": block
                        for block in blocks}  # fmt: skip
        ran_already = reversed(self._sitting.ran())
        lines = [] if blocks or not meeting else [NONE]
        items = [{"title": one.name, "note": ran.in_one_line(self._sitting.workbook, one)}
                 for one in ran_already]  # fmt: skip
        title = "Run what is on the agenda" if blocks else "Nothing to run"
        self.panels.panels = [{"title": title, "lines": lines, "items": items}]
        self.links.items = [{"text": text} for text in self._blocks]
        self.section.show(self.panels, self.links)

    def _open_run(self, protocol_ids: list[str]) -> Run | None:
        now = self._sitting.workbook.now()
        return next(
            (run for run in self._runs() if run.open_at(now) and run.protocol_id in protocol_ids),
            None,
        )

    def _runs(self) -> list[Run]:
        meeting = self._sitting.meeting
        if meeting is None:
            return []
        runs = self._sitting.workbook.store.runs.recent()
        return [run for run in runs if run.plg_id == meeting.of.plg_id]

    def _start(self, text: str) -> None:
        block = self._blocks.get(text)
        meeting = self._sitting.meeting
        if block is None or meeting is None:
            raise AccessError("The agenda changed meanwhile. Look at it, and start again.")
        content = self._sitting.workbook.content
        plan = fit(content.protocols[block.protocol_id], self._count(), block.minutes)
        if not isinstance(plan, Fitted):
            raise AccessError(f"It does not fit. {plan.reason} Change the block, or who came.")
        names = self._sitting.names()
        roles = RunRoles(
            presenter=names.get(block.brings, ""), notes=names.get(meeting.note_taker, "")
        )
        self._play(
            self._sitting.workbook.store.runs.begin(
                RunPlan(
                    protocol_id=plan.protocol.id,
                    name=plan.protocol.name,
                    plg_id=meeting.of.plg_id,
                    people=plan.people,
                    minutes=plan.minutes,
                    groups=plan.groups,
                    steps=steps(plan, content.vocabulary("speakers"), roles),
                    roles=roles,
                )
            )
        )

    def _count(self) -> int:
        """How many are here: those who are marked so, else all who are expected."""
        meeting = self._sitting.meeting
        came = meeting.came.values() if meeting else ()
        here = sum(one in HERE for one in came)
        return here or len(self._sitting.expected()) or 8

    def _play(self, run: Run) -> None:
        if self._playing and self._playing.run.id == run.id:
            self._playing.take(run)
            return
        self._playing = Playing(self._sitting.page, run, self._moved)
        self.section.show(self._playing.player)

    def _moved(self, run: Run) -> None:
        if run.finished:
            self.reread()


def _name(block: Block, protocol: str) -> str:
    return f"{protocol}, {block.minutes} minutes"
