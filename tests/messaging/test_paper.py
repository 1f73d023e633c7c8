"""The receipt as PDF: made of the page alone, and of nothing that the page asks for."""

import re
import socket
import threading
import zlib
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

from habitue.messaging import paper


def test_a_page_gets_neither_the_network_nor_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("@page { size: 777pt 777pt }")
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)

        def listen() -> None:
            with suppress(OSError):
                asked.append(server.accept()[0].recv(100))

        listening = threading.Thread(target=listen)
        listening.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        html = (
            f'<link rel="stylesheet" href="{address}.css"><link rel="stylesheet" href="{secret.as_uri()}">'
            f'<img src="{address}.png"><img src="file:///etc/hostname"><p>Ærø</p><script>fetch("{address}")</script>'
        )
        made = paper.pdf_of(html)
        server.shutdown(socket.SHUT_RDWR)
        listening.join()
    assert made.startswith(b"%PDF-")
    assert asked == []
    assert b"/MediaBox" in unpacked(made)
    assert b"777" not in re.findall(rb"/MediaBox ?\[([^]]+)", unpacked(made))[0]


def unpacked(pdf: bytes) -> bytes:
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(each) for each in packed if each[:1] == b"\x78")


@pytest.mark.parametrize(("code", "lasting"), [(paper.WITHOUT_LIBRARIES, True), (1, False), (-11, False)])
def test_a_maker_that_fails_says_whether_it_lasts(code: int, lasting: bool, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\ncat > /dev/null\n{f'exit {code}' if code > 0 else 'kill -SEGV $$'}\n")
    program.chmod(0o700)
    with patch("sys.executable", str(program)), pytest.raises(paper.NoPaper) as none:
        paper.pdf_of("<p>receipt")
    assert none.value.lasting is lasting
