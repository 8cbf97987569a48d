"""The commands in a log that GitHub's runner obeys."""

from __future__ import annotations

import re

Command = tuple[str, dict[str, str], str]


def parsed(line: str) -> Command:
    """Read a workflow command as the runner does."""
    match = re.fullmatch(r"::([\w-]+)(?: (.*?))?::(.*)", line)
    assert match, line
    properties = dict(pair.split("=", 1) for pair in match[2].split(",")) if match[2] else {}

    def plain(text: str, codes: str) -> str:
        for code in codes.split():
            text = text.replace(f"%{code}", chr(int(code, 16)))
        return text.replace("%25", "%")

    given = {key: plain(value, "0D 0A 3A 2C") for key, value in properties.items()}
    return match[1], given, plain(match[3], "0D 0A")


def obeyed(log: str) -> list[Command]:
    """Return the commands of a log that count: none while they are stopped."""
    found: list[Command] = []
    token = ""
    for line in map(str.strip, re.split(r"\r\n|\r|\n", log)):
        if token:
            token = "" if line == f"::{token}::" else token
        elif re.match(r"::[\w-]+(?: .*?)?::", line):
            command = parsed(line)
            if command[0] == "stop-commands":
                token = command[2]
            else:
                found.append(command)
    return found
