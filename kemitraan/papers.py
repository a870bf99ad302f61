"""How a paper that somebody sent is handed out again: never opened within this site, and kept by no cache."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse


def paper_response(file: FieldFile, name: str) -> FileResponse:
    """A picture is shown, a PDF offered to be saved, as `name` with the ending of its kind. Who may see it is asked before."""
    is_picture = file.name.endswith(".jpg")
    response = FileResponse(
        file.open(),
        content_type="image/jpeg" if is_picture else "application/pdf",
        as_attachment=not is_picture,
        filename=f"{name}{'.jpg' if is_picture else '.pdf'}",
    )
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    return response
