"""Our copy of the NHS.UK frontend needs no other host and no fixed address."""

from pathlib import Path

from commissioning.local import frontend

PUBLISHED = """
@font-face{font-family:Frutiger W01;src:url(https://assets.nhs.uk/a.woff2) format("woff2")}
body{font-family:Frutiger W01,arial,sans-serif}
a{background:url(/assets/images/icon.svg)}
/*# sourceMappingURL=nhsuk-frontend.min.css.map */
"""


def test_the_style_sheet_names_no_other_host_and_no_fixed_address():
    ours = frontend.styles(PUBLISHED)
    assert "https:" not in ours
    assert "Frutiger" not in ours
    assert "sourceMappingURL" not in ours
    assert "font-family:arial,sans-serif" in ours
    assert "url(assets/images/icon.svg)" in ours


def test_the_script_names_no_source_map():
    assert frontend.script("run()\n//# sourceMappingURL=x.map\n") == "run()\n"
    assert frontend.script("run();//# sourceMappingURL=x.map\n") == "run();"


def test_the_copy_is_made_whole_in_place_of_an_older_one(tmp_path: Path):
    published, ours = tmp_path / "dist", tmp_path / "build" / "nhsuk"
    (published / "assets").mkdir(parents=True)
    (published / "assets" / "icon.svg").write_text("<svg/>")
    (published / "nhsuk-frontend.min.css").write_text(PUBLISHED)
    (published / "nhsuk-frontend.min.js").write_text("run()")
    ours.mkdir(parents=True)
    (ours / "old").touch()
    frontend.build(published, ours)
    assert sorted(path.name for path in ours.iterdir()) == [
        "assets",
        "nhsuk-frontend.min.css",
        "nhsuk-frontend.min.js",
    ]
    assert [path.name for path in ours.parent.iterdir()] == ["nhsuk"]
