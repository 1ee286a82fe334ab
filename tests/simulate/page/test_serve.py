import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from carbonspan.simulate.page import serve
from carbonspan.simulate.problems import InvalidInput


def test_a_port_in_use_is_refused_with_a_remedy():
    with serve.listen(0) as taken:
        port = taken.getsockname()[1]
        assert taken.getsockname()[0] == "127.0.0.1"
        with pytest.raises(InvalidInput, match=rf"--port {port}: is in use; choose another, or --port 0"):
            serve.listen(port)


def test_the_end_of_a_reply_does_not_wait_for_the_receipt_of_its_head():
    async def at_once():
        answered = asyncio.get_running_loop().create_future()
        server = await asyncio.start_server(lambda _, writer: answered.set_result(writer), sock=serve.listen(0))
        _, asking = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer = await answered
        found = writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for each in (asking, writer, server):
            each.close()
        return found

    assert asyncio.run(at_once())


def test_a_missing_library_is_named_with_its_remedy(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(InvalidInput, match=r"the page needs starlette and uvicorn: pip install 'carbonspan\[web\]'"):
        serve.check_available()


def test_ctrl_c_ends_it_quietly_while_it_computes():
    pytest.importorskip("uvicorn", reason="needs the extra `web`")
    command = [sys.executable, "-m", "carbonspan", "page", "chatgpt/by-words", "--no-open", "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as page:
        address = page.stdout.readline()
        port = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", address)[1]
        with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as asked:
            asked.sendall(b"GET /page.js HTTP/1.1\r\nHost: evil.example\r\n\r\n")
            assert asked.recv(12) == b"HTTP/1.1 403"
        with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as asked:
            asked.sendall(f"GET /report.html HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            time.sleep(0.5)  # a report takes longer
            os.kill(page.pid, signal.SIGINT)
            page.wait(timeout=60)
        printed, said = page.communicate(timeout=30)
    assert (printed, said, page.returncode) == ("", "", 0)
