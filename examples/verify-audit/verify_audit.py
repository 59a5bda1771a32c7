#!/usr/bin/env python3
"""Checks a copy of Accord's audit log without any of Accord.

    verify_audit.py [--key KEY] [--checkpoints FILE]... COPY

COPY is what `accord audit export` wrote, or the audit page's download. KEY is what
`accord audit key` printed: give the one you were handed earlier, since the copy's own proves
nothing but that the copy fits itself. FILE holds checkpoints that were kept elsewhere.

Exit codes: 0 everything fits, 1 it could not be checked, 2 not understood, 3 something is
wrong. It needs Python 3.8 and nothing else; FORMAT.md beside it describes what is checked,
so that you can write your own.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import uuid
from datetime import datetime, timedelta, timezone

# Ed25519 (RFC 8032, section 5.1), verification alone. Points are (X, Y, Z, T) in extended
# coordinates. Nothing here is secret, so nothing needs to take constant time.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(factor, point):
    """A point so many times."""
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = add(total, point)
        point = add(point, point)
        factor >>= 1
    return total


def decompress(data):
    """The point that 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(public, message, signature):
    """Whether `signature` is that of `message` by the key `public`."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, first = decompress(public), decompress(signature[:32])
    factor = int.from_bytes(signature[32:], "little")
    if key is None or first is None or factor >= ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % ORDER
    left, right = times(factor, BASE), add(first, times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# Signed notes and checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).


class Key:
    """The public half of the key that signs the log."""

    def __init__(self, text):
        try:
            self.name, key_id, data = text.strip().split("+", 2)
            data = base64.b64decode(data, validate=True)
        except ValueError as error:
            raise SystemExit(f"the key is not understood: {error}") from error
        self.public = data[1:]
        hashed = hashlib.sha256(self.name.encode() + b"\n" + data).digest()
        self.id = hashed[:4]
        if data[:1] != b"\x01" or len(self.public) != 32 or self.id.hex() != key_id:
            raise SystemExit("the key is not understood: its parts do not fit each other")

    def open(self, note):
        """The text of a note that this key signed, or None."""
        text, gap, signatures = note.rpartition("\n\n")
        for line in signatures.splitlines() if gap else []:
            words = line.split(" ")
            if len(words) != 3 or words[0] != "\u2014" or words[1] != self.name:
                continue
            try:
                signature = base64.b64decode(words[2], validate=True)
            except ValueError:
                continue
            signed = (text + "\n").encode()
            if signature[:4] == self.id and ed25519_verifies(self.public, signed, signature[4:]):
                return text + "\n"
        return None

    def checkpoint(self, note):
        """What a checkpoint of this log states: its text, size and root; or None."""
        text = self.open(note)
        lines = text.splitlines() if text else []
        if len(lines) < 3 or lines[0] != self.name or not re.fullmatch("0|[1-9][0-9]*", lines[1]):
            return None
        return text, int(lines[1]), base64.b64decode(lines[2])


def notes(text):
    """The whole notes of a file, in which a torn one may stand between them."""
    blocks = [block.strip("\n") for block in text.split("\n\n") if block.strip("\n")]
    for body, signed in zip(blocks, blocks[1:]):
        if signed.startswith("\u2014 ") and not body.startswith("\u2014 "):
            yield f"{body}\n\n{signed}\n"


# The tree (RFC 6962, section 2.1) and the chains.


class Tree:
    """A tree over all entries, of which only the right edge is kept."""

    def __init__(self):
        self.size, self.edge = 0, []

    def push(self, leaf):
        """Adds a leaf."""
        node, smaller = hashlib.sha256(b"\x00" + leaf).digest(), self.size
        while smaller & 1:
            node = hashlib.sha256(b"\x01" + self.edge.pop() + node).digest()
            smaller >>= 1
        self.edge.append(node)
        self.size += 1

    def root(self):
        """The root over all leaves."""
        if not self.edge:
            return hashlib.sha256(b"").digest()
        node = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node


EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def canonical(entry):
    """The bytes of an entry that are hashed after the hash of the one before."""

    def number(value):
        return value.to_bytes(8, "big", signed=True)

    def word(value):
        return None if value is None else value.encode()

    def name(value):
        return None if value is None else uuid.UUID(value).bytes

    at = datetime.strptime(entry["at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    subjects, rows = entry["subjects"], entry["rows"]
    fields = [
        number(entry["lane"]),
        number(entry["sequence"]),
        number((at - EPOCH) // timedelta(microseconds=1)),
        name(entry["account"]),
        word(entry["actor"]),
        word(entry["purpose"]),
        word(entry["verb"]),
        word(entry["object_kind"]),
        name(entry["object"]),
        number(entry["parts"]),
        None if subjects is None else b"".join(uuid.UUID(one).bytes for one in subjects),
        word(entry["detail"]),
        word(entry["outcome"]),
        None if rows is None else bytes.fromhex(rows),
    ]
    return b"".join(
        b"\xff\xff\xff\xff" if field is None else len(field).to_bytes(4, "big") + field
        for field in fields
    )


class Check:
    """A check while it goes through the lines."""

    def __init__(self, key):
        self.key, self.tree, self.lanes = key, Tree(), {}
        self.wrong, self.texts, self.covered, self.last = [], {}, 0, "none"

    def entry(self, entry):
        """One entry: it hangs on the one before in its lane."""
        lane, sequence = entry["lane"], entry["sequence"]
        before, head = self.lanes.get(lane, (0, bytes(32)))
        hashed = hashlib.sha256(head + canonical(entry)).digest()
        stated = bytes.fromhex(entry["hash"])
        if sequence != before + 1:
            self.wrong.append(f"lane {lane}: entry {sequence} does not follow entry {before}")
        elif hashed != stated:
            self.wrong.append(f"lane {lane}, entry {sequence}: it or one before it was changed")
        self.lanes[lane] = (sequence, stated)
        self.tree.push(stated)

    def checkpoint(self, note):
        """One checkpoint: it covers exactly what stands before it."""
        stated = self.key.checkpoint(note)
        if stated is None:
            self.wrong.append(f"after {self.tree.size} entries: a checkpoint without a good signature")
            return
        text, size, root = stated
        self.texts[size] = text
        if size != self.tree.size or root != self.tree.root():
            self.wrong.append(f"the checkpoint over {size} entries was made over other entries")
            return
        self.covered, self.last = size, text.splitlines()[3:] or [""]

    def outside(self, text):
        """Checkpoints that were kept elsewhere are among those of the copy."""
        agree = 0
        for note in notes(text):
            stated = self.key.checkpoint(note)
            if stated is None:
                self.wrong.append("a checkpoint kept elsewhere without a good signature")
            elif self.texts.get(stated[1]) == stated[0]:
                agree += 1
            elif stated[1] > max(self.texts, default=0):
                self.wrong.append(
                    f"a checkpoint kept elsewhere covers {stated[1]} entries, more than the copy: "
                    "the log was cut, or put back to an earlier state, or the copy is older"
                )
            else:
                self.wrong.append(
                    f"a checkpoint kept elsewhere, over {stated[1]} entries, is not among those of "
                    "the copy: the log was written anew since"
                )
        return agree


def main():
    """The command."""
    parser = argparse.ArgumentParser(description="Checks a copy of Accord's audit log.")
    parser.add_argument("--key", help="what `accord audit key` printed; best handed over earlier")
    parser.add_argument("--checkpoints", action="append", default=[], metavar="FILE")
    parser.add_argument("copy", help="what `accord audit export` wrote")
    asked = parser.parse_args()
    with open(asked.copy, encoding="utf-8") as lines:
        head = json.loads(next(lines, "null"))
        if not isinstance(head, dict) or head.get("accord-audit") != 1:
            raise SystemExit(f"{asked.copy}: this is no copy of an audit log that is understood")
        if asked.key is None:
            print("No key was given, so the copy is checked with its own: that shows only that it fits itself.")
        elif asked.key.strip() != head["key"]:
            print("The copy says that another key signed it. It is checked with the one you gave.")
        check = Check(Key(asked.key or head["key"]))
        for number, line in enumerate(lines, start=2):
            try:
                line = json.loads(line)
                if "checkpoint" in line:
                    check.checkpoint(line["checkpoint"])
                else:
                    check.entry(line)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                check.wrong.append(f"line {number} is not understood ({error!r})")
    if check.covered != check.tree.size:
        check.wrong.append(
            f"{check.tree.size - check.covered} entries at the end are covered by no good checkpoint: "
            "the copy was cut or ended early"
        )
    agree = 0
    for file in asked.checkpoints:
        with open(file, encoding="utf-8", errors="replace") as kept:
            agree += check.outside(kept.read())
    if asked.checkpoints and not agree and not check.wrong:
        raise SystemExit("there is no checkpoint in what was kept elsewhere")
    for wrong in check.wrong[:100]:
        print(wrong)
    if len(check.wrong) > 100:
        print(f"... and {len(check.wrong) - 100} more")
    print(
        f"{check.tree.size} entries in {len(check.lanes)} lanes, {len(check.texts)} checkpoints, "
        f"{agree} from elsewhere agree; the last good one: {' '.join(check.last)}"
        if check.covered
        else f"{check.tree.size} entries, no good checkpoint"
    )
    print("Something is wrong." if check.wrong else "Everything fits.")
    return 3 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
