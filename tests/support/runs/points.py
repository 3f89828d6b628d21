"""At which named point of the crash matrix a kill met each command, read from what it left behind.

R1 to R9: the relay died. T1 to T8: the terminal died. Evidence: the relay's database, the bridge's journal, the frames that the
proxy saw, the broker's ledger; never the moment at which the kill was meant to come.
"""
from stack import eventually

QUEUED, SENT, FINAL_FROM = 0, 1, 5


class Traffic:
    """What one proxy saw of each command."""

    def __init__(self, frames):
        self.sent, self.delivered, self.answered = {}, {}, {}  # command -> seq of its frame, handed on; seq of its result seen
        self.torn = set()  # commands of whose newest frame the terminal got half
        self.acked_up = self.acked_down = 0  # highest acknowledgement seen up, handed on down
        for frame in frames:
            if frame.up:
                self.acked_up = max(self.acked_up, frame.ack or 0)
                if frame.type == "command_result":
                    self.answered[frame.re] = frame.seq
            else:
                if frame.passed:
                    self.acked_down = max(self.acked_down, frame.ack or 0)
                if frame.type == "command":
                    self.sent[frame.id] = frame.seq
                    (self.torn.add if frame.torn else self.torn.discard)(frame.id)
                    if frame.passed:
                        self.delivered[frame.id] = frame.seq


def relay_died(state, command, traffic, watcher):
    """The point for one stored command, or None when it was between the named ones."""
    if state == QUEUED:
        return "R3"
    if state == SENT and command not in traffic.sent:
        return "R4"
    if state < FINAL_FROM and command in traffic.answered:
        return "R7"
    if state == SENT:
        return "R5" if command in traffic.torn else "R6"
    if state >= FINAL_FROM and traffic.acked_down < traffic.answered.get(command, 0):
        return "R8"
    if state >= FINAL_FROM and not watcher.has_final(command):
        return "R9"
    return None


def terminal_died(command, traffic, journal):
    """The same for a command that was handed to the terminal; "T5" stands for T4 too, which only the ledger can tell."""
    seq = traffic.delivered.get(command)
    if seq is None:
        return None
    if command not in journal.received:
        return "T1"
    answer = journal.answers.get(command)
    if journal.open_intent(command):
        return "T5"
    if answer is None:
        return "T2" if traffic.acked_up < seq else "T3"
    if command not in traffic.answered:
        return "T7"
    return "T8" if traffic.acked_down >= answer > journal.acked else None


def of_kill(world, victims, unanswered, watcher):
    """[(point, command or None, terminal)] of one kill, before anything is started again. `victims`: "relay" and names of
    terminals; `unanswered`: keys of requests that had no answer yet; `watcher`: the dashboard that was open."""
    stored = world.commands_stored()
    met = []
    traffic = {terminal.id: Traffic(list(terminal.proxy.frames)) for terminal in world.terminals.values()}
    if "relay" in victims:
        eventually(lambda: not watcher.connected.is_set(), 5, "the dashboard's end of the connection")
        known = world.keys_stored()
        met += [("R2" if key in known else "R1", None, None) for key in unanswered]
        met += [(point, command, terminal) for command, terminal, _, state in stored
                if (point := relay_died(state, command, traffic[terminal], watcher))]
    for terminal in world.terminals.values():
        if terminal.name in victims:
            journal = terminal.journal()
            met += [(point, command, terminal.id) for command, of, _, _ in stored if of == terminal.id
                    and (point := terminal_died(command, traffic[of], journal))]
    return met


def gaps_of_kill(world, victims):
    """Which of the two gaps where duplicates are born a kill fell into: "intent" when a killed terminal had journaled that it
    will send and no outcome, "claim" when the relay had claimed a command that its terminal had not journaled."""
    gaps = set()
    for terminal in world.terminals.values():
        journal = terminal.journal()
        mine = [(command, state) for command, of, _, state in world.commands_stored() if of == terminal.id]
        if terminal.name in victims and any(journal.open_intent(command) for command, _ in mine):
            gaps.add("intent")
        if ("relay" in victims or terminal.name in victims) and any(
                state == SENT and command not in journal.received for command, state in mine):
            gaps.add("claim")
    return gaps
