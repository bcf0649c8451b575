"""Between the site and a server it depends on: a network that can go wrong in four ways."""

import asyncio
import threading

PORTION = 65536


class Proxy:
    """Passes bytes from a port of this machine to the unix socket of a server, as it is told.

    `down` refuses and hangs up, `freeze` passes nothing on, `slow` holds each answer back for
    two seconds, `cut` hangs up in the middle of an answer; `mend` makes all well again.
    """

    def __init__(self, target):
        self.target, self.port = target, 0
        self.fault, self.writers = "", set()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._do(self._open())

    def fail(self, fault):
        """Go wrong in one way, for connections that stand as well as for new ones."""
        self.fault = fault
        if fault == "down":
            self._do(self._shut())

    def mend(self):
        """Work again. What was held back while frozen is passed on, as by a network."""
        was, self.fault = self.fault, ""
        if was == "down":
            self._do(self._open())

    def close(self):
        """Hang up everywhere and end."""
        self.fault = ""
        self._do(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def _do(self, coroutine):
        asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(10)

    async def _open(self):
        self.server = await asyncio.start_server(self._meet, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _shut(self):
        self.server.close()
        for writer in list(self.writers):
            writer.transport.abort()

    async def _end(self):
        await self._shut()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=5)

    async def _meet(self, reader, writer):
        try:
            answers, asks = await asyncio.open_unix_connection(str(self.target))
        except OSError:  # the server itself is away
            return writer.transport.abort()
        both = {writer, asks}
        self.writers |= both
        ways = self._pass(reader, asks), self._pass(answers, writer, answers=True)
        await asyncio.wait(map(asyncio.ensure_future, ways), return_when=asyncio.FIRST_COMPLETED)
        for one in both:
            one.transport.abort()
        self.writers -= both

    async def _pass(self, reader, writer, answers=False):
        try:
            while data := await reader.read(PORTION):
                while self.fault == "freeze":
                    await asyncio.sleep(0.05)
                if answers and self.fault == "slow":
                    await asyncio.sleep(2)
                if answers and self.fault == "cut":
                    data = data[: len(data) // 2]
                writer.write(data)
                await writer.drain()
                if answers and self.fault == "cut":
                    return
        except OSError:  # either side hung up
            return
