"""The half of `bench.search` that asks the till's customer box of a running server, on the shop in HABITUE_DATA."""

import gc
import http.client
import os
import re
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import django

from bench.measure import percentile, show
from bench.population import PROGRAM
from bench.queries import keystrokes, queries
from bench.search_at_database import sample

EACH = 25
CLIENTS = 16
SETTLES = 15
"""Seconds after the first sign-in in which the server counts what is popular; no till is searched at that moment."""


class Till:
    """A browser that has signed in at a register, as far as the server can tell."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}
        self._token = ""
        self._line: socket.socket | None = None
        self.sheet = ""

    def sign_in(self, name: str, pin: str) -> None:
        page = self._get("/till/registers/")
        if register := re.search(r'name="register"[^>]*value="([0-9a-f-]+)"', page):
            self.post("/till/registers/", {"register": register[1]})
        page = self._get("/till/sign-in/")
        link = re.search(rf'href="(/till/sign-in/[0-9a-f-]+/)[^"]*"[^>]*>(?:(?!</a>).)*{name}', page, re.DOTALL)
        if not link:
            raise RuntimeError(f"{name} is not on the sign-in page")
        self._get(link[1])
        self.post(link[1], {"pin": pin})
        page = self._get("/till/")
        if "customers" not in page:
            raise RuntimeError("signing in at the till has failed")
        self.sheet = re.findall(r'href="([^"]+\.css)"', page)[-1]

    def search(self, typed: str) -> float:
        """How many ms until all of the answer is there; by a bare socket: a library of the client is not ours."""
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        body = urlencode({"q": typed, "where": "sell"})
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        request = (
            f"POST /till/customers/ HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Language: en\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nHX-Request: true\r\nX-CSRFToken: {self._token}\r\n"
            f"Cookie: {cookies}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()
        return self._timed(request, typed)

    def nothing(self) -> float:
        """How many ms a file takes that is in memory: what the machine and the line cost, whoever is looked for."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        asked = f"GET {self.sheet} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nCookie: {cookies}\r\n\r\n"
        return self._timed(asked.encode(), self.sheet)

    def _timed(self, request: bytes, typed: str) -> float:
        assert self._line
        start = time.perf_counter()
        self._line.sendall(request)
        answer = self._line.recv(65536)
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._line.recv(65536)
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", answer[:end])
        while length and len(answer) < end + 4 + int(length[1]):
            answer += self._line.recv(65536)
        took = (time.perf_counter() - start) * 1000
        if not answer.startswith(b"HTTP/1.1 200 ") or not length:
            raise RuntimeError(f"{typed!r} was answered with {answer[:end]!r}")
        return took

    def post(self, path: str, values: dict[str, str]) -> str:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self._token}
        return self._ask("POST", path, urlencode(values), headers)

    def _get(self, path: str) -> str:
        for _redirect in range(4):
            page = self._ask("GET", path, None, {})
            if found := re.search(r'"X-CSRFToken":\s*"([^"]+)"', page.replace("&quot;", '"')):
                self._token = found[1]
            if not self._location:
                return page
            path = self._location
        return page

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._open.request(method, path, body, headers | {"Cookie": cookies, "Host": f"127.0.0.1:{self._port}"})
        answer = self._open.getresponse()
        text = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        self._location = answer.headers.get("Location", "") if answer.status in {301, 302, 303} else ""
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}")
        return text


def main() -> None:
    django.setup()
    people = sample()
    kinds = queries(people, EACH)
    keys = keystrokes(people, 60)
    others = [typed for each in queries(sample(seed=5), EACH).values() for typed in each]
    port = free_port()
    with subprocess.Popen([PROGRAM, "run", "--port", str(port)], stdout=subprocess.DEVNULL, env=os.environ) as server:
        try:
            wait_for(port)
            till = signed_in(port)
            till.search("a")
            time.sleep(SETTLES)
            # A till that has been used today: other people were looked for at it.
            for typed in others:
                till.search(typed)
            measure(port, kinds, keys)
        finally:
            server.terminate()


def measure(port: int, kinds: dict[str, list[str]], keys: list[str]) -> None:
    # The tills' own waste is not to be looked for while an answer is waited for.
    gc.collect()
    gc.freeze()
    till = signed_in(port)
    mixed = [
        (kind, typed) for each in zip(*kinds.values(), strict=True) for kind, typed in zip(kinds, each, strict=True)
    ]
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _again in range(2):
        for kind, typed in mixed:
            took[kind].append(till.search(typed))
    for kind, times in took.items():
        show(f"over HTTP, {kind}", times)
    show("over HTTP, 1 client, all kinds", [time for times in took.values() for time in times], aim=(0.99, 3))
    strokes = [till.search(typed) for typed in keys]
    show("over HTTP, 1 client, every keystroke", strokes)
    show("over HTTP, 1 client, a file, nothing looked for", [till.nothing() for _typed in mixed for _again in range(2)])
    many([till, *(signed_in(port) for _more in range(CLIENTS - 1))], [typed for _kind, typed in mixed])
    print(f"={percentile(strokes, 0.5):.4f}", flush=True)


def many(tills: list[Till], mixed: list[str]) -> None:
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        every = list(pool.map(lambda each: [each.search(typed) for typed in mixed], tills))
    took = time.perf_counter() - start
    together = [time for each in every for time in each]
    show(f"over HTTP, {CLIENTS} clients, all kinds", together)
    print(f"over HTTP, {CLIENTS} clients: {len(together) / took:.0f} searches a second", flush=True)


def signed_in(port: int) -> Till:
    from habitue.stores.demo import DEMO_STAFF

    till = Till(port)
    till.sign_in(DEMO_STAFF[-1].name, DEMO_STAFF[-1].pin)
    return till


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
