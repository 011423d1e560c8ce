#!/usr/bin/env python3
"""Sobol' indices as a good analyst finds them: SALib's samples and estimators round the NumPy peer's model.

    python3 benches/peers/salib_peer.py benches/scenarios/bench27/scenario.toml --groups 38 --samples 1024

The model counts the programme's net saving over the horizon alone. The sources of chance are its draws, dealt out to so
many groups: what the indices cost depends on the number of groups and on nothing else of them.
"""

import argparse
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy_peer as peer

try:
    from SALib.analyze import sobol as estimators
    from SALib.sample import sobol as samples
    from scipy.special import betaincinv, ndtri
except ImportError:
    sys.exit("skipped: SALib is not installed")

np = peer.np
GRID = np.linspace(0.0, 1.0, 4001)


class Uniforms:
    """Stands for a generator: each draw is made of the next column of uniforms."""

    betas = {}

    def __init__(self, columns):
        self.columns, self.next = columns, 0

    def random(self, n):
        self.next += 1
        return self.columns[self.next - 1][:n]

    def uniform(self, low, high, n):
        return low + (high - low) * self.random(n)

    def triangular(self, low, mode, high, n):
        u = self.random(n)
        rising, falling = (high - low) * (mode - low), (high - low) * (high - mode)
        below = u * (high - low) < mode - low
        return np.where(below, low + np.sqrt(rising * u), high - np.sqrt(falling * (1.0 - u)))

    def standard_normal(self, n):
        return ndtri(np.clip(self.random(n), 1e-12, 1.0 - 1e-12))

    def lognormal(self, mu, sigma, n):
        return np.exp(mu + sigma * self.standard_normal(n))

    def beta(self, alpha, beta, n):
        if (alpha, beta) not in self.betas:
            self.betas[alpha, beta] = betaincinv(alpha, beta, GRID)
        return np.interp(self.random(n), GRID, self.betas[alpha, beta])

    def poisson(self, mean, n):
        peer.refuse("a risk that recurs: how many draws a trial has would depend on chance")


class NetSaving(peer.Simulation):
    """The model, of whose results the programme's net saving over the horizon is kept."""

    def __init__(self, scenario):
        super().__init__(scenario)
        scenario.partners, scenario.shares = [], []
        for area in scenario.areas:
            area.savings_shares = area.costs_shares = []
        self.known = self.past.flows["gross_saving"][0].sum() - sum(
            self.past.flows[flow][0].sum() for flow in ("implementation_cost", "running_cost")
        )

    def keep_area(self, area, amounts, timing, out):
        pass

    def keep_parts(self, n, drawn, levels, out):
        saved = {flow: amounts[0].sum(axis=0) for flow, amounts in drawn.items()}
        out[0] = self.known + saved.pop("gross_saving") - sum(saved.values())

    def dimensions(self):
        uniforms = Uniforms(np.full((1000, 1), 0.5))
        self.chunk(uniforms, 1, np.empty((1 + 5 * len(self.scenario.areas) + 10_000, 1)))
        return uniforms.next

    def values(self, uniforms):
        values = np.empty(len(uniforms))
        for first in range(0, len(uniforms), peer.CHUNK):
            some = np.ascontiguousarray(uniforms[first : first + peer.CHUNK].T)
            out = np.empty((1, some.shape[1]))
            self.chunk(Uniforms(some), some.shape[1], Padded(out))
            values[first : first + some.shape[1]] = out[0]
        return values


class Padded:
    """Takes what the model slices off for areas, of which nothing is kept."""

    def __init__(self, out):
        self.out = out

    def __getitem__(self, key):
        return self

    def __setitem__(self, key, value):
        self.out[key] = value


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("scenario", type=Path)
    arguments.add_argument("--groups", type=int, default=38)
    arguments.add_argument("--samples", type=int, default=1024)
    given = arguments.parse_args()
    model = NetSaving(peer.Scenario(given.scenario))
    dimensions = model.dimensions()
    names = [f"x{place}" for place in range(dimensions)]
    problem = {
        "num_vars": dimensions,
        "names": names,
        "groups": [f"group {place % given.groups}" for place in range(dimensions)],
        "bounds": [[0.0, 1.0]] * dimensions,
    }
    started = time.process_time()
    values = model.values(samples.sample(problem, given.samples, calc_second_order=True, seed=1))
    # Each group exchanged both ways, as the engine does it; interactions of two groups are not asked for.
    rows = values.reshape(given.samples, 2 * given.groups + 2)
    needed = np.concatenate([rows[:, : given.groups + 1], rows[:, -1:]], axis=1)
    found = estimators.analyze(problem, needed.ravel(), calc_second_order=False, seed=1)
    seconds = time.process_time() - started
    print(json.dumps({
        "salib": version("SALib"), "ns_per_sample": 1e9 * seconds / given.samples,
        "mean": float(values.mean()), "sd": float(values.std()), "total": float(np.sum(found["ST"])),
    }))


if __name__ == "__main__":
    main()
