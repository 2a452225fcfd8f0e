"""Checks that Spinning Up's own plotter reads the runs of `pong spinup`.

    pong spinup vpg --env Pong-ram-v0 --hid "[8]" "[16]" --seed 0 1 --epochs 12 --exp_name grid
    python3 Tests/Scripts/plot_with_spinup.py ~/spinningup data/grid [--smooth 4] [--png chart.png]

The first word is a checkout of openai/spinningup, or the path of its spinup/utils/plot.py. That file
was written for seaborn 0.8: the one line that its own comment names, tsplot, becomes lineplot here,
in memory. Its functions then read all directories whose names begin as the next words do, and draw
every column; what they have read and drawn is compared with the files. Needs seaborn from PyPI.
Ends with 1 if something differs.
"""

import argparse
import glob
import json
import os
import sys
import types
import warnings

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

OLD = "sns.tsplot(data=data, time=xaxis, value=value, unit=\"Unit\", condition=condition, ci='sd', **kwargs)"
NEW = "sns.lineplot(data=data, x=xaxis, y=value, hue=condition, ci='sd', **kwargs)"


def load(path):
    """The plotter as a module, with its one line changed."""
    if os.path.isdir(path):
        path = os.path.join(path, "spinup", "utils", "plot.py")
    with open(path, encoding="utf-8") as file:
        source = file.read()
    if source.count(OLD) == 1:
        source = source.replace(OLD, NEW)
    elif "sns.tsplot(" in source:
        sys.exit(f"{path}: its line with tsplot is not the one that is known")
    module = types.ModuleType("spinup_plot")
    exec(compile(source, path, "exec"), module.__dict__)
    return module


def runs(words):
    """The runs' directories below what the words stand for, with their experiments' names."""
    found = {}
    for word in words:
        for place in sorted(glob.glob(word + "*/")):
            for root, _, files in os.walk(place):
                if "progress.txt" in files:
                    with open(os.path.join(root, "config.json"), encoding="utf-8") as file:
                        found[root] = json.load(file)["exp_name"]
    return found


def window(values, count):
    """The mean of `count` values around each, one more before it than after if that is even."""
    before, after = count // 2, count - count // 2 - 1
    return np.array(
        [np.mean(values[max(0, i - before) : i + after + 1]) for i in range(len(values))]
    )


def expected(directories, column, smooth, estimator):
    """What is to be drawn of runs of one experiment, by step."""
    tables = [pd.read_table(os.path.join(place, "progress.txt")) for place in directories]
    curves = []
    for table in tables:
        y = table["AverageEpRet" if column == "Performance" else column].to_numpy(float)
        curves.append(dict(zip(table["TotalEnvInteracts"], window(y, smooth))))
    steps = sorted(set().union(*curves))
    return steps, [getattr(np, estimator)([c[s] for c in curves if s in c]) for s in steps]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("plotter")
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--smooth", type=int, default=1)
    parser.add_argument("--est", default="mean")
    parser.add_argument("--png")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")

    module = load(arguments.plotter)
    found = runs(arguments.runs)
    assert found, "there are no runs"
    data = module.get_all_datasets([os.path.abspath(word) for word in arguments.runs])
    assert len(data) == len(found), (len(data), len(found))
    names = {table["Condition1"].iloc[0] for table in data}
    assert names == set(found.values()), (names, set(found.values()))
    others = ("TotalEnvInteracts", "Unit", "Condition1", "Condition2")
    columns = [c for c in data[0].columns if c not in others]
    rows = sum(len(table) for table in data)
    print(f"{len(data)} runs of {len(names)} experiments, {rows} rows, {len(columns)} columns")

    for column in columns:
        plt.figure()
        tables = [table.copy() for table in data]
        module.plot_data(
            tables, xaxis="TotalEnvInteracts", value=column, condition="Condition1",
            smooth=arguments.smooth, estimator=getattr(np, arguments.est),
        )
        drawn = [np.asarray(line.get_xydata()) for line in plt.gca().get_lines()]
        drawn = [points for points in drawn if len(points)]
        for name in sorted(names):
            places = [place for place, own in found.items() if own == name]
            steps, values = expected(places, column, arguments.smooth, arguments.est)
            wanted = np.array([(s, v) for s, v in zip(steps, values) if np.isfinite(v)])
            assert not len(wanted) or any(
                points.shape == wanted.shape and np.allclose(points, wanted, rtol=1e-5, atol=1e-8)
                for points in drawn
            ), f"{name}, {column}: another line"
        if arguments.png and column == "Performance":
            plt.savefig(arguments.png)
        plt.close()
    print(f"every column drawn, smoothed over {arguments.smooth}")


if __name__ == "__main__":
    main()
