"""Minutes as a PDF, in the house style. Its letters are those of Windows-1252: another is printed
without its accent, or as a question mark."""

import unicodedata

from meetings.records import markup

LETTERS = "windows-1252"
HEADS = ("Who", "What", "When")
WIDTHS = (22, 60, 18)  # of a hundred
LINE = 5.5  # millimetres
SIZES = {"title": 18, "heading": 13, "text": 10.5}


def written(paper):
    """The bytes of the PDF of a Paper."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.core_fonts_encoding = LETTERS
    pdf.set_title(f"{paper.body}: {paper.title}")
    pdf.set_lang("en-GB")
    pdf.set_margins(20, 18, 20)
    pdf.set_auto_page_break(True, margin=18)
    pdf.add_page()
    _head(pdf, paper)
    for section in paper.sections:
        _line(pdf, section.title, "heading", strong=True)
        if section.has_actions:
            _actions(pdf, paper.actions)
        for said in section.interests:
            _line(pdf, said)
        _words(pdf, section.text)
        for point in section.points:
            _line(pdf, f"• {point}", indent=5)
    if paper.amendments:
        _line(pdf, "Amendments", "heading", strong=True)
        for text in paper.amendments:
            _line(pdf, text)
    return bytes(pdf.output())


def _head(pdf, paper):
    _line(pdf, paper.body, "title", strong=True)
    _line(pdf, paper.title, strong=True)
    _line(pdf, ", ".join(filter(None, (paper.where, paper.stands))))
    for title, listed in paper.lists:
        _line(pdf, f"{title}: {', '.join(map(str, listed))}")
    if paper.key:
        _line(pdf, "   ".join(f"{mark} {meaning}" for mark, meaning in paper.key))


def _line(pdf, text, size="text", *, strong=False, indent=0):
    """A paragraph, with room below it."""
    pdf.set_font("helvetica", "B" if strong else "", SIZES[size])
    if size == "heading":
        pdf.ln(3)
    pdf.set_x(pdf.l_margin + indent)
    pdf.multi_cell(
        0, LINE * SIZES[size] / SIZES["text"], _plain(text), new_x="LMARGIN", new_y="NEXT"
    )
    pdf.ln(1.5)


def _actions(pdf, actions):
    """The table of actions; a sentence where there are none."""
    if not actions:
        _line(pdf, "No actions were agreed.")
        return
    pdf.set_font("helvetica", "", SIZES["text"])
    with pdf.table(col_widths=WIDTHS, text_align="LEFT", line_height=LINE, padding=1) as table:
        for row in [HEADS, *((one.owner, one.text, one.due) for one in actions)]:
            table.row([_plain(text) for text in row])
    pdf.ln(2)


def _words(pdf, text):
    for block in markup.blocks(text):
        words = f"{block.sign} {block.text}" if block.sign else block.text
        _line(pdf, words, indent=5 if block.sign else 0)


def _plain(text):
    """The text in the letters that the fonts have."""
    return "".join(map(_letter, text))


def _letter(letter):
    try:
        letter.encode(LETTERS)
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFKD", letter)[0]
        return bare if bare.isascii() else "?"
    return letter
