#!/usr/bin/env python3
"""Tests of the scenario runner's own parts: frames, patterns, scripts."""
import pathlib
import struct
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from script import Script  # noqa: E402
from values import Variables, find  # noqa: E402
from web_socket import CLOSE, TEXT, FrameReader, compress, encode_frame  # noqa: E402


def from_server(opcode, payload, final=True):
    head = bytes([(0x80 if final else 0) | opcode])
    if len(payload) < 126:
        return head + bytes([len(payload)]) + payload
    if len(payload) < 65536:
        return head + struct.pack("!BH", 126, len(payload)) + payload
    return head + struct.pack("!BQ", 127, len(payload)) + payload


class Frames(unittest.TestCase):
    def test_frames_of_every_length_form_are_read_from_pieces_of_one_byte(self):
        for size in (0, 1, 125, 126, 65535, 65536):
            reader, got = FrameReader(), []
            data = from_server(TEXT, b"x" * size)
            cut = len(data) - 1
            for piece in [*(data[i:i + 1] for i in range(min(cut, 12))), data[min(cut, 12):]]:
                got += reader.feed(piece)
            self.assertEqual([(TEXT, b"x" * size)], got)

    def test_fragments_are_joined_around_a_control_frame(self):
        data = from_server(TEXT, b"ab", final=False) + from_server(CLOSE, b"") + from_server(0, b"cd")
        self.assertEqual([(CLOSE, b""), (TEXT, b"abcd")], list(FrameReader().feed(data)))

    def test_a_compressed_message_is_inflated_and_counted(self):
        data, reader = compress(b"ab" * 100), FrameReader()
        stream = bytes([0xC1, len(data)]) + data + from_server(TEXT, b"plain")
        self.assertEqual([(TEXT, b"ab" * 100), (TEXT, b"plain")], list(reader.feed(stream)))
        self.assertEqual([(len(data), 200)], reader.packed)

    def test_a_client_frame_is_masked_and_says_its_length(self):
        for size in (3, 200, 70000):
            frame = encode_frame(TEXT, b"y" * size)
            self.assertTrue(frame[1] & 0x80)
            mask, body = frame[-size - 4:-size], frame[-size:]
            self.assertEqual(b"y" * size, bytes(b ^ mask[i % 4] for i, b in enumerate(body)))

    def test_a_masked_frame_from_the_server_is_refused(self):
        with self.assertRaises(AssertionError):
            list(FrameReader().feed(encode_frame(TEXT, b"no")))


class Patterns(unittest.TestCase):
    def test_other_members_are_ignored_and_named_ones_must_match(self):
        self.assertEqual(1, find({"a": 1}, [{"a": 2}, {"a": 1, "b": 3}], Variables()))
        self.assertIsNone(find({"a": {"b": 1}}, [{"a": 1}, {"a": {}}], Variables()))

    def test_true_is_not_one_and_text_is_not_a_number(self):
        self.assertIsNone(find({"a": 1}, [{"a": True}, {"a": "1"}], Variables()))

    def test_a_capture_counts_only_when_everything_matched_and_binds_afterwards(self):
        variables = Variables()
        self.assertEqual(1, find({"id": "${x}", "ok": True}, [{"id": 1, "ok": False}, {"id": 2, "ok": True}], variables))
        self.assertEqual(2, variables["x"])
        self.assertIsNone(find({"id": "${x}"}, [{"id": 3}], variables))

    def test_a_variable_twice_in_a_pattern_must_be_the_same(self):
        self.assertIsNone(find({"a": "${x}", "b": "${x}"}, [{"a": 1, "b": 2}], Variables()))

    def test_absent_and_any(self):
        self.assertEqual(0, find({"a": "<absent>"}, [{"a": None}], Variables()))
        self.assertIsNone(find({"a": "<absent>"}, [{"a": 0}], Variables()))
        self.assertIsNone(find({"a": "<any>"}, [{}], Variables()))

    def test_filling_keeps_the_kind_of_a_whole_variable_and_refuses_unknown_ones(self):
        variables = Variables(n=5)
        self.assertEqual({"a": 5, "b": "n=5"}, variables.fill({"a": "${n}", "b": "n=${n}"}))
        self.assertEqual(variables.fill("${uuid_a}"), variables.fill("${uuid_a}"))
        with self.assertRaises(AssertionError):
            variables.fill("${nothing}")


class Scripts(unittest.TestCase):
    def test_steps_repetitions_variables_and_json_over_several_lines(self):
        script = Script("s", '# rule: it works\nT1 connects\n3 times: T1 > {"type":"a",\n   "data":{}}\nD1 GET /x/${id}/y\nT1 < {}\n')
        self.assertEqual("it works", script.rule)
        self.assertEqual(3, script.steps[1].times)
        self.assertEqual({"type": "a", "data": {}}, script.steps[1].json)
        self.assertEqual(["D1", "GET", "/x/${id}/y"], script.steps[2].words)
        self.assertIsNone(script.steps[2].json)

    def test_raw_text_is_left_alone(self):
        step = Script("s", '# rule: r\nT1 sends text {"a":1}\nT1 < {}').steps[0]
        self.assertEqual(["T1", "sends", "text", '{"a":1}'], step.words)

    def test_a_script_without_rule_or_expectation_or_with_bad_json_is_refused(self):
        for text in ("T1 < {}", "# rule: x\nT1 connects", "# rule: x\nT1 < {oops}", "# rule: x\n  T1 < {}"):
            with self.assertRaises(ValueError):
                Script("s", text)


if __name__ == "__main__":
    unittest.main()
