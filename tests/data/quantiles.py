"""Writes quantiles.csv: quantiles of every law, to 17 digits, made without foresave.

    python -m venv venv && venv/bin/pip install mpmath scipy && venv/bin/python quantiles.py

Beta, gamma and normal quantiles are roots, found at 30 digits by Ridders' method in the logarithm of the tail:
of the continued fraction of the beta function, of series and fraction of the gamma function, of mpmath's erfc. SciPy confirms
them where it is good. `tail` is `lower` where `p` is the probability below and `upper` where it is the one above.
"""

import csv
from pathlib import Path

import mpmath as mp
from scipy import stats

mp.mp.dps = 30
TAILS = [(p, "lower") for p in ("1e-300", "1e-100", "1e-12", "1e-3", "0.1", "0.5")]
TAILS += [(p, "upper") for p in ("0.3", "0.1", "1e-3", "1e-12", "1e-100", "1e-300")]
GRID = [(mp.mpf(float(p)), tail) for p, tail in TAILS]


def beta_term(a, b, x):
    return mp.exp(a * mp.log(x) + b * mp.log1p(-x) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b))


def beta_tails(a, b, x):
    """Both tails, by the continued fraction on the side of the mean where it converges quickly."""

    def term(n):
        m = n // 2
        if n % 2 == 0:
            return m * (b - m) * x / ((a + n - 1) * (a + n)), 1
        return -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n)), 1

    if x <= (a + 1) / (a + b + 2):
        below = beta_term(a, b, x) / a / fraction(mp.mpf(1), term)
        return below, 1 - below
    above, below = beta_tails(b, a, 1 - x)
    return below, above


def gamma_tails(a, x):
    term = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))
    if x < a + 1:
        below = term * series(lambda n: x / (a + 1 + n))
        return below, 1 - below
    above = term * a / fraction(x + 1 - a, lambda n: (-n * (n - a), x + 1 - a + 2 * n))
    return 1 - above, above


def fraction(first, term):
    """first + a1/(b1 + a2/(b2 + ...)) by Lentz's method."""
    value = c = first
    d = mp.mpf(0)
    n = 1
    while True:
        a, b = term(n)
        d = 1 / (b + a * d)
        c = b + a / c
        value *= c * d
        if abs(c * d - 1) < mp.eps:
            return value
        n += 1


def series(ratio):
    total = term = mp.mpf(1)
    n = 0
    while abs(term) > total * mp.eps * mp.mpf("1e-3"):
        term *= ratio(n)
        total += term
        n += 1
    return total


def solve(tails, p, tail, low, high, geometric):
    """The x with the given tail, in the logarithm of the tail and, if `geometric`, of x."""
    side = 0 if tail == "lower" else 1
    change = mp.exp if geometric else (lambda t: t)
    low, high = (mp.log(low), mp.log(high)) if geometric else (low, high)

    def excess(t):
        value = tails(change(t))[side]
        difference = mp.log(value) - mp.log(p) if value > 0 else -mp.mpf(10) ** 6
        return difference if side == 0 else -difference

    if excess(low) > 0:
        return mp.mpf(0)
    return change(ridders(excess, low, high))


def ridders(f, low, high):
    """The root of an ascending function."""
    f_low, f_high = f(low), f(high)
    last = mp.inf
    while True:
        middle = (low + high) / 2
        f_middle = f(middle)
        root = middle - (middle - low) * f_middle / mp.sqrt(f_middle**2 - f_low * f_high)
        f_root = f(root)
        if f_root == 0 or abs(root - last) < mp.mpf(10) ** -20 * max(mp.mpf(10) ** -12, abs(root)):
            return root
        last = root
        points = sorted([(low, f_low), (high, f_high), (middle, f_middle), (root, f_root)])
        low, f_low = max(point for point in points if point[1] < 0)
        high, f_high = min(point for point in points if point[1] >= 0)


def normal_score(p, tail):
    tails = lambda z: (mp.erfc(-z / mp.sqrt(2)) / 2, mp.erfc(z / mp.sqrt(2)) / 2)
    return solve(tails, p, tail, mp.mpf(-40), mp.mpf(40), False)


def normal(mean, sd):
    return lambda p, tail: mean + sd * normal_score(p, tail)


def lognormal(mean, sd):
    log_variance = mp.log1p((mp.mpf(sd) / mean) ** 2)
    return lambda p, tail: mean * mp.exp(-log_variance / 2 + mp.sqrt(log_variance) * normal_score(p, tail))


def gamma(shape, scale):
    a = mp.mpf(shape)
    high = a + mp.sqrt(1600 * a) + 800
    return lambda p, tail: scale * solve(lambda x: gamma_tails(a, x), p, tail, mp.mpf("1e-320"), high, True)


def beta(alpha, beta_, low, high):
    a, b = mp.mpf(alpha), mp.mpf(beta_)

    def quantile(p, tail):
        half = beta_tails(a, b, mp.mpf(1) / 2)
        is_lower = half[0] >= p if tail == "lower" else half[1] <= p
        if is_lower:
            x = solve(lambda x: beta_tails(a, b, x), p, tail, mp.mpf("1e-320"), mp.mpf("0.51"), True)
            return low + (high - low) * x
        other = "upper" if tail == "lower" else "lower"
        y = solve(lambda x: beta_tails(b, a, x), p, other, mp.mpf("1e-320"), mp.mpf("0.51"), True)
        return high - (high - low) * y

    return quantile


def hazard(p, tail):
    return -mp.log1p(-p) if tail == "lower" else -mp.log(p)


def weibull(shape, scale):
    return lambda p, tail: scale * hazard(p, tail) ** (1 / mp.mpf(shape))


def exponential(mean):
    return lambda p, tail: mean * hazard(p, tail)


def triangular(low, mode, high):
    low, mode, high = mp.mpf(low), mp.mpf(mode), mp.mpf(high)

    def quantile(p, tail):
        with mp.workdps(640):
            q = 1 - p
            below, above = (p, q) if tail == "lower" else (q, p)
            if below <= (mode - low) / (high - low):
                return low + mp.sqrt(below * (high - low) * (mode - low))
            return high - mp.sqrt(above * (high - low) * (high - mode))

    return quantile


def uniform(low, high):
    return lambda p, tail: low + (high - low) * p if tail == "lower" else high - (high - low) * p


def pert(low, mode, high):
    width = mp.mpf(high - low)
    return beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, high)


def metalog(p10, p50, p90):
    p10, p50, p90 = mp.mpf(p10), mp.mpf(p50), mp.mpf(p90)
    p = mp.mpf(1) / 10
    odds = [mp.log(p / (1 - p)), mp.mpf(0), -mp.log(p / (1 - p))]
    rows = [[1, l, (y - mp.mpf(1) / 2) * l] for y, l in zip((p, mp.mpf(1) / 2, 1 - p), odds)]
    a = mp.lu_solve(mp.matrix(rows), mp.matrix([p10, p50, p90]))

    def quantile(p, tail):
        l = mp.log(p) - mp.log1p(-p)
        below, l = (p, l) if tail == "lower" else (1 - p, -l)
        return a[0] + a[1] * l + a[2] * (below - mp.mpf(1) / 2) * l

    return quantile


def truncated_normal(mean, sd, low, high):
    """In whichever tail the interval lies."""
    z = [mp.mpf(x - mean) / sd for x in (low, high)]
    sign = 1 if z[0] + z[1] < 0 else -1
    below = [mp.erfc(-sign * score / mp.sqrt(2)) / 2 for score in z]

    def quantile(p, tail):
        share = p if tail == "lower" else 1 - p
        with mp.workdps(340):
            level = below[0] + share * (below[1] - below[0])
        return mean + sd * sign * normal_score(level, "lower")

    return quantile


LAWS = [
    (uniform, 100000, 1100000),
    (triangular, 10000, 20000, 100000),
    (triangular, 0, 0, 12),
    (pert, 10000, 20000, 100000),
    (pert, 0, 0, 12),
    (normal, 100000, 20000),
    (lognormal, 100000, 50000),
    (lognormal, 10, 0.001),
    (weibull, 1.5, 100000),
    (weibull, 0.2, 3),
    (exponential, 100000),
    (metalog, 50000, 70000, 120000),
    (truncated_normal, 100, 20, 260, 400),
    (truncated_normal, 100, 20, 90, 150),
    (beta, 2, 5, 10000, 80000),
    (beta, 0.001, 0.001, 0, 1),
    (beta, 0.001, 3, 0, 1),
    (beta, 0.5, 0.5, 0, 1),
    (beta, 0.3, 40, 0, 1),
    (beta, 1000, 0.05, 0, 1),
    (beta, 1000, 3000, 0, 1),
    (beta, 100000, 7, 0, 1),
    (beta, 1000000, 1000000, 0, 1),
    (beta, 1000000, 2.5, 0, 1),
    (gamma, 0.001, 1),
    (gamma, 0.05, 1),
    (gamma, 0.9, 1),
    (gamma, 2.5, 40000),
    (gamma, 9.99, 1),
    (gamma, 137, 2),
    (gamma, 10000, 1),
    (gamma, 99000, 1),
    (gamma, 100000, 1),
    (gamma, 1000000, 1),
]


def check_against_scipy(name, parameters, quantile):
    """A coarse cross-check in the middle, where SciPy is good."""
    frozen = {
        "beta": lambda a, b, low, high: stats.beta(a, b, low, high - low),
        "gamma": lambda shape, scale: stats.gamma(shape, scale=scale),
        "normal": lambda mean, sd: stats.norm(mean, sd),
        "weibull": lambda shape, scale: stats.weibull_min(shape, scale=scale),
        "triangular": lambda low, mode, high: stats.triang((mode - low) / (high - low), low, high - low),
    }.get(name)
    if frozen:
        for p in (0.1, 0.5, 0.9):
            ours, theirs = float(quantile(mp.mpf(p), "lower")), float(frozen(*parameters).ppf(p))
            assert abs(ours - theirs) <= 1e-8 * abs(ours) + 1e-300, (name, parameters, p, ours, theirs)


def main():
    with open(Path(__file__).with_name("quantiles.csv"), "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["law", "parameters", "tail", "p", "value"])
        for law, *parameters in LAWS:
            quantile = law(*parameters)
            check_against_scipy(law.__name__, parameters, quantile)
            for p, tail in GRID:
                value = quantile(p, tail)
                writer.writerow([law.__name__, " ".join(map(str, parameters)), tail, repr(float(p)), repr(float(value))])
            print(law.__name__, parameters)


if __name__ == "__main__":
    main()
