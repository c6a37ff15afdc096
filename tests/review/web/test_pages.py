"""The pages: what they show, what they keep, what they must not show."""

from __future__ import annotations

from typing import Any

import pytest

from doccheck.review.claims import claim_item
from doccheck.review.policy import Policy


def test_the_list_shows_what_is_open_and_its_dollars(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    html = browse("ann").get("/").text
    assert "natalizumab" in html
    assert "$7,200" in html
    assert "DC503" in html
    assert "Quillfeather" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=J2326", 1),
        ("q=natali", 1),
        ("q=1", 1),
        ("q=note.txt", 1),
        ("q=J9999", 0),
        ("q=%25", 0),
        ("code=J2326&rule=DC503", 1),
        ("verdict=pass", 0),
        ("state=all&older=day", 0),
        ("assignee=-", 1),
    ],
)
def test_filters_in_the_address_find_items(
    browse: Any, people: Any, invented: Any, put: Any, query: str, found: int
) -> None:
    put(people, invented)
    assert browse("ann").get(f"/?{query}").text.count("data-row") == found


@pytest.mark.parametrize("query", ["state=x", "sort=x", "after=x", "older=x"])
def test_a_filter_that_is_none_is_said(browse: Any, query: str) -> None:
    answer = browse("ann").get(f"/?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_pages_follow_one_another_without_gap_or_repeat(browse: Any, people: Any, make: Any, put: Any) -> None:
    for number in range(120):
        put(people, make(text=f"300 mg over 60 minutes {number}"), source=f"/n/{number}")
    client, seen, url = browse("ann"), [], "/"
    while url:
        html = client.get(url).text
        seen += [part.split('"', 1)[0].split("?")[0] for part in html.split('class="go" href="/items/')[1:]]
        url = (
            html.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")
            if 'rel="next" href="' in html
            else ""
        )
    assert len(seen) == len(set(seen)) == 120


def test_words_of_a_note_are_never_run(browse: Any, people: Any, make: Any, put: Any) -> None:
    text = '<script>alert(1)</script> <img src=x onerror=alert(1)> 300 mg over 60 minutes "><b>'
    number = put(people, make(text=text), label='"><script>x</script>.txt').number
    html = browse("ann").get(f"/items/{number}").text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_characters_a_screen_obeys_are_shown(browse: Any, people: Any, make: Any, put: Any) -> None:
    number = put(people, make(text="dose \u202egm 003\u202c given\x1b[2J\u200b 300 mg over 60 minutes")).number
    html = browse("ann").get(f"/items/{number}").text
    assert "⟨U+202E⟩" in html
    assert "⟨U+001B⟩" in html
    assert not set("\u202e\u202c\x1b\u200b") & set(html)
    assert "4 characters" in html


def test_the_title_names_nobody(browse: Any, people: Any, invented: Any, put: Any) -> None:
    number = put(people, invented).number
    title = browse("ann").get(f"/items/{number}").text.split("<title>")[1].split("</title>")[0]
    assert title == f"Item {number} · doccheck queue"


def test_a_decision_is_saved_and_the_next_item_comes(
    browse: Any, people: Any, make: Any, put: Any, fields: Any
) -> None:
    first, second = (put(people, make(text=f"300 mg over 60 minutes {n}"), source=f"/{n}").number for n in range(2))
    client = browse("ann")
    hidden = fields(client.get(f"/items/{first}").text)
    answer = client.post(
        f"/items/{first}/decide",
        data={**hidden, "do": "override|note", "value:note": "fail", "reason:note": "policy"},
        follow_redirects=False,
    )
    assert answer.headers["location"] == f"/items/{second}"
    assert "done · fail" in client.get(f"/items/{first}").text


def test_an_incomplete_override_is_422_and_keeps_what_was_typed(
    browse: Any, people: Any, invented: Any, put: Any, fields: Any
) -> None:
    number = put(people, invented).number
    client = browse("ann")
    html = client.get(f"/items/{number}").text
    typed = {"comment:note": "I looked at the <vial>", "comment:requirement:J2326.order": "half a thought"}
    answer = client.post(
        f"/items/{number}/decide", data={**fields(html), **typed, "do": "override|note", "value:note": "pass"}
    )
    assert answer.status_code == 422
    assert "needs a reason" in answer.text
    for page in (answer.text, client.get(f"/items/{number}").text):
        assert "I looked at the &lt;vial&gt;</textarea>" in page
        assert "half a thought</textarea>" in page


def test_two_tabs_conflict_and_both_sides_are_shown(
    browse: Any, people: Any, invented: Any, put: Any, fields: Any
) -> None:
    number = put(people, invented).number
    client = browse("ann")
    hidden = fields(client.get(f"/items/{number}").text)
    order = "requirement:J2326.order"
    one = {
        **hidden,
        "do": f"override|{order}",
        f"value:{order}": "met",
        f"reason:{order}": "elsewhere",
        f"comment:{order}": "first tab",
    }
    assert client.post(f"/items/{number}/decide", data=one, follow_redirects=False).status_code == 303
    other = {**hidden, "do": f"cannot_tell|{order}", f"comment:{order}": "second tab"}
    answer = client.post(f"/items/{number}/decide", data=other)
    assert answer.status_code == 409
    assert "first tab" in answer.text
    assert "second tab</textarea>" in answer.text
    assert "cannot_tell" in answer.text.replace(" ", "_")


def test_two_people_on_one_item_lose_nothing(browse: Any, people: Any, invented: Any, put: Any, fields: Any) -> None:
    number = put(people, invented).number
    ann, ben = browse("ann"), browse("ben")
    seen_by_both = [fields(client.get(f"/items/{number}").text) for client in (ann, ben)]
    claim_item(people, number, "ann")
    answer = ben.post(
        f"/items/{number}/decide", data={**seen_by_both[1], "do": "accept|note", "comment:note": "Ben's words"}
    )
    assert answer.status_code == 409
    assert "ann is working on it" in answer.text
    assert "Ben&#39;s words" in answer.text
    assert "ann</b> is working" in ben.get(f"/items/{number}").text


def test_what_is_typed_when_the_session_runs_out_is_kept(
    browse: Any, people: Any, invented: Any, put: Any, fields: Any, time: Any
) -> None:
    number = put(people, invented).number
    client = browse("ann")
    hidden = fields(client.get(f"/items/{number}").text)
    time.forward(20 * 60_000)
    answer = client.post(
        f"/items/{number}/decide",
        data={**hidden, "do": "accept|note", "comment:note": "a long thought"},
        follow_redirects=False,
    )
    assert answer.headers["location"] == f"/login?next=/items/{number}&kept=1"
    assert "What you typed is kept" in client.get(answer.headers["location"]).text
    back = client.post("/login", data={"name": "ann", "password": "correct horse battery", "next": f"/items/{number}"})
    assert "a long thought</textarea>" in back.text
    assert "open" in back.text


def test_a_late_form_with_a_wrong_token_keeps_nothing(
    browse: Any, people: Any, invented: Any, put: Any, time: Any
) -> None:
    number = put(people, invented).number
    client = browse("ann")
    time.forward(20 * 60_000)
    answer = client.post(
        f"/items/{number}/draft", data={"csrf": "forged", "comment:note": "planted"}, follow_redirects=False
    )
    assert answer.status_code == 401
    assert "planted" not in browse("ann").get(f"/items/{number}").text


def test_an_auditor_sees_the_note_only_after_asking(browse: Any, people: Any, invented: Any, put: Any) -> None:
    number = put(people, invented).number
    client = browse("aud")
    masked = client.get(f"/items/{number}").text
    for word in ("Quillfeather", "Tysabri", "2026-03-14", "note.txt"):
        assert word not in masked
    shown = client.post(f"/items/{number}/unmask", data={"csrf": client.token()}).text
    assert "Quillfeather" in shown
    assert "unmask" in client.get("/trail").text


def test_a_reviewer_never_sees_other_peoples_trail(browse: Any, people: Any, invented: Any, put: Any) -> None:
    number = put(people, invented).number
    assert "Trail</h2>" not in browse("ann").get(f"/items/{number}").text
    assert "Trail</h2>" in browse("aud").get(f"/items/{number}").text


def test_a_lead_takes_over_with_a_reason_only(browse: Any, people: Any, invented: Any, put: Any) -> None:
    number = put(people, invented).number
    claim_item(people, number, "ann")
    lead = browse("lea")
    assert lead.submit(f"/items/{number}/steal", why="").status_code == 404
    assert lead.submit(f"/items/{number}/steal", why="absent").status_code == 303


def test_bulk_shows_the_count_before_it_acts_and_can_be_undone(browse: Any, people: Any, make: Any, put: Any) -> None:
    for number in range(3):
        put(people, make(text=f"300 mg over 60 minutes {number}"), source=f"/n/{number}")
    lead = browse("lea")
    seen = lead.submit("/bulk", query="code=J2326", action="assign", assignee="ben")
    assert "3 items" in seen.text
    assert (
        "3 items changed"
        in lead.submit("/bulk", query="code=J2326", action="assign", assignee="ben", expected="3").text
    )
    assert browse("ann").submit("/next").headers["location"] == "/?done=1"
    assert lead.submit("/bulk/1/undo").status_code == 303
    assert browse("ann").submit("/next").headers["location"].startswith("/items/")


def test_bulk_refuses_when_the_filter_finds_another_count_by_now(
    browse: Any, people: Any, invented: Any, put: Any
) -> None:
    put(people, invented)
    answer = browse("lea").submit("/bulk", query="state=open", action="assign", assignee="ben", expected="7")
    assert answer.status_code == 422
    assert "by now" in answer.text


def test_bulk_never_closes_dear_items_with_open_points(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    assert "<b>0 items</b>" in browse("lea").submit("/bulk", query="state=open", action="close").text


def test_exports_come_as_files(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    answer = browse("aud").get("/export/jsonl")
    assert answer.headers["content-disposition"] == 'attachment; filename="doccheck-queue.jsonl"'
    assert "Quillfeather" not in answer.text
    assert "Quillfeather" in browse("aud").get("/export/jsonl?phi=yes").text


def test_saved_filters_belong_to_one_person(browse: Any) -> None:
    ann, ben = browse("ann"), browse("ben")
    ann.submit("/filters", name="dear ones", query="sort=dollars")
    assert "dear ones" in ann.get("/").text
    assert "dear ones" not in ben.get("/").text
    ann.submit("/filters", name="dear ones", do="forget")
    assert "dear ones" not in ann.get("/").text


def test_the_dashboard_counts_what_there_is(browse: Any, people: Any, invented: Any, put: Any) -> None:
    put(people, invented)
    html = browse("lea").get("/dashboard").text
    assert "$7,200" in html
    assert "DC503" in html


def test_the_trail_page_checks_the_chain(browse: Any) -> None:
    assert "The trail holds" in browse("aud").get("/trail/verify").text


def test_keys_and_colours_are_kept_for_the_person(browse: Any) -> None:
    client = browse("ann")
    assert 'data-keys="on"' in client.get("/").text
    client.submit("/settings", theme="dark")
    html = client.get("/").text
    assert 'data-keys="off"' in html
    assert 'data-theme="dark"' in html


def test_a_purged_note_says_so(browse: Any, people: Any, invented: Any, put: Any) -> None:
    from doccheck.review.retention import purge  # noqa: PLC0415 - after the extra is known to be there

    number = put(people, invented).number
    purge(people, "adm", [number])
    html = browse("ann").get(f"/items/{number}").text
    assert "Purged" in html
    assert "Quillfeather" not in html


class TestSecondReview:
    @pytest.fixture
    def policy(self) -> Policy:
        return Policy(sample=1.0)

    def test_is_blind_in_the_browser_too(self, browse: Any, people: Any, invented: Any, put: Any, fields: Any) -> None:
        number = put(people, invented).number
        ann, ben, lea = browse("ann"), browse("ben"), browse("lea")
        done = {
            "do": "override|note",
            "value:note": "fail",
            "reason:note": "rule-wrong",
            "comment:note": "secret of ann",
        }
        ann.post(f"/items/{number}/decide", data={**fields(ann.get(f"/items/{number}").text), **done})
        for client in (ben, lea):
            html = client.get(f"/items/{number}").text
            assert "secret of ann" not in html
            assert "The rule itself is wrong</b>" not in html
            assert "ann, " not in html
            assert "Trail</h2>" not in html
        answer = ben.post(
            f"/items/{number}/decide",
            data={**fields(ben.get(f"/items/{number}").text), **done, "value:note": "pass"},
            follow_redirects=False,
        )
        assert answer.status_code == 303
        settle = lea.get(f"/items/{number}").text
        assert "Two reviewers differ" in settle
        assert settle.count("secret of ann") == 2
