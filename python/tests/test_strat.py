"""The Python face: the same answers as the command, as values."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import strat

ROOT = Path(__file__).resolve().parents[2]
TRIANGLE = ROOT / "examples" / "triangle.strat"
OIL = 'actor China and Russia is state.\nresource oil "crude oil".\nChina can provide oil.\n'


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-c", "from strat._command import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def triangle():
    return strat.load(TRIANGLE)


def test_answers_are_values(triangle):
    answers = triangle.ask("who has a veto over what?")
    assert [str(one) for one in answers] == ["China has a veto over tactics", "China has a veto over deployment"]
    first = answers[0]
    assert first.status == "established"
    assert first.bindings == {"who": "China", "what": "tactics"}
    assert (first.likelihood.low, first.likelihood.high) == (1.0, 1.0)


def test_a_proof_goes_down_to_the_file(triangle):
    proof = triangle.ask("why China has a veto over deployment?")[0].proof
    assert "triangle.strat" in str(proof)


def test_pages_are_those_of_the_command(triangle):
    assert str(triangle.brief()).strip().startswith(command("brief", TRIANGLE).stdout.splitlines()[0].strip())
    assert command("ask", TRIANGLE, "who has a veto over what?").returncode == 0
    assert command("check", ROOT / "no-such-file.strat").returncode == 2


def test_mistakes_are_one_exception():
    with pytest.raises(strat.StratError) as raised:
        strat.loads("actor China is state.\nChina can provide oil.\n")
    assert raised.value.diagnostics[0].place == strat.Place("analysis.strat", 2, 19)
    assert raised.value.diagnostics[0].code in str(raised.value)


def test_a_file_that_is_not_there():
    with pytest.raises(strat.StratError, match="no-such"):
        strat.load("no-such.strat")


def test_questions_are_put_as_people_put_them(triangle):
    answers = triangle.ask("can China stop the deployment")
    assert [str(one) for one in answers] == ["China has a veto over deployment"]
    assert "read as: China has a veto over deployment?" in str(answers)
    assert str(triangle.ask("about China")).startswith("China")


def test_a_question_that_is_not_understood(triangle):
    with pytest.raises(strat.StratError):
        triangle.ask("colourless green ideas?")


def test_frames_and_graphs(triangle):
    answers = triangle.ask("who has a veto over what?")
    assert list(answers.to_frame()["what"]) == ["tactics", "deployment"]
    assert ("China", "tactics") in answers.to_networkx().edges()


def test_facts_from_a_frame():
    import pandas

    analysis = strat.loads(OIL + 'relation pipe "{a: actor} pipes oil to {b: actor}".\n')
    frame = pandas.DataFrame({"a": ["Russia"], "b": ["China"]})
    fed = analysis.add_facts("pipe", frame)
    assert [str(one) for one in fed.ask("who pipes oil to China?")] == ["Russia pipes oil to China"]
    assert len(analysis.ask("who pipes oil to China?")) == 0


def test_a_page_in_a_notebook_is_escaped():
    page = strat.loads('analysis page "<script>alert(1)</script>".\n' + OIL).brief()
    assert "<script>" not in page._repr_html_()


def test_versions_are_compared():
    old, new = strat.loads(OIL), strat.loads(OIL.replace("China can", "Russia can"))
    assert "Russia can provide oil" in str(old.diff(new))


def test_threads_use_different_analyses_at_once():
    found = {}

    def ask(name):
        own = strat.loads(OIL.replace("China can", f"{name} can"))
        found[name] = [str(one) for one in own.ask("who can provide oil?")]

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("China", "Russia") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: [f"{name} can provide oil"] for name in ("China", "Russia")}


LONG = "".join(f"actor a{at} is state.\n" for at in range(1500)) + (
    'relation next "{a: actor} is next to {b: actor}", transitive.\n'
    + "".join(f"a{at} is next to a{at + 1}.\n" for at in range(1499))
)


def test_an_answer_that_takes_too_long_is_told():
    analysis = strat.loads(OIL)
    with pytest.raises(strat.StratIncomplete):
        analysis.ask("who can provide what?", timeout=0.0)
    with pytest.raises(ValueError):
        analysis.ask("who can provide what?", timeout=-1.0)


def test_control_c_ends_a_long_answer(tmp_path):
    program = tmp_path / "long.py"
    program.write_text(
        f"import strat\ntry:\n    own = strat.loads({LONG!r})\n    print('ready', flush=True)\n"
        "    while True:\n        own.ask('who is next to whom?')\n"
        "        own.brief()\nexcept KeyboardInterrupt:\n    print('interrupted', flush=True)\n"
    )
    running = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline().strip() == "ready"
    time.sleep(0.2)
    running.send_signal(2)
    assert running.communicate(timeout=20)[0].strip() == "interrupted"


def test_the_magic_reads_and_asks():
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "strat")
    shell.run_cell_magic("strat", "own", OIL)
    answers = shell.run_cell_magic("strat", "--ask own", "who can provide oil?")
    assert [str(one) for one in answers] == ["China can provide oil"]
    with pytest.raises(NameError):
        shell.run_cell_magic("strat", "--ask nothing", "who can provide oil?")


def test_a_picture_is_drawn(triangle, tmp_path):
    picture = triangle.map("power")
    assert picture.svg.startswith("<svg") and "China" in picture.svg
    assert "China" in str(picture)
    assert picture.data["maps"][0]["nodes"]
    picture.save(tmp_path / "power.svg")
    assert (tmp_path / "power.svg").read_text(encoding="utf-8") == command("map", TRIANGLE, "power").stdout
    with pytest.raises(ValueError, match="one of power, goals"):
        triangle.map("landscape")
    with pytest.raises(strat.StratError, match="Atlantis"):
        triangle.map("power", about="Atlantis")


def test_questions_in_the_words_of_people(triangle):
    asked = triangle.ask("who can stop the deployment?")
    assert any("China" in str(one) for one in asked)
