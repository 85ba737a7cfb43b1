"""stream.py OWN PEER RATE: numbered datagrams to a peer at a steady rate, and which of its own came.

Reads commands, one a line, and answers each with a line:
  run   how many of the newest numbers came without a gap
  stop  sends no more; how many were sent
  end   waits until nothing more comes; the ranges that came, "0-17 20-31"
"""
import os
import select
import socket
import sys
import time

PORT = 7000
QUIET_S = 0.3


def ranges(numbers):
    text, first, last = [], None, None
    for number in sorted(numbers):
        if last is None or number != last + 1:
            if last is not None:
                text.append(f"{first}-{last}")
            first = number
        last = number
    if last is not None:
        text.append(f"{first}-{last}")
    return " ".join(text)


def main():
    own, peer, rate = sys.argv[1], sys.argv[2], int(sys.argv[3])
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    sock.bind((own, PORT))
    sock.setblocking(False)
    came, newest, run = set(), -1, 0
    sent, sending, ending = 0, True, False
    begin = heard = time.monotonic()
    while True:
        now = time.monotonic()
        while sending and begin + sent / rate <= now:
            try:
                sock.sendto(sent.to_bytes(8, "big"), (peer, PORT))
            except OSError:
                pass  # Its number never comes: it is counted as lost.
            sent += 1
        if ending and now - heard > QUIET_S:
            print(ranges(came), flush=True)
            return
        wait = max(0.0, begin + sent / rate - now) if sending else QUIET_S
        ready = select.select([sock, 0], [], [], wait)[0]
        if sock in ready:
            number = int.from_bytes(sock.recv(64), "big")
            heard = time.monotonic()
            came.add(number)
            run = run + 1 if number == newest + 1 else 1
            newest = number
        if 0 in ready:
            commands = os.read(0, 4096).decode().split()
            if not commands:
                return
            for command in commands:
                if command == "run":
                    print(run, flush=True)
                elif command == "stop":
                    sending = False
                    print(sent, flush=True)
                elif command == "end":
                    ending, heard = True, time.monotonic()


main()
