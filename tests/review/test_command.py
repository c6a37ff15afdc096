"""``doccheck queue`` as somebody types it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from doccheck.cli.check_command import check_command
from doccheck.cli.queue_command import queue_group
from doccheck.errors import DoccheckError
from doccheck.review.intake import Origin, enqueue
from doccheck.review.store import open_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def number(invented: Any) -> int:
    """An item in the default queue of this test's home."""
    store = open_store()
    made = enqueue(
        store, invented.report, invented.text, Origin(source="/n/a", label="visit-a.txt"), limit=lambda _: None
    )
    store.close()
    return made.number


def run(*arguments: str, stdin: str | None = None, name: str = "ann") -> Result:
    return CliRunner(env={"DOCCHECK_USER": name}).invoke(queue_group, arguments, input=stdin)


def test_a_whole_review_in_a_terminal(number: int) -> None:
    assert "visit-a.txt" in run("list").output
    assert "Tysabri 300 mg IV" in run("next").output
    shown = json.loads(run("show", str(number), "--format", "json").output)
    for point in shown["points"]:
        assert run("decide", str(number), "accept", "--point", point["key"]).exit_code == 0
    done = json.loads(run("decide", str(number), "accept", "--format", "json").output)
    assert (done["finished"], done["verdict"]) == (True, "fail")
    assert "Nothing here." in run("list").output
    assert [row["item"] for row in json.loads(run("list", "--state", "all", "--format", "json").output)["items"]] == [
        number
    ]
    assert "holds" in run("verify").output


def test_a_point_may_be_named_by_its_rule(number: int) -> None:
    result = run("decide", str(number), "override", "--point", "DC503", "--value", "no_fault", "--reason", "policy")
    assert result.exit_code == 0
    assert "finding:DC503:" in result.output


def test_a_decision_may_be_taken_back_and_an_item_given_back(number: int) -> None:
    run("decide", str(number), "accept", "--point", "order")
    assert "taken back" in run("decide", str(number), "undo").output
    assert "back in the queue" in run("decide", str(number), "release").output
    assert "Tysabri" in run("next", name="ben").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("decide", "1", "accept", "--point", "DC999"), "no point 'DC999'"),
        (("decide", "99", "accept"), "nothing here for you"),
        (("show", "99"), "no such item"),
        (("decide", "1", "override", "--value", "pass"), "needs a reason"),
        (("list", "--state", "nowhere"), "state must be one of"),
        (("export", "--format", "parquet"), "give a file with -o"),
        (("verify", "--anchor", "x"), "an anchor is written"),
        (("purge", "--yes", "--as", "Ann Smith"), "a name has"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(number: int, arguments: tuple[str, ...], words: str) -> None:
    assert number == 1
    result = run(*arguments)
    assert isinstance(result.exception, DoccheckError)
    assert words in str(result.exception)


def test_assigning_shows_the_count_first(number: int) -> None:
    run("user", "add", "ben", "--no-password")
    assert "1 items would be assigned" in run("assign", "ben", "--code", "J2326").output
    assert "1 item assigned" in run("assign", "ben", "--code", "J2326", "--yes").output
    assert "nothing left" in run("next", name="cal").output
    assert "Tysabri" in run("next", name="ben").output
    assert number == 1


def test_an_account_that_only_reads_decides_nothing(number: int) -> None:
    run("user", "add", "aud", "--role", "auditor", "--no-password")
    result = run("decide", str(number), "accept", name="aud")
    assert "may not do that" in str(result.exception)


def test_decisions_leave_and_come_back(number: int, tmp_path: Path) -> None:
    run("decide", str(number), "cannot_tell", "--comment", "ask the clinician")
    out = tmp_path / "d.jsonl"
    assert run("export", "-o", str(out), "--include-phi").exit_code == 0
    assert out.stat().st_mode & 0o077 == 0
    assert "0 decisions added, 1 were here already, 0 refused." in run("import", str(out)).output
    assert "Tysabri" not in run("export").output


def test_a_purge_shows_the_count_first(number: int) -> None:
    assert "1 notes would be purged" in run("purge", "--number", str(number)).output
    assert "1 notes and 1 reports" in run("purge", "--number", str(number), "--yes").output
    assert "(purged)" in run("show", str(number)).output


def test_a_backup_opens_with_the_key_and_the_key_can_be_changed(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("backup", str(tmp_path / "copy.sqlite3")).exit_code == 0
    assert isinstance(run("backup", str(tmp_path / "copy.sqlite3")).exception, DoccheckError)
    key = tmp_path / "keys" / "new.kek"
    assert "1 note keys" in run("rotate-key", str(key)).output
    assert "does not open with this key" in str(run("list").exception)
    monkeypatch.setenv("DOCCHECK_KEK_FILE", str(key))
    assert "visit-a.txt" in run("list").output
    assert number == 1


def test_accounts_are_managed_without_a_browser() -> None:
    pytest.importorskip("argon2", reason="the extra 'web' is not installed")
    assert (
        "admin"
        in run("user", "add", "root", "--role", "admin", "--password-stdin", stdin="correct horse battery\n").output
    )
    assert "at least 12" in str(run("user", "add", "joe", "--password-stdin", stdin="short\n").exception)
    assert "last admin" in str(run("user", "change", "root", "--disable").exception)
    assert len(run("user", "token", "root").output.strip()) > 40
    assert "root" in run("user", "list").output


def test_figures_come_as_text_and_as_data(number: int) -> None:
    assert "Open: 1 items" in run("stats").output
    assert json.loads(run("stats", "--format", "json").output)["open"]["count"] == number


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "0.0.0.0"),  # noqa: S104 - what is refused
        ("--host", "0.0.0.0", "--behind-proxy"),  # noqa: S104 - what is refused
        ("--host", "192.0.2.1", "--allow-host", "q.example"),
    ],
)
def test_serving_to_others_needs_tls_and_a_host_name(arguments: tuple[str, ...]) -> None:
    pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
    assert isinstance(run("serve", *arguments).exception, DoccheckError)


def test_a_package_that_is_not_installed_is_answered_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "doccheck.review.statistics", None)
    monkeypatch.setattr("doccheck.cli.queue_command._EXTRAS", {"doccheck": "queue"})
    assert "pip install 'doccheck[queue]'" in str(run("stats").exception)


def test_specialty_and_payer_go_from_the_command_through_the_filter_into_list_and_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "n.txt"
    note.write_text("Visit 03/14/2026. Kenalog 40 mg given.\n")
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    sorted_by = ["--specialty", "neurology", "--payer", "Acme"]
    refused = runner.invoke(check_command, [str(note), "--code", "J3301", *sorted_by])
    assert isinstance(refused.exception, DoccheckError)
    runner.invoke(check_command, [str(note), "--code", "J3301", "--queue", *sorted_by])
    mine = json.loads(runner.invoke(queue_group, ["list", *sorted_by, "--format", "json"]).stdout)
    other = json.loads(runner.invoke(queue_group, ["list", "--payer", "Other", "--format", "json"]).stdout)
    assert [(one["specialty"], one["payer"]) for one in mine["items"]] == [("neurology", "Acme")]
    assert other["items"] == []
    assert "neurology · Acme" in runner.invoke(queue_group, ["list"]).stdout
    assert "neurology · Acme" in runner.invoke(queue_group, ["show", "1"]).stdout
    left = runner.invoke(queue_group, ["export", "--format", "csv"]).stdout.splitlines()
    assert "specialty,payer" in left[0]
    assert "neurology,Acme" in left[1]
    (task,) = json.loads(runner.invoke(queue_group, ["export", "--format", "labelstudio", "--include-phi"]).stdout)
    assert (task["data"]["specialty"], task["data"]["payer"]) == ("neurology", "Acme")
    entries = json.loads(runner.invoke(queue_group, ["export", "--format", "fhir"]).stdout)["entry"]
    inputs = [one["resource"]["input"] for one in entries if one["resource"]["resourceType"] == "Task"]
    assert all({"type": {"text": "payer"}, "valueString": "Acme"} in given for given in inputs)
    assert inputs


def test_a_list_without_specialty_and_payer_has_no_column_for_them(number: int) -> None:
    assert str(number) in run("list").stdout
    assert " FOR " not in run("list").stdout
