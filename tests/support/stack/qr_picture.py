"""Reads a QR code off the picture a terminal shows: versions 1 to 10, level M, bytes. An undamaged picture is assumed: nothing is corrected."""

# Level M, by version: blocks of (count, data bytes).
_BLOCKS = {1: [(1, 16)], 2: [(1, 28)], 3: [(1, 44)], 4: [(2, 32)], 5: [(2, 43)], 6: [(4, 27)], 7: [(4, 31)], 8: [(2, 38), (2, 39)],
           9: [(3, 36), (2, 37)], 10: [(4, 43), (1, 44)]}
_ALIGNED = {1: [], 2: [6, 18], 3: [6, 22], 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46],
            10: [6, 28, 50]}
_MASKS = [lambda x, y: (x + y) % 2, lambda x, y: y % 2, lambda x, y: x % 3, lambda x, y: (x + y) % 3,
          lambda x, y: (x // 3 + y // 2) % 2, lambda x, y: x * y % 2 + x * y % 3, lambda x, y: (x * y % 2 + x * y % 3) % 2,
          lambda x, y: ((x + y) % 2 + x * y % 3) % 2]


def modules_of(rows):
    """The modules of a picture given as rows of '#' and ' '; four light modules must lie around them."""
    top = next(i for i, row in enumerate(rows) if "#" in row)
    left = rows[top].index("#")
    scale = (len(rows[top][left:]) - len(rows[top][left:].lstrip("#"))) // 7  # the upper edge of a finder pattern
    side = max(i for i, row in enumerate(rows) if "#" in row) - top + 1
    assert top == left == 4 * scale and side % scale == 0, "no quiet zone of four modules"
    return [[rows[top + y * scale][left + x * scale] == "#" for x in range(side // scale)] for y in range(side // scale)]


def text_of(rows):
    dark = modules_of(rows)
    side = len(dark)
    version = (side - 17) // 4
    assert _format_of(dark) >> 3 == 0, "not of level M"
    mask = _MASKS[_format_of(dark) & 7]
    bits = [dark[y][x] != (mask(x, y) == 0) for x, y in _data_places(side, version)]
    return _bytes_of(_joined(bits, version), version)


def _format_of(dark):
    bits = [dark[i][8] for i in range(6)] + [dark[7][8], dark[8][8], dark[8][7]] + [dark[8][14 - i] for i in range(9, 15)]
    return (sum(bit << i for i, bit in enumerate(bits)) ^ 0x5412) >> 10


def _is_fixed(x, y, side, version):
    if x == 6 or y == 6 or (x < 9 and y < 9) or (x < 9 and y >= side - 8) or (x >= side - 8 and y < 9):
        return True
    if version >= 7 and ((x < 6 and y >= side - 11) or (y < 6 and x >= side - 11)):
        return True
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    return any(abs(x - ax) <= 2 and abs(y - ay) <= 2 for ax in _ALIGNED[version] for ay in _ALIGNED[version] if (ax, ay) not in corners)


def _data_places(side, version):
    columns = [*range(side - 1, 6, -2), 5, 3, 1]
    for number, right in enumerate(columns):
        rows = range(side - 1, -1, -1) if number % 2 == 0 else range(side)
        for y in rows:
            for x in (right, right - 1):
                if not _is_fixed(x, y, side, version):
                    yield x, y


def _joined(bits, version):
    """The data bytes, block after block as they were before they were interleaved."""
    stream = [sum(bit << (7 - i) for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits) - 7, 8)]
    lengths = [length for count, length in _BLOCKS[version] for _ in range(count)]
    blocks = [[] for _ in lengths]
    at = 0
    for place in range(max(lengths)):
        for block, length in zip(blocks, lengths):
            if place < length:
                block.append(stream[at])
                at += 1
    return [byte for block in blocks for byte in block]


def _bytes_of(data, version):
    bits = "".join(f"{byte:08b}" for byte in data)
    assert bits[:4] == "0100", "not in byte mode"
    width = 8 if version < 10 else 16
    count = int(bits[4:4 + width], 2)
    start = 4 + width
    return bytes(int(bits[start + 8 * i:start + 8 * i + 8], 2) for i in range(count)).decode()
