"""What docs/architecture.md draws is what the state tables say."""

from partnerships.flow.drawing import DOCUMENT, TABLES, diagram, with_drawings


def test_the_drawings_are_those_of_the_tables():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert with_drawings(text) == text, "stale: run `python manage.py draw_states`"


def test_every_move_of_every_table_is_drawn():
    for _title, table, model in TABLES:
        drawing = diagram(table, model)
        for row in table:
            for source in row.sources:
                assert f"{source} --> {row.target}: " in drawing
