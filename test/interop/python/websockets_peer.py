"""One end of a WebSocket connection, by the package `websockets`.

    websockets_peer.py client URL OPTIONS     connects
    websockets_peer.py server OPTIONS         serves on a free port of 127.0.0.1, until its input ends

OPTIONS are the package's own, as a JSON object; besides, `echo`: send each message back.
What to do comes on standard input, what happened goes to standard output: a JSON array a line, its first item the name.
"""

import asyncio
import hashlib
import json
import sys

import websockets


def tell(*fact):
    print(json.dumps(fact, ensure_ascii=False, separators=(",", ":")), flush=True)


def told(message):
    """A message that is too long to print is told by its length and SHA-256."""
    if isinstance(message, str):
        return ["text", message]
    if len(message) <= 64:
        return ["binary", message.hex()]
    return ["octets", len(message), hashlib.sha256(message).hexdigest()]


async def pieces(of):
    for piece in of:
        yield piece


async def act(end, name, *args):
    if name == "text":
        await end.send(args[0])
    elif name == "binary":
        await end.send(bytes.fromhex(args[0]))
    elif name == "octets":
        await end.send(bytes(range(256)) * (args[0] // 256))
    elif name == "fragments":
        await end.send(pieces(args))
    elif name == "ping":
        answered = await end.ping(args[0])
        await answered
        tell("pong", args[0])
    elif name == "close":
        await end.close(*args)
    else:
        raise ValueError(name)


async def watch(end, echo):
    """Tells what comes until the connection is gone, and how it went."""
    agreed = getattr(end, "protocol", end)  # of newer versions, from 14 on
    tell("open", end.subprotocol, [extension.name for extension in agreed.extensions])
    try:
        async for message in end:
            tell("message", *told(message))
            if echo:
                await end.send(message)
    except websockets.ConnectionClosedError:
        pass
    await end.wait_closed()
    tell("closed", end.close_code, end.close_reason)


async def standard_input():
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    return lines


async def obey(lines, ends):
    async for line in lines:
        await act(ends[-1], *json.loads(line))


async def client(url, options):
    lines = await standard_input()
    echo = options.pop("echo", False)
    try:
        end = await websockets.connect(url, max_size=None, **options)
    except websockets.InvalidHandshake as refusal:
        tell("refused", getattr(refusal, "response", refusal).status_code)
        return
    watching = asyncio.create_task(watch(end, echo))
    await obey(lines, [end])
    await end.close()
    await watching


async def server(options):
    lines = await standard_input()
    echo = options.pop("echo", False)
    ends = []

    async def serve(end):
        ends.append(end)
        await watch(end, echo)

    async with websockets.serve(serve, "127.0.0.1", 0, max_size=None, **options) as listening:
        tell("listening", listening.sockets[0].getsockname()[1])
        await obey(lines, ends)


role, *rest = sys.argv[1:]
parsed = json.loads(rest.pop())
asyncio.run(client(*rest, parsed) if role == "client" else server(parsed))
