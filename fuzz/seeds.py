"""Writes what the repository holds of the language into a corpus: whole files, and single statements."""
import hashlib
import pathlib
import re
import sys

corpus = pathlib.Path(sys.argv[1])
root = pathlib.Path(__file__).resolve().parent.parent
texts = [path.read_text() for folder in ("examples", "src/doctrine") for path in root.glob(f"{folder}/*.strat")]
for path in [*root.glob("docs/**/*.md"), *root.glob("tests/**/*.md")]:
    texts += re.findall(r"^```strat[^\n]*\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL)
paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
for text in {*texts, *paragraphs}:
    digest = hashlib.sha1(text.encode())
    # A session of an editor is a text, a zero and the steps: some that are as good as any.
    steps = b"\0" + digest.digest() * 5 if corpus.name == "lsp" else b""
    (corpus / digest.hexdigest()).write_bytes(text.encode() + steps)

# The words of the grammar, for mutations that insert one.
grammar = (root / "grammar/strat.pest").read_text()
words = sorted(word for word in set(re.findall(r'"([^"\\\n]+)"', grammar)) if word.isascii())
sentences = sorted({" " + text + " " for path in root.glob("src/doctrine/*.strat")
                    for text in re.findall(r"\} ([a-z ]+) \{", path.read_text())})
lines = ['"' + word + '"' for word in [*words, *sentences]]
(corpus.parent / "strat.dict").write_text("\n".join(lines) + "\n")
