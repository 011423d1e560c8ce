#!/usr/bin/env python3
"""The vectorised NumPy that a good analyst writes: arrays of trials in chunks, Generator, np.quantile.

    python3 benches/peers/numpy_peer.py benches/scenarios/bench27/scenario.toml --trials 50000

It reads the scenario's own TOML and CSV files, computes every measure of the programme and of its partners by
year, and what areas bring, and prints the CPU time of a trial. It knows what the two speed scenarios have and
refuses the rest. With --expect FILE it holds its means and quantiles against those in FILE first.
"""

import argparse
import csv
import json
import math
import re
import sys
import time
import tomllib
from pathlib import Path

try:
    import numpy as np
except ImportError:
    sys.exit("skipped: NumPy is not installed")

CHUNK = 4096
PROBABILITIES = [0.05, 0.10, 0.20, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95]
SCORES = np.linspace(-8.0, 8.0, 8001)
CUMULATIVE = np.array([0.5 * math.erfc(-z / math.sqrt(2.0)) for z in SCORES])
FLOWS = [
    "gross_saving", "cashable_saving", "implementation_cost", "delay_cost", "running_cost", "redundancy_cost",
    "programme_cost", "risk_cost", "dismantling_cost", "grant", "total_cost", "net_saving", "budget_effect",
]
STOCKS = ["run_rate", "posts_removed", "areas_live"]
WHOLE = [
    "horizon_gross_saving", "horizon_cost", "horizon_net_saving", "horizon_budget_effect", "current_run_rate",
    "npv", "benefit_cost_ratio", "payback_year", "payback_from_now",
]
AREA = ["gross_saving", "cost", "net_saving", "go_live", "is_live"]


def refuse(what):
    sys.exit(f"not known to this peer: {what}")


# What is read.


def number(text):
    """A number, a percentage or an amount of money."""
    if isinstance(text, (int, float)):
        return float(text)
    match = re.fullmatch(r"£?([-\d.e]+)(k|m|bn|%)?", text.replace(",", "").replace("_", "").strip())
    if not match:
        refuse(f"the number {text!r}")
    return float(match[1]) * {None: 1.0, "%": 0.01, "k": 1e3, "m": 1e6, "bn": 1e9}[match[2]]


def month(text, start):
    year, of_year = map(int, text.split("-")[:2])
    return float(12 * (year - start) + of_year - 4)


class Law:
    """A quantity: fixed, or drawn from a law."""

    def __init__(self, text, folder):
        match = re.fullmatch(r"(\w+)\((.*)\)", text.strip()) if isinstance(text, str) else None
        self.kind = match[1] if match else "fixed"
        if self.kind == "history":
            file, column = [part.strip(" '\"") for part in match[2].split(",")]
            with open(folder / file, newline="") as rows:
                self.values = np.sort([float(row[column]) for row in csv.DictReader(rows)])
            # Type 5: linear between the probabilities (i - 1/2) / n, flat beyond them.
            self.ranks = (np.arange(len(self.values)) + 0.5) / len(self.values)
            self.likely = float(np.interp(0.5, self.ranks, self.values))
            return
        self.values = [number(part) for part in match[2].split(",")] if match else [number(text)]
        if self.kind == "lognormal":
            mean, sd = self.values
            self.sigma = math.sqrt(math.log1p((sd / mean) ** 2))
            self.mu = math.log(mean) - 0.5 * self.sigma**2
            self.likely = math.exp(self.mu)
        elif self.kind == "uniform":
            self.likely = 0.5 * sum(self.values)
        elif self.kind in ("triangular", "pert"):
            self.likely = self.values[1]
        elif self.kind == "fixed":
            self.likely = self.values[0]
        else:
            refuse(f"the law {text!r}")

    def shapes(self):
        low, mode, high = self.values
        return 1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low)

    def draw(self, random, n):
        if self.kind == "fixed":
            return self.values[0]
        if self.kind == "uniform":
            return random.uniform(*self.values, n)
        if self.kind == "triangular":
            return random.triangular(*self.values, n)
        if self.kind == "lognormal":
            return random.lognormal(self.mu, self.sigma, n)
        if self.kind == "history":
            return np.interp(random.random(n), self.ranks, self.values)
        low, _, high = self.values
        return low + (high - low) * random.beta(*self.shapes(), n)

    def quantiles(self):
        """(probabilities, values) of the quantile function, for correlated draws."""
        if self.kind == "history":
            return self.ranks, self.values
        if self.kind != "pert":
            refuse(f"a correlated {self.kind}")
        alpha, beta = self.shapes()
        x = np.linspace(0.0, 1.0, 20001)
        density = x ** (alpha - 1.0) * (1.0 - x) ** (beta - 1.0)
        below = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
        return below / below[-1], self.values[0] + (self.values[2] - self.values[0]) * x


class Area:
    """A business area."""

    def __init__(self, row, scenario, names):
        defaults, folder, start = scenario.defaults, scenario.folder, scenario.start_year
        law = lambda column, otherwise: Law(row.get(column) or defaults.get(column, otherwise), folder)
        self.name, self.index = row["area"], names[row["area"]]
        self.planned = month(row["go_live"], start)
        self.live = month(row["went_live"], start) if row["status"] == "live" else None
        self.chance = number(row.get("probability") or 1)
        self.saving, self.realisation = law("annual_saving", 0), law("realisation", 1)
        self.embedding, self.slippage = law("embedding_months", 0), law("slippage_months", 0)
        self.investment, self.running = law("implementation_cost", 0), law("running_cost", 0)
        self.months = number(row.get("implementation_months") or 12)
        self.after = []
        for text in filter(None, (part.strip() for part in row.get("after", "").split(";"))):
            name, lag = re.fullmatch(r"(.*?)(?: \+([\d.]+))?", text).groups()
            self.after.append((names[name], float(lag or 0)))
        self.requires = [names[part.strip()] for part in (row.get("requires") or "").split(";") if part.strip()]
        shares = lambda kind, common: np.array(
            [number(row[f"{kind}_share:{name}"]) for name in scenario.partners]
            if row.get(f"{kind}_share:{scenario.partners[0]}")
            else common
        )
        self.savings_shares = shares("savings", scenario.shares)
        self.costs_shares = shares("costs", scenario.shares)


class Scenario:
    """The speed scenarios' part of the format."""

    def __init__(self, path):
        self.folder = path.parent
        document = tomllib.loads(path.read_text())
        known = {
            "title", "start", "end", "as_of", "areas", "risks", "source", "simulation", "defaults", "discounting",
            "partner", "sharing", "correlation",
        }
        if document.keys() - known:
            refuse(document.keys() - known)
        self.start_year = int(document["start"][:4])
        self.years = int(document["end"][:4]) - self.start_year + 1
        self.start = month(document["as_of"], self.start_year)
        self.first = int(self.start // 12)
        self.end = 12.0 * self.years
        self.defaults = document["defaults"]
        self.partners = [partner["name"] for partner in document["partner"]]
        budgets = np.array([number(partner["net_revenue_budget"]) for partner in document["partner"]])
        self.shares = budgets / budgets.sum()
        if set(document["sharing"].values()) != {"net-revenue-budget"} or len(document["correlation"]) != 1:
            refuse("another sharing or correlation")
        rank = document["correlation"][0]["rank_correlation"]
        self.rho = 2.0 * math.sin(math.pi * rank / 6.0)
        base = int(document["discounting"]["base"][:4]) - self.start_year
        self.discount = (1.0 + number(document["discounting"]["rate"])) ** (base - np.arange(self.years))
        with open(self.folder / document["areas"], newline="") as file:
            rows = list(csv.DictReader(file))
        names = {row["area"]: index for index, row in enumerate(rows)}
        self.areas = [Area(row, self, names) for row in rows]
        self.order = self.topological()
        with open(self.folder / document["risks"], newline="") as file:
            self.risks = [self.risk(row, names) for row in csv.DictReader(file)]

    def topological(self):
        done, order = set(), []
        while len(order) < len(self.areas):
            for area in self.areas:
                before = {place for place, _ in area.after} | set(area.requires)
                if area.index not in done and before <= done:
                    done.add(area.index)
                    order.append(area)
        return order

    def risk(self, row, names):
        law = lambda column: Law(row.get(column) or 0, self.folder)
        areas = set(names.values()) if row["areas"] == "*" else {names[part.strip()] for part in row["areas"].split(";")}
        risk = dict(areas=areas, delay=law("delay_months"), cost=law("cost"), loss=law("saving_loss"))
        if row.get("frequency_per_year"):
            if risk["loss"].likely != 0.0:
                refuse("a recurring risk that costs savings")
            risk["mean"] = number(row["frequency_per_year"]) * (self.end - self.start) / 12.0
        else:
            risk["chance"] = number(row["probability"])
            risk["date"] = month(row["date"], self.start_year) if row.get("date") else self.start
        return risk


# What is known before any trial.


def learn(scenario):
    """Tables of lateness by score, bounds on scores, and the quantile function of the common cause."""
    shared, own = math.sqrt(scenario.rho), math.sqrt(1.0 - scenario.rho)
    cause = np.linspace(-10.0, 10.0, 20001)
    log_density = -0.5 * cause**2
    tables, bounds = {}, {}
    for area in scenario.areas:
        if area.slippage.kind == "fixed":
            continue
        below, values = area.slippage.quantiles()
        tables[area.index] = np.interp(CUMULATIVE, below, values)
        predecessors = [(scenario.areas[place], lag) for place, lag in area.after]
        if area.live is None and any(before.live is None for before, _ in predecessors):
            continue
        live = [before.live + lag for before, lag in predecessors if before.live is not None]
        earliest = max([area.planned, *live])
        late = (area.live if area.live is not None else scenario.start) - earliest
        # Nothing is below the smallest value, and what is as late as that excludes nothing.
        p = 0.0 if late <= values[0] and area.live is None else float(np.interp(late, values, below, left=0.0, right=1.0))
        score = float(np.interp(p, CUMULATIVE, SCORES))
        if area.live is not None:
            log_density -= 0.5 * ((min(max(score, -4.0), 4.0) - shared * cause) / own) ** 2
        elif p > 0.0:
            bounds[area.index] = score
            above = np.array([0.5 * math.erfc((score - shared * f) / own / math.sqrt(2.0)) for f in cause])
            log_density += np.log(np.maximum(above, 1e-300))
    density = np.exp(log_density - log_density.max())
    below = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
    return tables, bounds, (below / below[-1], cause)


def full_months(x, embedding):
    """The ramp's integral; an embedding of 0 is a step."""
    on_ramp = np.clip(x, 0.0, embedding)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(np.asarray(embedding) > 0.0, 0.5 / embedding, 0.0)
    return on_ramp * on_ramp * half + np.maximum(x - embedding, 0.0)


def share(x, embedding):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(x <= 0.0, 0.0, np.where(x >= embedding, 1.0, x / embedding))


class Past:
    """What fell before the data date, as planned but for the go-live: all of the saving realised, at most likely values."""

    def __init__(self, scenario):
        parts = 1 + len(scenario.partners)
        self.flows = {flow: np.zeros((parts, scenario.years)) for flow in FLOWS}
        self.current = np.zeros(parts)
        self.areas = {}
        edges = np.minimum(12.0 * np.arange(scenario.years + 1), scenario.start)
        for area in scenario.areas:
            live = math.inf if area.live is None else area.live
            monthly = area.saving.likely / 12.0
            gross = monthly * np.diff(full_months(edges - live, area.embedding.likely)) if live < math.inf else 0.0 * edges[1:]
            running = area.running.likely / 12.0 * np.diff(np.maximum(edges - live, 0.0)) if live < math.inf else 0.0 * edges[1:]
            invested = area.investment.likely / area.months * np.diff(np.clip(edges, area.planned - area.months, area.planned))
            savings = np.concatenate([[1.0], area.savings_shares])
            costs = np.concatenate([[1.0], area.costs_shares])
            self.flows["gross_saving"] += np.outer(savings, gross)
            self.flows["running_cost"] += np.outer(costs, running)
            self.flows["implementation_cost"] += np.outer(costs, invested)
            self.areas[area.index] = (gross.sum(), running.sum() + invested.sum())
            if live < math.inf:
                self.current += 12.0 * monthly * savings * share(np.float64(scenario.start - live), area.embedding.likely)


# The trials.


class Simulation:
    """Everything that a chunk of trials needs."""

    def __init__(self, scenario):
        self.scenario, self.past = scenario, Past(scenario)
        self.tables, self.bounds, self.cause = learn(scenario)
        years = range(scenario.first, scenario.years)
        self.edges = np.array([scenario.start, *(12.0 * (year + 1) for year in years)])
        self.losses = {}
        for area in scenario.areas:
            striking = [k for k, r in enumerate(scenario.risks) if area.index in r["areas"] and r["loss"].likely != 0.0]
            self.losses[area.index] = sorted(striking, key=lambda k: scenario.risks[k]["date"])
        self.keys = self.columns()

    def columns(self):
        scenario, keys = self.scenario, []
        for part in range(1 + len(scenario.partners)):
            yearly = FLOWS + [f"cumulative_{flow}" for flow in FLOWS] + STOCKS
            keys += [(part, "", name, year) for name in yearly for year in range(scenario.first, scenario.years)]
            keys += [(part, "", name, 0) for name in WHOLE]
        return keys + [("", area.index, name, 0) for area in scenario.areas for name in AREA]

    def run(self, trials, seed):
        random = np.random.Generator(np.random.SFC64(seed))
        results = np.empty((len(self.keys), trials))
        for first in range(0, trials, CHUNK):
            n = min(CHUNK, trials - first)
            self.chunk(random, n, results[:, first : first + n])
        return results

    def chunk(self, random, n, out):
        scenario = self.scenario
        parts, years = 1 + len(scenario.partners), len(self.edges) - 1
        flows = {flow: np.zeros((parts, years, n)) for flow in ("gross_saving", "implementation_cost", "running_cost", "risk_cost")}
        run_rate, areas_live = np.zeros((parts, years, n)), np.zeros((years, n))
        cause = np.interp(random.random(n), *self.cause)
        once, events = self.draw_events(random, n, flows["risk_cost"])
        live, ahead = {}, {}
        base = parts * ((2 * len(FLOWS) + len(STOCKS)) * years + len(WHOLE))
        for area in scenario.order:
            live[area.index], ahead[area.index] = self.go_live(random, n, area, cause, events, (live, ahead))
            gross, cost, rate, counts = self.area(random, n, area, (live, ahead), once)
            savings = np.concatenate([[1.0], area.savings_shares])
            costs = np.concatenate([[1.0], area.costs_shares])
            for part in range(parts):
                flows["gross_saving"][part] += savings[part] * gross
                run_rate[part] += savings[part] * rate
                for flow, amounts in cost.items():
                    flows[flow][part] += costs[part] * amounts
            areas_live += counts
            self.keep_area(area, (gross, cost), (live, ahead), out[base + len(AREA) * area.index :])
        self.keep_parts(n, flows, (run_rate, areas_live), out)

    def draw_events(self, random, n, risk_cost):
        """(by risk that occurs once: whether, remaining share), (time, delay, risk) by event."""
        scenario, once, events = self.scenario, {}, []
        costs = np.concatenate([[1.0], scenario.shares])
        for place, risk in enumerate(scenario.risks):
            if "chance" in risk:
                occurs = random.random(n) < risk["chance"]
                delay, cost, loss = (risk[name].draw(random, n) for name in ("delay", "cost", "loss"))
                risk_cost[:, int(risk["date"] // 12) - scenario.first] += costs[:, None] * np.where(occurs, cost, 0.0)
                once[place] = np.where(occurs, 1.0 - loss, 1.0)
                events.append((np.where(occurs, risk["date"], np.inf), delay * np.ones(n), place))
                continue
            numbers = random.poisson(risk["mean"], n)
            for event in range(numbers.max(initial=0)):
                happens = event < numbers
                time_of = np.where(happens, random.uniform(scenario.start, scenario.end, n), np.inf)
                delay, cost = risk["delay"].draw(random, n), risk["cost"].draw(random, n)
                year = np.where(happens, time_of, scenario.start).astype(np.int64) // 12 - scenario.first
                amount = np.where(happens, cost, 0.0)
                for part, share_of in enumerate(costs):
                    risk_cost[part, year, np.arange(n)] += share_of * amount
                events.append((time_of, delay * np.ones(n), place))
        return once, self.sorted_events(events)

    def sorted_events(self, events):
        """For each set of risks that strikes some area, its events in order of their times."""
        by_set = {}
        for area in self.scenario.areas:
            key = tuple(k for k, r in enumerate(self.scenario.risks) if area.index in r["areas"] and r["delay"].likely != 0.0)
            if key not in by_set and area.live is None:
                chosen = [(times, delays) for times, delays, place in events if place in key]
                if chosen:
                    times, delays = np.array([c[0] for c in chosen]), np.array([c[1] for c in chosen])
                    order = np.argsort(times, axis=0)
                    times, delays = np.take_along_axis(times, order, 0), np.take_along_axis(delays, order, 0)
                    used = int(np.isfinite(times).any(axis=1).sum())
                    by_set[key] = list(zip(times[:used], delays[:used]))
            self.set_of = getattr(self, "set_of", {})
            self.set_of[area.index] = key
        return by_set

    def go_live(self, random, n, area, cause, events, before):
        scenario = self.scenario
        if area.live is not None:
            return area.live, None
        live_of, ahead_of = before
        ahead = random.random(n) < area.chance if area.chance < 1.0 else None
        for required in area.requires:
            if ahead_of[required] is not None:
                ahead = ahead_of[required] if ahead is None else ahead & ahead_of[required]
        floor = np.full(n, -np.inf)
        for place, lag in area.after:
            waits = live_of[place] + lag
            waits = waits if ahead_of[place] is None else np.where(ahead_of[place], waits, -np.inf)
            floor = np.maximum(floor, waits)
        live = np.maximum(area.planned, floor) + self.lateness(random, n, area, cause)
        live = np.maximum(np.maximum(live, floor), scenario.start)
        for times, delays in events.get(self.set_of[area.index], []):
            live += np.where(times < live, delays, 0.0)
        return live, ahead

    def lateness(self, random, n, area, cause):
        if area.slippage.kind == "fixed":
            return area.slippage.likely
        shared, own = math.sqrt(self.scenario.rho), math.sqrt(1.0 - self.scenario.rho)
        if area.index in self.bounds:
            least = (self.bounds[area.index] - shared * cause) / own
            above = np.interp(-least, SCORES, CUMULATIVE)
            drawn = -np.interp(above * random.random(n), CUMULATIVE, SCORES)
        else:
            drawn = random.standard_normal(n)
        return np.interp(shared * cause + own * drawn, SCORES, self.tables[area.index])

    def area(self, random, n, area, timing, once):
        """Gross saving, costs, run rate and count by year."""
        scenario, edges = self.scenario, self.edges[:, None]
        live, ahead = timing[0][area.index], timing[1][area.index]
        cost = {}
        start = max(scenario.start, area.planned - area.months)
        left = max(area.planned - start, 0.0) / area.months
        investment = area.investment.draw(random, n)
        if left > 0.0:
            until = np.maximum(area.planned, live)
            spent = investment * left
            if ahead is not None:
                until = np.where(ahead, until, area.planned)
                spent = spent * np.where(ahead, 1.0, 0.5)
            spread = np.diff(np.clip(edges, start, until), axis=0)
            cost["implementation_cost"] = spent / (until - start) * spread
        goes = 1.0 if ahead is None else ahead.astype(float)
        monthly = area.realisation.draw(random, n) * area.saving.draw(random, n) * goes / 12.0
        embedding = area.embedding.draw(random, n)
        running = area.running.draw(random, n) * goes / 12.0
        since = edges - live
        cost["running_cost"] = running * np.diff(np.maximum(since, 0.0), axis=0) * np.ones(n)
        reached = share(since[1:], embedding)
        saved, remaining = self.saved(area, live, embedding, once, since)
        rate = 12.0 * monthly * reached * remaining
        counts = (since[1:] > 0.0) * goes
        return monthly * saved, cost, rate * np.ones(n), counts * np.ones(n)

    def saved(self, area, live, embedding, once, since):
        """Full months by year after losses, and the share that remains at each year's end."""
        risks = self.losses[area.index]
        if not risks:
            return np.diff(full_months(since, embedding), axis=0), 1.0
        cuts = [self.scenario.risks[risk]["date"] for risk in risks]
        edges = np.sort(np.concatenate([self.edges, cuts]))
        months = np.diff(full_months(edges[:, None] - live, embedding), axis=0)
        closes = self.edges[1:]
        by_year = np.zeros((len(closes), *months.shape[1:]))
        at_close = np.ones_like(by_year)
        for segment in range(len(months)):
            opens = edges[segment]
            factor = 1.0
            for risk, cut in zip(risks, cuts):
                if cut <= opens:
                    factor = factor * once[risk]
            by_year[min(np.searchsorted(closes, opens, side="right"), len(closes) - 1)] += factor * months[segment]
        for risk, cut in zip(risks, cuts):
            at_close[closes > cut] *= once[risk]
        return by_year, at_close

    def keep_area(self, area, amounts, timing, out):
        live, ahead = timing[0][area.index], timing[1][area.index]
        gross, cost = amounts
        past_gross, past_cost = self.past.areas[area.index]
        out[0] = past_gross + gross.sum(axis=0)
        out[1] = past_cost + sum(kind.sum(axis=0) for kind in cost.values())
        out[2] = out[0] - out[1]
        out[3] = live if ahead is None else np.where(ahead, live, np.nan)
        out[4] = out[3] < self.scenario.end

    def keep_parts(self, n, drawn, levels, out):
        scenario, past, first = self.scenario, self.past, self.scenario.first
        row = 0
        years = scenario.years - first
        for part in range(1 + len(scenario.partners)):
            flows = {}
            for flow in FLOWS:
                flows[flow] = past.flows[flow][part, first:, None] + (drawn[flow][part] if flow in drawn else np.zeros((years, n)))
            costs = [flow for flow in FLOWS if flow.endswith("_cost") and flow != "total_cost"]
            early = {flow: past.flows[flow][part, :first].copy() for flow in FLOWS}
            for of in (flows, early):
                of["total_cost"] = sum(of[flow] for flow in costs)
                of["cashable_saving"] = of["gross_saving"]
                of["net_saving"] = of["budget_effect"] = of["gross_saving"] - of["total_cost"]
            sums = {flow: early[flow].sum() + np.cumsum(flows[flow], axis=0) for flow in FLOWS}
            for block in [flows[flow] for flow in FLOWS] + [sums[flow] for flow in FLOWS] + [levels[0][part], np.zeros((years, n)), levels[1]]:
                out[row : row + years] = block
                row += years
            present = {
                flow: (scenario.discount[:first] * early[flow]).sum() + scenario.discount[first:] @ flows[flow]
                for flow in ("net_saving", "gross_saving", "total_cost")
            }
            for value in [
                sums["gross_saving"][-1], sums["total_cost"][-1], sums["net_saving"][-1], sums["budget_effect"][-1],
                past.current[part], present["net_saving"], present["gross_saving"] / present["total_cost"],
                self.payback(early, flows), self.payback(None, flows),
            ]:
                out[row] = value
                row += 1

    def payback(self, early, flows):
        """The first year from which the net saving stays at or above zero, of all years or from the data date on."""
        def of(flow):
            later = flows[flow]
            if early is None:
                return later
            return np.concatenate([np.repeat(early[flow][:, None], later.shape[1], axis=1), later])

        begins = self.scenario.first if early is None else 0
        holds = np.cumsum(of("net_saving"), axis=0) > -0.005
        stays = np.logical_and.accumulate(holds[::-1], axis=0)[::-1]
        year = np.where(stays.any(axis=0), begins + stays.argmax(axis=0), float(self.scenario.years))
        return np.where((of("total_cost") != 0.0).any(axis=0), year, np.nan)


def summaries(keys, results):
    """Mean, standard deviation and quantiles of every figure, blanks left out; of what is 0 or 1 the mean alone."""
    rows = []
    for (_, _, measure, _), values in zip(keys, results):
        if np.isnan(values[0]) or np.isnan(values.sum()):
            values = values[~np.isnan(values)]
        if len(values) and values.min() == values.max():
            rows.append((values[0], 0.0, np.full(len(PROBABILITIES), values[0])))
        elif measure == "is_live":
            rows.append((values.mean(), values.std(), np.full(len(PROBABILITIES), np.nan)))
        elif len(values):
            rows.append((values.mean(), values.std(), np.quantile(values, PROBABILITIES)))
        else:
            rows.append((np.nan, np.nan, np.full(len(PROBABILITIES), np.nan)))
    return rows


def check(path, keys, results):
    """Holds means and quantiles against a file's; the critical value in standard errors is the file's."""
    places = {tuple(map(str, key)): place for place, key in enumerate(keys)}
    faults, compared = [], 0
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            values = results[places[row["part"], row["area"], row["measure"], row["year"]]]
            values = values[~np.isnan(values)]
            expected = {name: float(row[name]) for name in ("n", "z", "mean", "sd", "p10", "p50", "p90")}
            name = " ".join(filter(None, (row["part"], row["area"], row["measure"], row["year"])))
            spread = math.sqrt(1.0 / len(values) + 1.0 / expected["n"])
            slack = 1e-7 * max(abs(expected["mean"]), 1.0)
            if abs(values.mean() - expected["mean"]) > expected["z"] * expected["sd"] * spread + slack:
                faults.append(f"{name}: mean {values.mean()} against {expected['mean']}")
            for p in (0.1, 0.5, 0.9):
                at = expected[f"p{round(100 * p)}"]
                if math.isnan(at):
                    continue  # of some figures the mean alone is given
                wide = expected["z"] * math.sqrt(p * (1.0 - p)) * spread
                if not (values < at - slack).mean() - wide <= p <= (values <= at + slack).mean() + wide:
                    faults.append(f"{name}: P{round(100 * p)} is {np.quantile(values, p)} against {at}")
            compared += 1
    if faults:
        sys.exit(f"{len(faults)} figures differ:\n" + "\n".join(faults[:20]))
    return compared


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("scenario", type=Path)
    arguments.add_argument("--trials", type=int, default=50_000)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--expect", type=Path)
    arguments.add_argument("--json", action="store_true")
    given = arguments.parse_args()
    simulation = Simulation(Scenario(given.scenario))
    compared = check(given.expect, simulation.keys, simulation.run(given.trials, given.seed)) if given.expect else 0
    seconds = []
    for repetition in range(given.repeat):
        started = time.process_time()
        summaries(simulation.keys, simulation.run(given.trials, given.seed + repetition))
        seconds.append((time.process_time() - started) / given.trials)
    nanoseconds = sorted(1e9 * second for second in seconds)
    if given.json:
        print(json.dumps({"numpy": np.__version__, "ns_per_trial": nanoseconds, "compared": compared}))
    else:
        print(f"NumPy {np.__version__}: {nanoseconds[0] / 1000:.1f} µs of CPU a trial (best of {given.repeat})")


if __name__ == "__main__":
    main()
