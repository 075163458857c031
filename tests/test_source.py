"""What stands in content/ and is no readable file is reported beside everything else."""

import os

from tests.workshop import Workshop


def test_links_pipes_and_folders_that_pose_as_articles(workshop: Workshop) -> None:
    folder = workshop.article("2021/one", date="2021-01-01").parent
    (folder / "dangling.md").symlink_to("nowhere")
    (folder / "outside.png").symlink_to("/etc/hostname")
    (folder / "inside.md").symlink_to("one.md")
    (folder / "a-folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    assert workshop.problems() == [
        "content/articles/2021/dangling.md:1:1: this link leads to nothing (mend or delete it)",
        "content/articles/2021/outside.png:1:1: this link leads out of the archive's folder (copy the file itself)",
        "content/articles/2021/pipe.md:1:1: this is not a file (delete it)",
    ]


def test_files_of_editors_and_systems_are_passed_over(workshop: Workshop) -> None:
    workshop.article("2021/one", date="2021-01-01")
    for name in (".one.md.swp", "one.md~", ".DS_Store", ".git/x.md"):
        workshop.write(f"content/articles/2021/{name}", "x")
    assert workshop.problems() == []


def test_everything_in_static_is_copied_as_it_is(workshop: Workshop) -> None:
    workshop.write("content/static/CNAME", "archive.example.org\n")
    workshop.write("content/static/.well-known/security.txt", "Contact: x\n")
    workshop.build()
    assert workshop.read("CNAME") == "archive.example.org\n"
    assert workshop.read(".well-known/security.txt") == "Contact: x\n"
