"""What goes wrong in one run, drawn from its seed: kills at a named moment, bad links, a broker that misbehaves."""
import dataclasses
import random

from chaos_proxy import CUT_AFTER, CUT_BEFORE, CUT_INSIDE, PASS

# Moments a trouble can wait for: a request of a user, or a frame at a proxy.
MOMENTS = ("post", "command_down", "ack_up", "step_up", "result_up", "ack_down")


@dataclasses.dataclass
class Trouble:
    what: str              # kill, cut, half_open, stall, outage, broker
    moment: str = "now"
    after: float = 0.0     # seconds from the moment to the stroke; 0.0 = before the frame is handed on
    victims: str = ""      # kill: relay, terminal, both
    frame: str | float = PASS  # what becomes of the frame of the moment
    down: float = 0.0      # seconds until it is mended
    ways: tuple = (True, True)
    fault: dict | None = None


def _kill(draw):
    victims = draw.choices(("relay", "terminal", "both"), (9, 9, 4))[0]
    moments = {"relay": ("post", "post", "command_down", "ack_up", "result_up", "result_up", "ack_down"),
               "terminal": ("command_down", "ack_up", "step_up", "step_up", "step_up", "result_up", "ack_down"),
               "both": MOMENTS}[victims]
    moment = draw.choice(moments)
    spread = {"post": 0.004, "step_up": 0.3}.get(moment, 0.003)
    after = 0.0 if draw.random() < 0.4 and moment != "step_up" else draw.uniform(0, spread)
    frame = draw.choice((PASS, PASS, PASS, CUT_BEFORE, CUT_INSIDE))
    return Trouble("kill", moment, after, victims, frame, draw.uniform(0, 0.25))


def _cut(draw):
    return Trouble("cut", draw.choice(MOMENTS[1:]), frame=draw.choice((CUT_BEFORE, CUT_INSIDE, CUT_INSIDE, CUT_AFTER)))


def _half_open(draw):
    return Trouble("half_open", draw.choice(MOMENTS[1:]), down=draw.uniform(0.3, 1.2),
                   ways=draw.choice(((True, False), (False, True), (True, True))))


def _stall(draw):
    return Trouble("stall", draw.choice(MOMENTS[1:]), frame=draw.uniform(0.05, 0.8))


def _outage(draw):
    """The terminal loses its broker; its link to the relay lives on."""
    return Trouble("outage", draw.choice(MOMENTS[1:]), down=draw.uniform(0.1, 1.0))


def _broker(draw):
    effect = draw.choice(({"effect": "executed-but-timeout", "delay_ms": draw.randint(50, 900)}, {"effect": "lost-after"},
                          {"effect": "lost-before"}, {"effect": "retcode", "retcode": draw.choice((10004, 10018, 10019))},
                          {"effect": "partial-fill"}, {"effect": "new-ticket"}, {"effect": "reject-burst", "times": 3}, {"effect": "reorder"}, {"effect": "displace"},
                          {"effect": "rewrite-comment", "comment": "x"}))
    return Trouble("broker", fault={"match": {}, "times": 1, "seed": draw.randrange(1 << 30), **effect})


def draw_troubles(seed):
    """At least three; at least one of them a kill."""
    draw = random.Random(f"troubles {seed}")
    makers = draw.choices((_kill, _cut, _half_open, _stall, _outage, _broker), (6, 2, 1, 1, 1, 2), k=draw.randint(2, 3))
    troubles = [maker(draw) for maker in [_kill, *makers]]
    draw.shuffle(troubles)
    return troubles
