"""Minutes as a Word document, in the house style."""

import io

from meetings.records import markup

HEADS = ("Who", "What", "When")
WIDTHS = (1.4, 4.1, 1.2)  # inches


def written(paper):
    """The bytes of the .docx of a Paper."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = f"{paper.body}: {paper.title}"
    document.core_properties.author = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)
    _head(document, paper)
    for section in paper.sections:
        document.add_heading(section.title, level=1)
        if section.has_actions:
            _actions(document, paper.actions)
        for said in section.interests:
            document.add_paragraph().add_run(said).italic = True
        _words(document, section.text)
        for point in section.points:
            document.add_paragraph(point, style="List Bullet")
    if paper.amendments:
        document.add_heading("Amendments", level=1)
        for text in paper.amendments:
            document.add_paragraph(text)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _head(document, paper):
    document.add_heading(paper.body, level=0)
    document.add_paragraph(paper.title).runs[0].bold = True
    document.add_paragraph(", ".join(filter(None, (paper.where, paper.stands))))
    for title, listed in paper.lists:
        line = document.add_paragraph()
        line.add_run(f"{title}: ").bold = True
        line.add_run(", ".join(map(str, listed)))
    if paper.key:
        document.add_paragraph("   ".join(f"{mark} {meaning}" for mark, meaning in paper.key))


def _actions(document, actions):
    """The table of actions; a sentence where there are none."""
    if not actions:
        document.add_paragraph("No actions were agreed.")
        return
    from docx.shared import Inches

    table = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    rows = [HEADS, *((one.owner, one.text, one.due) for one in actions)]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, text, width in zip(cells, row, WIDTHS, strict=True):
            cell.text, cell.width = text, Inches(width)
            for run in cell.paragraphs[0].runs:
                run.bold = number == 0


def _words(document, text):
    styles = {"": None, "•": "List Bullet"}
    for block in markup.blocks(text):
        line = document.add_paragraph(style=styles.get(block.sign))
        if block.sign not in styles:
            line.add_run(f"{block.sign} ")
        for words, strong in block.runs:
            line.add_run(words).bold = strong
