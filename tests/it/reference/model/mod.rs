//! A second account of the model: `docs/model.md` written down as plainly as it can be.
//!
//! It takes a [`Programme`] as the library reads it. The quantile functions of laws and the standard normal law are the
//! library's too; nothing else is. One number at a time, a trial is a walk along the sections of the model, and each
//! file is a section or a part of one. Where it is slower than it might be, that is because it is plainer.
//!
//! Its trials have the named uniforms of design `random`, so that trial `k` can be compared with the kernel's trial
//! `k`, value by value.

mod account;
mod area;
mod evidence;
mod go_live;
mod inputs;
mod learning;
mod measures;
mod own;
mod prices;
mod random;
mod risks;
mod time;

pub use measures::{Measures, Outcome, Shares};

use account::Account;
use area::{Course, Quantities, Side};
use foresave::programme::{Actual, Area, AreaColumn, Flow, InputId, Programme};
use go_live::go_lives;
use inputs::{Draws, Inputs, number};
use own::Own;
use prices::Indices;
use random::Uniforms;
use risks::{Event, Exit, events};
use time::Clock;

/// A programme, with what every trial has in common.
pub struct Model<'a> {
    programme: &'a Programme,
    pub clock: Clock,
    inputs: Inputs,
    /// What fell before the data date: by area, and of the programme itself.
    past: (Vec<Account>, Account),
    current_run_rates: Vec<f64>,
    posts_when_counted: Vec<f64>,
}

impl<'a> Model<'a> {
    pub fn of(programme: &'a Programme) -> Self {
        let clock = Clock::of(programme);
        let indices = Indices::most_likely(programme);
        let courses = programme.areas.iter().map(|area| past_course(area, &clock, &indices));
        let courses: Vec<Course> = courses.collect();
        Model {
            programme,
            clock,
            inputs: Inputs::of(programme),
            past: past(programme, (&clock, &indices), &courses),
            current_run_rates: current_run_rates(&clock, &courses),
            posts_when_counted: posts_when_counted(programme, &courses),
        }
    }

    /// The measures of an outcome.
    pub fn measures<'b>(&'b self, outcome: &'b Outcome) -> Measures<'b> {
        Measures { programme: self.programme, clock: &self.clock, outcome }
    }

    /// `L - G` of an area; not a number where it does not go ahead.
    pub fn lateness(&self, outcome: &Outcome, area: usize) -> f64 {
        outcome.go_lives[area].map_or(f64::NAN, |live| live - self.clock.at(self.programme.areas[area].go_live))
    }

    /// Whether an area goes live before the end of the horizon and before an exit.
    pub fn is_live(&self, outcome: &Outcome, area: usize) -> bool {
        outcome.go_lives[area].is_some_and(|live| live < self.clock.end.min(outcome.exit_at))
    }

    /// Mean and standard deviation of every common cause that learnt something.
    pub fn learnt(&self) -> Vec<(f64, f64)> {
        self.inputs.causes.iter().filter_map(learning::Cause::moments).collect()
    }

    /// Trial `trial` of a seed.
    pub fn trial(&self, seed: u64, trial: u64) -> Outcome {
        let (programme, clock) = (self.programme, &self.clock);
        let draws = Draws::new(&self.inputs, Uniforms { seed, trial });
        let indices = Indices::drawn(programme, &draws);
        let exit = Exit::drawn(programme, clock, &draws);
        let events = events(programme, clock, (&draws, &exit));
        let go_lives = go_lives(programme, clock, (&draws, &events));
        let setting = Setting { programme, clock, indices: &indices, exit, events: &events };
        let areas = (0..programme.areas.len()).map(|place| setting.course(place, &draws, go_lives[place]).account());
        let own = setting.own(&go_lives).drawn(&draws);
        let (past_areas, past_own) = &self.past;
        let joined = |past: &Account, mut future: Account| {
            future.total();
            Account::joined(past, &future, clock)
        };
        Outcome {
            areas: past_areas.iter().zip(areas).map(|(past, future)| joined(past, future)).collect(),
            own: joined(past_own, own),
            exit_at: exit.at,
            current_run_rates: self.current_run_rates.clone(),
            posts_when_counted: self.posts_when_counted.clone(),
            leavers: leavers(programme, |group| Some(draws.value(InputId::Leavers(group)))),
            indices,
            go_lives,
        }
    }

    /// The plan: what was promised.
    pub fn plan(&self) -> Outcome {
        let (programme, clock) = (self.programme, &self.clock);
        let indices = Indices::most_likely(programme);
        let planned = |area: &Area| area.in_plan.then(|| clock.at(area.go_live));
        let go_lives: Vec<Option<f64>> = programme.areas.iter().map(planned).collect();
        let courses: Vec<Course> = programme
            .areas
            .iter()
            .zip(&go_lives)
            .map(|(area, live)| {
                let quantities = Quantities::most_likely(area);
                let mut course = Course::as_planned(area, (clock, &indices), (clock.all(), quantities), *live);
                if !area.in_plan {
                    course.spend.clear();
                }
                course
            })
            .collect();
        let with_total = |mut account: Account| {
            account.total();
            account
        };
        let own = Own {
            programme,
            clock,
            indices: &indices,
            counted: clock.all(),
            exit: Exit::NONE,
            events: &[],
            last_go_live: latest(&go_lives),
        };
        Outcome {
            areas: courses.iter().map(|course| with_total(course.account())).collect(),
            own: with_total(own.most_likely(|_| true)),
            exit_at: f64::INFINITY,
            current_run_rates: current_run_rates(clock, &courses),
            posts_when_counted: posts_when_counted(programme, &courses),
            leavers: leavers(programme, |_| None),
            indices: indices.clone(),
            go_lives,
        }
    }
}

/// What all areas of a trial have in common.
struct Setting<'a> {
    programme: &'a Programme,
    clock: &'a Clock,
    indices: &'a Indices,
    exit: Exit,
    events: &'a [Event],
}

impl<'a> Setting<'a> {
    /// What an area does from the data date on.
    fn course(&self, place: usize, draws: &Draws, live: Option<f64>) -> Course<'a> {
        let area = &self.programme.areas[place];
        let drawn = Quantities::of(|column| match column {
            // Drawn already, with the go-live.
            AreaColumn::SlippageMonths => 0.0,
            _ => draws.value(InputId::Area(place, column)),
        });
        let quantities = drawn.with_realisation(area.realised_share().map(number));
        let mut course = Course::as_planned(area, (self.clock, self.indices), (self.clock.future(), quantities), live);
        course.exit = self.exit;
        course.events = self.events.iter().filter(|event| event.areas.contains(place)).collect();
        course.respread();
        course
    }

    fn own(&self, go_lives: &[Option<f64>]) -> Own<'a> {
        Own {
            programme: self.programme,
            clock: self.clock,
            indices: self.indices,
            counted: self.clock.future(),
            exit: self.exit,
            events: self.events,
            // At least `A`: what is past was spent.
            last_go_live: latest(go_lives).max(self.clock.start),
        }
    }
}

/// The latest `L` of the areas that go ahead.
fn latest(go_lives: &[Option<f64>]) -> f64 {
    go_lives.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// Section 1: an area before the data date, at most likely values, with what was achieved.
fn past_course<'a>(area: &Area, clock: &'a Clock, indices: &'a Indices) -> Course<'a> {
    let quantities = Quantities::most_likely(area).with_realisation(area.realised_share().map(number));
    let live = area.went_live().map_or(f64::INFINITY, |went_live| clock.at(went_live));
    Course::as_planned(area, (clock, indices), (clock.past(), quantities), Some(live))
}

/// Section 6, actuals: the past, with what was reported in place of what was modelled.
fn past(programme: &Programme, (clock, indices): (&Clock, &Indices), courses: &[Course]) -> (Vec<Account>, Account) {
    let own = Own {
        programme,
        clock,
        indices,
        counted: clock.past(),
        exit: Exit::NONE,
        events: &[],
        last_go_live: f64::INFINITY,
    };
    let mut own = own.most_likely(|y| clock.is_past(y));
    let mut areas: Vec<Account> = courses.iter().map(Course::account).collect();
    areas.iter_mut().for_each(Account::total);
    for Actual { area, year, gross_saving, cost, grant } in &programme.actuals {
        let y = programme.horizon.index_of(*year).expect("what is reported lies within the horizon");
        let (account, cashable, costs) = match area {
            Some(place) => {
                let cashable = number(programme.areas[*place][AreaColumn::CashableShare].most_likely());
                (&mut areas[*place], cashable, Flow::TotalCost)
            }
            None => (&mut own, 1.0, Flow::ProgrammeCost),
        };
        let mut report = |flow, amount: &Option<foresave::money::Pounds>, share: f64| {
            if let Some(amount) = amount {
                account[flow][y] = share * amount.to_f64();
            }
        };
        report(Flow::GrossSaving, gross_saving, 1.0);
        report(Flow::CashableSaving, gross_saving, cashable);
        report(Flow::Grant, grant, 1.0);
        report(costs, cost, 1.0);
    }
    own.total();
    (areas, own)
}

/// 12 times the rate of the first instant that is forecast.
fn current_run_rates(clock: &Clock, courses: &[Course]) -> Vec<f64> {
    let year = clock.year_at(clock.start).min(clock.years - 1);
    courses.iter().map(|course| 12.0 * course.rate(clock.start, Side::Right, year)).collect()
}

fn posts_when_counted(programme: &Programme, courses: &[Course]) -> Vec<f64> {
    let of = |(area, course): (&Area, &Course)| {
        let group = area.workforce.map(|group| &programme.workforce[group]);
        group.map_or(0.0, |group| course.posts_removed(course.clock.at(group.as_at)))
    };
    programme.areas.iter().zip(courses).map(of).collect()
}

/// The share of leavers of each group by year: at its most likely value in years that end by the data date, and where
/// none is drawn.
fn leavers(programme: &Programme, drawn: impl Fn(usize) -> Option<f64>) -> Vec<Option<Vec<f64>>> {
    let clock = Clock::of(programme);
    let of = |(place, group): (usize, &foresave::programme::Workforce)| {
        let share = group.leavers_per_year.as_ref()?;
        let known = number(share.most_likely());
        let later = drawn(place).unwrap_or(known);
        Some((0..clock.years).map(|y| if clock.is_past(y) { known } else { later }).collect())
    };
    programme.workforce.iter().enumerate().map(of).collect()
}
