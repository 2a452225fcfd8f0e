#!/usr/bin/env python3
"""A ball follower: pong watch --left "exec:python3 Tests/Programs/follower.py" """
import json, sys

for line in sys.stdin:
    game, answer = json.loads(line), {"action": "NOOP"}
    if "protocol" in game:
        answer = {"name": "Python follower", "every": 2, "observation": "registers"}
    elif game.get("ball"):
        miss = game["ball"][1] - game["me"] - 6
        answer = {"turn": max(-23000, min(23000, 3000 * miss)), "fire": False}
    if "over" not in game:
        print(json.dumps(answer), flush=True)
