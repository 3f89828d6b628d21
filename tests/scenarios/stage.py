"""Performs the steps of a script against a running relay. README.md lists the words."""
from actors import Dashboard, Terminal
from values import Variables


class Stage:
    """One scenario on one relay."""

    def __init__(self, stack):
        self.stack = stack
        self.variables = Variables()
        self.peers = {}

    def play(self, script):
        for step in script.steps:
            for number in range(1, step.times + 1):
                self.variables["i"] = number
                try:
                    self._perform(step)
                except (AssertionError, OSError) as why:
                    raise AssertionError(f"{script.name}.scn line {step.number}: {step.text}\n{why}") from None

    def stop(self):
        for peer in self.peers.values():
            peer.stop()

    def _perform(self, step):
        if step.who == "RELAY":
            return self._relay(step.words[1])
        kind = Terminal if step.who.startswith("T") else Dashboard
        if step.who not in self.peers:
            self.peers[step.who] = kind(step.who, self)
        peer = self.peers[step.who]
        words = [self.variables.fill(word) for word in step.words[1:]]
        if self._common(peer, words, step.json):
            return None
        perform = self._terminal if kind is Terminal else self._dashboard
        return perform(peer, words, step.json)

    def _relay(self, word):
        if word == "kill":
            return self.stack.relay.kill()
        if word == "stop":
            return self.stack.relay.stop()
        if word == "copied":
            return self.stack.back_up("kept")
        if word == "restored":
            return self.stack.put_back("kept")
        assert word == "start", f"unknown words: RELAY {word}"
        for peer in self.peers.values():
            peer.stop()
        return self.stack.start_relay()

    @staticmethod
    def _common(peer, words, body):
        match words:
            case [">"]:
                peer.send(body)
            case ["<"]:
                peer.expect(body)
            case ["<", "within", seconds, "s"]:
                peer.expect(body, int(seconds))
            case ["never", "<"]:
                peer.never(body)
            case ["sends", "text", *text]:
                peer.socket.send_text(" ".join(text))
            case ["sends", count, "bytes"]:
                peer.socket.send_text("x" * int(count))
            case ["closed", code]:
                peer.closed(int(code))
            case ["closes"]:
                peer.socket.close()
            case _:
                return False
        return True

    @staticmethod
    def _terminal(peer, words, body):
        match words:
            case ["terminal"]:
                peer.create()
            case ["shares", other]:
                peer.share(other)
            case ["connects"]:
                peer.connect()
            case ["knocks"]:
                peer.knock()
            case ["asks"]:
                peer.ask_for_key(body or {})
            case ["is", "paired"]:
                peer.paired()
            case ["connects", "without", "credential"]:
                peer.connect("")
            case ["connects", "with", credential]:
                peer.connect(credential)
            case ["says", "hello"]:
                peer.hello(body or {})
            case ["reports"]:
                peer.report(body)
            case ["is", "welcome"]:
                peer.welcomed(body or {})
            case _:
                raise AssertionError(f"unknown words: {' '.join(words)}")

    def _dashboard(self, peer, words, body):
        match words:
            case ["signs", "in"]:
                peer.sign_in()
            case ["connects"]:
                peer.connect()
            case ["connects", "from", origin]:
                peer.connect(origin)
            case ["connects", "to", path]:
                peer.connect(path=path)
            case ["connects", "signed", "out"]:
                peer.connect(signed_in=False)
            case ["GET" | "POST" | "PUT" | "DELETE" as verb, path, *options]:
                peer.ask(verb, path, options, self.variables.fill(body))
            case ["has", "line", *text]:
                peer.has_line(" ".join(text))
            case ["tagged", name]:
                peer.take_tag(name)
            case ["->", status]:
                peer.expect_answer(int(status), body)
            case ["->", "eventually", status]:
                peer.eventually_answers(int(status), body)
            case _:
                raise AssertionError(f"unknown words: {' '.join(words)}")
