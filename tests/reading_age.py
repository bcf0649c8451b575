"""How old a reader must be for a text, roughly: the Automated Readability Index.

R. J. Senter and E. A. Smith, "Automated Readability Index", Aerospace Medical Research
Laboratories, Wright-Patterson Air Force Base, AMRL-TR-66-220, 1967: the grade is
4.71 x characters a word + 0.5 x words a sentence - 21.43, of letters and digits. A grade of 1 is
a child of six, so that the age is the grade and five. It counts letters and not syllables, which
no formula can count without guessing; it knows nothing of sense, so that it finds long words and
long sentences, and nothing else. It means little for less than about a hundred words: put the
sentences of a kind together.
"""

import re

WORD = re.compile(r"[^\s]*[A-Za-z0-9][^\s]*")
END = re.compile(r"[.!?:;](?=\s|$)")


def reading_age(sentences):
    """The age at which somebody reads these sentences at their ease, in years."""
    words = [word for one in sentences for word in WORD.findall(one)]
    characters = sum(letter.isalnum() for word in words for letter in word)
    ends = sum(len(END.findall(one.rstrip(".!?:;"))) + 1 for one in sentences)
    return 4.71 * characters / len(words) + 0.5 * len(words) / ends - 21.43 + 5
