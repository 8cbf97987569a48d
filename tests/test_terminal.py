"""What a person at a terminal sees while a build runs."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from briefgen import terminal
from briefgen.terminal import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watch(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error; pytest's own comes back before each call."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_a_bar_on_a_terminal_is_taken_away_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    with Progress(enabled=True) as progress:
        progress(1, 2, "briefs/one.yaml")
        assert "1/2 files" in screen.getvalue()
        assert f"[{'#' * (terminal.WIDTH // 2)} " in screen.getvalue()
        assert "briefs/one.yaml" in screen.getvalue()
        progress(2, 2, "briefs/two.yaml")
        assert f"[{'#' * terminal.WIDTH}]" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_each_time_through_the_files_has_a_rate_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = watch(monkeypatch)
    with Progress(enabled=True) as progress:
        time.sleep(0.5)
        progress(4, 4, "checked slowly")
        progress(1, 1000, "rendered fast")
    slow, fast = (float(rate) for rate in re.findall(r"([\d.]+) a second", screen.getvalue()))
    assert slow < 9 < fast


def test_a_name_moves_no_cursor_and_a_bar_fits_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    monkeypatch.setenv("COLUMNS", "70")
    with Progress(enabled=True) as progress:
        progress(1, 1, "\x1b[2Jbriefs/" + "x" * 100)
    (line,) = screen.getvalue().removesuffix("\r\x1b[K").split("\r\x1b[K")[1:]
    assert len(line) == 69
    assert "\x1b" not in line


def test_the_bar_goes_away_when_a_build_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    with pytest.raises(KeyError), Progress(enabled=True) as progress:
        progress(1, 2, "x")
        raise KeyError
    assert screen.getvalue().endswith("\r\x1b[K")


def test_nothing_is_shown_when_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    with Progress(enabled=False) as progress:
        progress(1, 1, "x")
    assert screen.getvalue() == ""


def test_logs_get_a_line_a_minute_and_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = watch(monkeypatch)
    monkeypatch.setenv("CI", "true")
    with Progress(enabled=True) as progress:
        progress(1, 300, "x")
        assert screen.getvalue() == ""
        monkeypatch.setattr(terminal, "SECONDS_BETWEEN_LINES", 0.0)
        progress(2, 300, "x")
    assert screen.getvalue().startswith("2/300 files")
    assert "\r" not in screen.getvalue()


def test_colour_needs_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal.color(Terminal()) is True
    assert terminal.color(io.StringIO()) is False
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.color(Terminal()) is False
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal.color(Terminal()) is True
