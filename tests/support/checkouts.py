"""Small checkouts of this project for tests of its set-up: the real wrapper and sources, with locks that name next to nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Checkout:
    """A copy of the wrapper and the sources, with its own locks and its own package registry: a folder of tiny wheels."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wheels = path.parent / "wheels"
        self.wheels.mkdir()
        path.mkdir()
        for name in ("pactbook", "pyproject.toml"):
            shutil.copy(ROOT / name, path / name)
        for source in ("generator", "hooks"):
            shutil.copytree(ROOT / source, path / source, ignore=shutil.ignore_patterns("__pycache__"))
        self.lock()
        self.lock(name="requirements-dev.lock")

    @property
    def venv(self) -> Path:
        return self.path / ".venv"

    def lock(self, *lines: str, name: str = "requirements.lock") -> None:
        (self.path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def wheel(self, name: str, version: str, code: str = "") -> str:
        """Put a package of one module into the registry and return its line for a lock."""
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f'VERSION = "{version}"\n{code}',
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/RECORD": "",
        }
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            for inside, content in files.items():
                archive.writestr(inside, content)
        return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a person who has no other package registry than the folder of wheels."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "PYTEST_"))}
        return {**kept, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull, **more}

    def run(self, *words: str, here: Path | None = None, before: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Run the wrapper as a person would, or after some lines of Python that make its world another one."""
        command = [sys.executable, str(self.path / "pactbook"), *words]
        if before:
            start = f"import runpy, sys; sys.argv[1:] = {list(words)!r}; sys.argv[0] = 'pactbook'\n{before}\n"
            command = [sys.executable, "-c", f"{start}runpy.run_path({str(self.path / 'pactbook')!r}, run_name='__main__')"]
        return subprocess.run(
            command, cwd=here or self.path, env=self.environment(**more), capture_output=True, text=True, check=False, timeout=120
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start the wrapper and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, str(self.path / "pactbook"), *words],
            cwd=self.path,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def version_of(self, module: str) -> str:
        """Which version of a module the environment holds; `none` without it."""
        code = f"import importlib.util as u; print(__import__({module!r}).VERSION if u.find_spec({module!r}) else 'none')"
        python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        done = subprocess.run([str(python), "-I", "-c", code], capture_output=True, text=True, check=True)
        return done.stdout.strip()
