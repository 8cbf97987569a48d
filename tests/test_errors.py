from __future__ import annotations

import pickle

from briefgen.errors import (
    BriefError,
    Diagnostic,
    Location,
    RenderError,
    UsageError,
    file_error,
    has_errors,
)

WRONG = Diagnostic("error", "unknown-key", "no such key", Location("a.yaml", 2, 3), "delete it")
WARNED = WRONG.at_severity("warning")


def test_an_error_survives_the_way_through_a_process_pool() -> None:
    error = pickle.loads(pickle.dumps(BriefError(WRONG, WARNED)))  # noqa: S301 - our own bytes
    assert isinstance(error, BriefError)
    assert error.diagnostics == (WRONG, WARNED)


def test_only_usage_errors_exit_with_two() -> None:
    codes = [kind.exit_code for kind in (BriefError, RenderError, UsageError)]
    assert codes == [1, 1, 2]


def test_warnings_fail_a_strict_run_only() -> None:
    assert has_errors([WARNED, WRONG])
    assert not has_errors([WARNED])
    assert has_errors([WARNED], strict=True)
    assert not has_errors([WRONG.at_severity("info")], strict=True)


def test_a_finding_about_a_whole_file_has_no_line() -> None:
    assert file_error("no-such-file", "does not exist", "b.yaml").location == Location("b.yaml")


def test_the_text_of_an_error_names_code_and_message() -> None:
    assert str(BriefError(WRONG, WARNED)) == "unknown-key: no such key\nunknown-key: no such key"
